import type { Escalation } from "../../../../src/escalation/contract.ts";
import type { Message } from "../../../../src/outbox/contract.ts";
import { addWorkingTime } from "../../../unit/calendar/reference.ts";
import { calendarOf } from "../place.ts";
import type { Recount, Trace } from "../trace.ts";
import { isOfStep } from "./kinds.ts";

const hour = 3600;

/** 10. A holiday that comes and goes leaves due moments as they were; what a change moved earlier waits one working hour. */
export function findUnsteady({ recounts, rows, life }: Trace): string[] {
  const wasAway = life.happenings.some(({ deed }) => deed.do === "outage");
  return recounts.flatMap((recount, index) => {
    const first = recounts[index - 1];
    const shaken = recount.isBlink && first ? findShaken(first.before, recount, wasAway) : [];
    return [...shaken, ...findHasty(recount, rows)];
  });
}

function findShaken(before: readonly Escalation[], recount: Recount, wasAway: boolean): string[] {
  const { after, at } = recount;
  return before.flatMap((run) => {
    const then = after.find(({ id }) => id === run.id);
    const grace = addWorkingTime(calendarOf(recount, run.unitId), at, hour);
    const isSteady = then !== undefined && isAsBefore(run, then, { grace, wasAway });
    return isSteady ? [] : [`run ${run.id} at ${at}: ${JSON.stringify(run)} became ${JSON.stringify(then)}`];
  });
}

interface Leeway {
  /** What was due before it may be later by the hour of grace. */
  readonly grace: number;
  /** Only the bot that was away knows that a vacancy waits longer after an outage. */
  readonly wasAway: boolean;
}

function isAsBefore(run: Escalation, then: Escalation, { grace, wasAway }: Leeway): boolean {
  const isSoon = (t: number | null) => t !== null && t < grace;
  const isStepSame = run.stepDueAt === then.stepDueAt || isSoon(run.stepDueAt);
  // what waits for news is looked at again, and held again at once if there are none
  if (run.reason === "stale" || run.reason === "missing_upstream" || run.reason === "unknown_unit")
    return isStepSame;
  // while the holiday stood it was not due, so nobody was looked for: that begins again when its hour is over
  const isAnew = run.reason === "no_recipient" && then.state === "running" && (then.dueAt ?? 0) >= grace;
  if (isAnew) return isStepSame;
  const isLimitSame = run.heldUntil === then.heldUntil || wasAway;
  // a vacancy is looked at again
  const isDueSame = run.dueAt === then.dueAt || isSoon(run.dueAt) || run.reason === "no_recipient";
  return isStepSame && isLimitSame && isDueSame && run.state === then.state && run.reason === then.reason;
}

function findHasty(recount: Recount, rows: readonly Message[]): string[] {
  const { before, after, at } = recount;
  return after.flatMap((run) => {
    const was = before.find(({ id }) => id === run.id);
    if (!was || was.stepDueAt === null || run.stepDueAt === null) return [];
    if (was.stepDueAt <= at || run.stepDueAt >= was.stepDueAt) return [];
    const grace = addWorkingTime(calendarOf(recount, run.unitId), at, hour);
    return rows
      .filter((row) => row.escalationId === run.id && isOfStep(row) && row.step === run.nextStep)
      .filter(({ createdAt }) => createdAt >= at && createdAt < grace)
      .map(({ key, createdAt }) => `${key} at ${createdAt}: moved earlier at ${at}`);
  });
}
