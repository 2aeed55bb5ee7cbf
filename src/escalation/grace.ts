import { addWorkingTime } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { type Move, nextMove } from "./moves.ts";
import { stepDue, type TimedFacts, vacancyLimit } from "./timing.ts";
import { isVacant } from "./vacancy.ts";

/**
 * What a change moved earlier fires not before one working hour from now (escalation.md section 7): nobody is surprised by a
 * holiday that was taken away, or by a rule that was tightened.
 */
export function withGrace(facts: TimedFacts, now: Instant, occasion: "recount" | "rebase"): TimedFacts {
  const { escalation, calendar } = facts;
  const move = nextMove(facts, stepDue(facts, escalation), now);
  if (!move) return facts;
  const isMoved = occasion === "rebase" ? isOtherwise(facts, move, now) : isEarlier(facts, move, now);
  if (!isMoved) return facts;
  const grace = graceMoment(calendar, now);
  return move.at >= grace ? facts : { ...facts, escalation: { ...escalation, notBefore: grace } };
}

/** Whether a rule applied anew moves what comes next. A step that was due already and has the same moment surprises nobody. */
function isOtherwise(
  { escalation: { dueAt, stepDueAt } }: TimedFacts,
  { kind, at, due }: Move,
  now: Instant,
): boolean {
  if (at === dueAt) return false;
  // while the bot is away, each look at the run moves its due moment to that look
  const wasDue = kind === "step" && dueAt !== null && dueAt <= now && at <= now;
  return !(wasDue && due?.at === stepDueAt);
}

/** Whether a changed calendar brings forward what this run waits for: its next move, its next step, or the end of a vacancy. */
function isEarlier(facts: TimedFacts, { at, due }: Move, now: Instant): boolean {
  const { dueAt, stepDueAt, heldUntil } = facts.escalation;
  if (isVacant(facts.escalation)) return heldUntil !== null && vacancyLimit(facts) < heldUntil;
  if (dueAt !== null && at < dueAt) return true;
  // behind a reminder, a pause or a closed window the step's own moment may have moved; what was due already has not
  return due !== null && stepDueAt !== null && stepDueAt > now && due.at < stepDueAt;
}

const graceSeconds = 3600;

/** The first moment at which what a change made overdue may fire. Throws MissingYearError. */
export function graceMoment(calendar: Calendar, now: Instant): Instant {
  return addWorkingTime(calendar, now, graceSeconds);
}
