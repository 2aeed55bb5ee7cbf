import { addWorkingDays, localDate, moveIntoWindow, nextDigestInstant } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { readPauses } from "../complaints/pauses.ts";
import { findPost } from "../people/lookup.ts";
import type { Step } from "../rules/contract.ts";
import type { Escalation, Facts } from "./contract.ts";
import { endOfDuration } from "./durations.ts";

/** The facts of a complaint whose place is known, so that time can be counted. */
export type TimedFacts = Facts & { readonly calendar: Calendar };

export interface StepDue {
  readonly at: Instant;
  /** Whether the time since the step itself or the gap since the level below was told decides. */
  readonly by: "due" | "gap";
}

/** When the next step falls due; null: all have fired, or the one before was not told yet. escalation.md section 5. */
export function stepDue(facts: TimedFacts, escalation: Escalation): StepDue | null {
  const step = facts.rule.steps[escalation.nextStep - 1];
  if (!step) return null;
  const { calendar } = facts;
  const pauses = readPauses(facts.complaint.pauses);
  const after = endOfDuration(calendar, escalation.anchorAt, step.after, pauses);
  const own = Math.max(after, escalation.notBefore ?? after);
  if (escalation.nextStep === 1) return { at: moveIntoWindow(calendar, own, step.window), by: "due" };
  if (escalation.toldAt === null) return null;
  const afterGap = endOfDuration(calendar, escalation.toldAt, facts.rule.gap, pauses);
  return {
    at: moveIntoWindow(calendar, Math.max(own, afterGap), step.window),
    by: afterGap > own ? "gap" : "due",
  };
}

/** When the next reminder of the last fired step falls due; null: there is none to come. */
export function reminderDue(facts: TimedFacts, escalation: Escalation): Instant | null {
  const step = facts.rule.steps[escalation.nextStep - 2];
  if (!step?.remind || escalation.remindFrom === null || escalation.ackedAt !== null) return null;
  if (escalation.reminders >= step.remind.max) return null;
  const pauses = readPauses(facts.complaint.pauses);
  const end = endOfDuration(facts.calendar, escalation.remindFrom, step.remind.every, pauses);
  return moveIntoWindow(facts.calendar, Math.max(end, escalation.notBefore ?? end), step.window);
}

/** The moment at or after `due` at which a step may fire, seen from `now`: in its window, a digest at its 08.00. */
export function fireMoment(facts: TimedFacts, step: Step, due: Instant, now: Instant): Instant {
  if (step.deliver === "each") return now <= due ? due : moveIntoWindow(facts.calendar, now, step.window);
  const calendar = digestCalendar(facts, step);
  const digest = nextDigestInstant(calendar, due);
  if (now <= digest) return digest;
  // Late, after an outage: still today's digest, or else the next one.
  const isToday = localDate(calendar, now) === localDate(calendar, digest);
  if (isToday && moveIntoWindow(facts.calendar, now, step.window) === now) return now;
  return nextDigestInstant(calendar, now);
}

/** A digest's 08.00 is its recipient's. */
function digestCalendar(facts: TimedFacts, step: Step): Calendar {
  const found = findPost(facts.people, facts.complaint.opdId, step.post);
  return (found && facts.calendarOfUnit(found.unit)) ?? facts.calendar;
}

/** Until when a step without a reachable recipient waits before it is settled. escalation.md section 8. */
export function vacancyLimit(facts: TimedFacts, due: Instant): Instant {
  return addWorkingDays(facts.calendar, due, 1);
}
