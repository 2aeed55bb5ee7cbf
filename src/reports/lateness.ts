import type { Instant } from "../calendar/contract.ts";
import type { Clock } from "../rules/contract.ts";
import type { Case, Lateness, TimedClock } from "./contract.ts";

/** Complaints past the limit of this clock, whether it was stopped since or not. At the limit itself nobody is late. */
export function countLate(cases: readonly Case[], clock: Clock, now: Instant): Lateness {
  const runs = cases.flatMap(({ clocks }) => clocks.filter((each) => each.clock === clock));
  const timed = runs.filter(({ deadlineAt }) => deadlineAt !== null);
  const late = timed.filter((run) => isLate(run, now));
  return {
    timed: timed.length,
    late: late.length,
    bound: late.filter(({ stop }) => stop?.isBound).length,
    uncounted: runs.length - timed.length,
  };
}

function isLate({ deadlineAt, stop }: TimedClock, now: Instant): boolean {
  return deadlineAt !== null && deadlineAt < (stop?.at ?? now);
}
