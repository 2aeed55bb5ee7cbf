import { officeSecondsBetween } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { meanOfficeDay } from "../calendar/mean-day.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import type { Case, Moment, Pace } from "./contract.ts";

/** How a complaint counts, and for how many working days. */
type Reading =
  | { readonly kind: "answered" | "waiting"; readonly days: number; readonly disposition: Moment }
  | { readonly kind: "unknown" | "undisposed" | "uncounted" };

/**
 * How fast the first follow-up came. Nobody who still waits is dropped: a mean of the answered alone would flatter those who
 * do not answer.
 */
export function countPace(cases: readonly Case[], now: Instant): Pace {
  const count = { answered: 0, waiting: 0, unknown: 0, undisposed: 0, uncounted: 0 };
  const days = { answered: 0, waiting: 0 };
  let [oldest, bound, dispositionBound] = [0, 0, 0];
  for (const each of cases) {
    const reading = readCase(each, now);
    count[reading.kind] += 1;
    if (reading.kind !== "answered" && reading.kind !== "waiting") continue;
    days[reading.kind] += reading.days;
    if (reading.disposition.isBound) dispositionBound += 1;
    if (reading.kind === "waiting") oldest = Math.max(oldest, reading.days);
    else if (each.followUp?.isBound) bound += 1;
  }
  const { answered, waiting, ...others } = count;
  return {
    days: mean(days.answered, answered),
    answered,
    bound,
    waiting: {
      count: waiting,
      days: mean(days.waiting, waiting),
      oldest: waiting === 0 ? null : oldest,
    },
    daysSoFar: mean(days.answered + days.waiting, answered + waiting),
    dispositionBound,
    ...others,
  };
}

function readCase(each: Case, now: Instant): Reading {
  const { disposition, followUp, isAnswered } = each;
  if (disposition === null) return { kind: "undisposed" };
  if (followUp === null && isAnswered) return { kind: "unknown" };
  // answered before the first disposition that the book knows: there was one before it
  if (followUp !== null && followUp.at < disposition.at) return { kind: "unknown" };
  const days = workingDays(each, disposition.at, followUp?.at ?? now);
  if (days === null) return { kind: "uncounted" };
  return { kind: followUp === null ? "waiting" : "answered", days, disposition };
}

/** Office time in days of the calendar's mean length; null: it meets a year without holidays. */
function workingDays({ calendar }: Case, from: Instant, to: Instant): number | null {
  const seconds = withoutMissingYear(() => officeSecondsBetween(calendar, from, to));
  return seconds === null ? null : seconds / meanOfficeDay(calendar);
}

function mean(sum: number, count: number): number | null {
  return count === 0 ? null : sum / count;
}
