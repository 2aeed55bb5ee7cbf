import { moveIntoWindow } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Step } from "../rules/contract.ts";
import { fireMoment, reminderDue, type StepDue, type TimedFacts } from "./timing.ts";

/** The next step comes. */
export interface StepMove {
  readonly kind: "step";
  readonly at: Instant;
  readonly step: Step;
  readonly due: StepDue;
}

/** Those who were told last are reminded. */
export interface ReminderMove {
  readonly kind: "reminder";
  readonly at: Instant;
  readonly step: Step;
  /** Of the next step; null: there is none, or not yet. */
  readonly due: StepDue | null;
}

/** What a run does next, and when. */
export type Move = StepMove | ReminderMove;

/** null: nothing, until something is learned. A reminder stops when the next step falls due, whatever holds that. */
export function nextMove(facts: TimedFacts, due: StepDue | null, now: Instant): Move | null {
  const reminder = reminderDue(facts, facts.escalation);
  if (reminder) {
    const at = moveIntoWindow(facts.calendar, Math.max(reminder.at, now), reminder.step.window);
    if (due === null || at < due.at) return { kind: "reminder", at, step: reminder.step, due };
  }
  return due && { kind: "step", at: fireMoment(facts, due.step, due.at, now), step: due.step, due };
}
