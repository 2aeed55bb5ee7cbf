import {
  addCalendarDays,
  localDate,
  moveIntoWindow,
  nextDigestInstant,
  startOfDate,
} from "../calendar/arithmetic.ts";
import type { Calendar, Duration, Instant } from "../calendar/contract.ts";
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
  readonly step: Step;
}

/** A moment of a step that comes. */
interface StepMoment {
  readonly at: Instant;
  readonly step: Step;
}

/** When the next step falls due; null: all have fired, or the one before was not told yet. escalation.md section 5. */
export function stepDue(facts: TimedFacts, escalation: Escalation): StepDue | null {
  const step = facts.rule.steps[escalation.nextStep - 1];
  if (!step) return null;
  const { calendar } = facts;
  const pauses = readPauses(facts.complaint.pauses);
  const after = endOfDuration(calendar, escalation.anchorAt, step.after, pauses);
  const own = Math.max(after, escalation.notBefore ?? after);
  if (escalation.nextStep === 1) return { at: moveIntoWindow(calendar, own, step.window), by: "due", step };
  if (escalation.toldAt === null) return null;
  const afterGap = endOfDuration(calendar, escalation.toldAt, facts.rule.gap, pauses);
  return {
    at: moveIntoWindow(calendar, Math.max(own, afterGap), step.window),
    by: afterGap > own ? "gap" : "due",
    step,
  };
}

/** When the next reminder of the last fired step falls due; null: there is none to come. */
export function reminderDue(facts: TimedFacts, escalation: Escalation): StepMoment | null {
  const step = facts.rule.steps[escalation.nextStep - 2];
  if (!step?.remind || escalation.remindFrom === null || escalation.ackedAt !== null) return null;
  if (escalation.reminders >= step.remind.max) return null;
  const pauses = readPauses(facts.complaint.pauses);
  const end = endOfDuration(facts.calendar, escalation.remindFrom, step.remind.every, pauses);
  const at = moveIntoWindow(facts.calendar, Math.max(end, escalation.notBefore ?? end), step.window);
  return { at, step };
}

/** The moment at or after `due` at which a step may fire, seen from `now`: in its window, a digest at its 08.00. */
export function fireMoment(facts: TimedFacts, step: Step, due: Instant, now: Instant): Instant {
  if (step.deliver === "each") return moveIntoWindow(facts.calendar, Math.max(due, now), step.window);
  const calendar = digestCalendar(facts, step);
  const digest = nextDigestInstant(calendar, due);
  if (now <= digest) return digest;
  // Only what missed its 08.00 goes late; what was paused, held or vacant then waits for the next one.
  if (!isMissed(facts.escalation, now)) return nextDigestInstant(calendar, now);
  // Late: with today's digest, if its 08.00 is just past or the step's window is open; else with the next one.
  const todays = nextDigestInstant(calendar, startOfDate(calendar, localDate(calendar, now)));
  const isInWindow = moveIntoWindow(facts.calendar, now, step.window) === now;
  if (todays <= now && (now - todays <= digestGrace || isInWindow)) return now;
  return nextDigestInstant(calendar, now);
}

const digestGrace = 3600;

/** Nothing held it back but the bot, which was off or busy at its moment. */
function isMissed({ state, dueAt }: Escalation, now: Instant): boolean {
  return state === "running" && dueAt !== null && dueAt <= now;
}

/** A digest's 08.00 is its recipient's. */
function digestCalendar(facts: TimedFacts, step: Step): Calendar {
  const found = findPost(facts.people, facts.complaint.opdId, step.post);
  return (found && facts.calendarOfUnit(found.unit)) ?? facts.calendar;
}

/** When a step that finds nobody fell due: the hour of grace after a change does not count. null: none is to come. */
export function vacantSince(facts: TimedFacts): Instant | null {
  return stepDue(facts, { ...facts.escalation, notBefore: null })?.at ?? null;
}

/**
 * Until when the next step waits for a reachable recipient before it is settled (escalation.md section 8): one working day
 * after it fell due, longer by what was paused meanwhile.
 */
export function vacancyLimit(facts: TimedFacts): Instant {
  const { calendar, complaint, escalation } = facts;
  const due = vacantSince(facts) ?? escalation.anchorAt;
  // after an outage Kominfo has the same day to fill the post
  const from = Math.max(due, facts.upSince ?? due);
  return endOfDuration(calendar, from, oneWorkingDay, readPauses(complaint.pauses));
}

const oneWorkingDay: Duration = { kind: "workingDays", days: 1, text: "1 hari kerja" };

/** When the next day begins at the complaint's unit. */
export function nextMidnight(calendar: Calendar, now: Instant): Instant {
  return startOfDate(calendar, addCalendarDays(localDate(calendar, now), 1));
}
