import type { Instant } from "../calendar/contract.ts";
import { fireMoment, reminderDue, type StepDue, type TimedFacts } from "./timing.ts";

/** What a run does next, and when. */
export interface Move {
  readonly kind: "step" | "reminder";
  readonly at: Instant;
  readonly due: StepDue | null;
}

/** null: nothing, until something is learned. A reminder stops when the next step falls due, whatever holds that. */
export function nextMove(facts: TimedFacts, due: StepDue | null, now: Instant): Move | null {
  const reminder = reminderDue(facts, facts.escalation);
  if (reminder !== null && (due === null || Math.max(reminder, now) < due.at))
    return { kind: "reminder", at: lateReminder(facts, reminder, now), due };
  const step = facts.rule.steps[facts.escalation.nextStep - 1];
  return due && step ? { kind: "step", at: fireMoment(facts, step, due.at, now), due } : null;
}

function lateReminder(facts: TimedFacts, reminder: Instant, now: Instant): Instant {
  const step = facts.rule.steps[facts.escalation.nextStep - 2];
  return step && now > reminder ? fireMoment(facts, { ...step, deliver: "each" }, reminder, now) : reminder;
}
