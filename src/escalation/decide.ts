import type { Instant } from "../calendar/contract.ts";
import { MissingYearError } from "../calendar/missing-year.ts";
import {
  missingUpstream,
  missingYear,
  noZone,
  ruleOff,
  staleSource,
  vacancy,
  vacancyCause,
} from "./alarms.ts";
import { clockStop } from "./clocks.ts";
import type { Alarm, Escalation, Facts, HeldReason, Verdict } from "./contract.ts";
import { askAudience, draftAll } from "./drafts.ts";
import { withGrace } from "./grace.ts";
import { type Move, nextMove, type ReminderMove, type StepMove } from "./moves.ts";
import { withdraw } from "./settle.ts";
import { type StepDue, stepDue, type TimedFacts, vacancyLimit, vacantSince } from "./timing.ts";
import { holdVacant, isVacant, settleVacant, type Vacant } from "./vacancy.ts";
import { end, hold, line, noteResumed, pause, switchOff, verdict } from "./verdicts.ts";

/**
 * Why the judge is asked. "due": the running bot looks at what fell due, and may fire. "news": something was learned; state and
 * due moment are brought up to date. "recount": calendars changed; as news, but what moved earlier gets an hour's grace.
 * "rebase": another version of its rule; what would already be past gets that grace.
 */
export type Occasion = "due" | "news" | "recount" | "rebase";

/** What becomes of one escalation at `now`. Pure and total. */
export function decide(facts: Facts, now: Instant, occasion: Occasion): Verdict {
  const { escalation, complaint, rule, calendar } = facts;
  if (escalation.state === "ended") return verdict(escalation);
  const stop = complaint.isBacklog ? "backlog" : clockStop(rule.clock, complaint, escalation);
  if (stop) return end(escalation, stop, now);
  if (escalation.reason === "manual") return verdict(escalation);
  if (complaint.status === "postponed") return pause(withdraw(escalation));
  if (!facts.isRuleActive) return switchOff(withdraw(escalation), ruleOff(rule));
  if (!calendar) return hold(escalation, "no_calendar", { alarm: noZone, lack: "zone" });
  try {
    const placed = { ...facts, calendar };
    const isChange = occasion === "recount" || occasion === "rebase";
    const timed = isChange ? withGrace(placed, now, occasion) : placed;
    return noteResumed(escalation, advance(timed, now, occasion === "due"));
  } catch (error) {
    if (!(error instanceof MissingYearError)) throw error;
    return hold(escalation, "no_calendar", { alarm: missingYear(error), lack: error.year });
  }
}

function advance(facts: TimedFacts, now: Instant, mayFire: boolean): Verdict {
  const due = stepDue(facts, facts.escalation);
  const move = nextMove(facts, due, now);
  const timed = run(facts, { due, move }, now);
  if (!move || !mayFire || timed.dueAt === null || timed.dueAt > now) return verdict(timed);
  const obstacle = staleness(facts, now);
  if (obstacle) return hold(timed, obstacle.reason, obstacle);
  const ready = { ...facts, escalation: timed };
  return move.kind === "reminder" ? remind(ready, move, now) : fire(ready, move, now);
}

interface Outlook {
  readonly due: StepDue | null;
  readonly move: Move | null;
}

/** Running again, unless it waits for somebody to be found: that ends when the step fires, or at its limit. */
function run(facts: TimedFacts, { due, move }: Outlook, now: Instant): Escalation {
  const { escalation } = facts;
  const at = move?.at ?? null;
  const timed = { ...escalation, stepDueAt: due?.at ?? null, dueAt: at };
  // by a holiday, or under another rule, its step may fall due later now, or be gone
  const isWaiting = isVacant(escalation) && (vacantSince(facts) ?? Infinity) <= now;
  if (!isWaiting) return { ...timed, state: "running", reason: null, heldUntil: null };
  const heldUntil = vacancyLimit(facts);
  const dueAt = Math.min(at ?? heldUntil, heldUntil);
  return { ...timed, state: "held", reason: "no_recipient", heldUntil, dueAt };
}

/** A message is only as true as the last look at LAPOR! (escalation.md section 9), and goes to the office that LAPOR! names. */
export function staleness(facts: Facts, now: Instant): { reason: HeldReason; alarm?: Alarm } | null {
  if (facts.complaint.opdIsUnknown && facts.rule.clock !== "verification") return { reason: "unknown_unit" };
  if (facts.complaint.missingSince !== null) return { reason: "missing_upstream", alarm: missingUpstream };
  const isStale = facts.freshUntil !== null && now > facts.freshUntil;
  return isStale ? { reason: "stale", alarm: staleSource } : null;
}

function fire(facts: TimedFacts, move: StepMove, now: Instant): Verdict {
  const { escalation } = facts;
  const { step } = move;
  const audience = askAudience(facts, step, now);
  if (!audience || audience.reaches.length === 0)
    return waitForSomebody(facts, { step, audience, due: move.due.at, limit: vacancyLimit(facts) }, now);
  // Filled while its window is closed: it fires at the next instant of it.
  if (move.at > now) return verdict({ ...escalation, dueAt: move.at });
  const reason = escalation.state === "held" ? "filled" : step.deliver === "digest" ? "digest" : move.due.by;
  const kind = step.deliver === "digest" ? "digest" : "step";
  const drafts = draftAll(audience, facts, {
    kind,
    step: escalation.nextStep,
    occurrence: 0,
    reason,
    dueAt: move.at,
  });
  return {
    ...verdict({
      ...escalation,
      state: "running",
      reason: null,
      heldUntil: null,
      nextStep: escalation.nextStep + 1,
      stepDueAt: null,
      dueAt: null,
      firedAt: now,
      toldBefore: escalation.toldAt,
      toldAt: null,
      reminders: 0,
      remindFrom: null,
      ackedAt: null,
      ackedBy: null,
      notBefore: null,
    }),
    drafts,
    log: [
      line("fired", escalation.nextStep, {
        reason,
        due: move.due.at,
        by: move.due.by,
        told: escalation.toldAt,
        notBefore: escalation.notBefore,
        unit: audience.unit.code,
        post: audience.post,
        messages: drafts.length,
      }),
    ],
    cleared: [vacancyCause(audience.unit.code, step)],
  };
}

function remind(facts: TimedFacts, { at, step }: ReminderMove, now: Instant): Verdict {
  const { escalation } = facts;
  const stepNumber = escalation.nextStep - 1;
  const reminders = escalation.reminders + 1;
  const next: Escalation = { ...escalation, reminders, remindFrom: null, dueAt: null };
  const after = { ...next, ...timesAfterReminder(facts, next, now) };
  const audience = askAudience(facts, step, now);
  const why = { occurrence: reminders, due: at, since: escalation.remindFrom };
  if (!audience || audience.reaches.length === 0) {
    return {
      ...verdict(after),
      alarms: [vacancy(facts, step, audience)],
      log: [line("reminder_dropped", stepNumber, why)],
    };
  }
  const drafts = draftAll(audience, facts, {
    kind: "reminder",
    step: stepNumber,
    occurrence: reminders,
    reason: "reminder",
    dueAt: at,
  });
  return { ...verdict(after), drafts, log: [line("reminded", stepNumber, why)] };
}

/** After a reminder only the next step is known; the next reminder counts from when this one is accepted. */
function timesAfterReminder(facts: TimedFacts, next: Escalation, now: Instant) {
  const due = stepDue(facts, next);
  const move = nextMove({ ...facts, escalation: next }, due, now);
  return { stepDueAt: due?.at ?? null, dueAt: move?.at ?? null };
}

/** Held, and looked at again, until its limit; then settled. */
function waitForSomebody(facts: TimedFacts, vacant: Vacant, now: Instant): Verdict {
  if (now < vacant.limit) return holdVacant(facts, vacant, now);
  const settled = settleVacant(facts, vacant);
  const onward = advance({ ...facts, escalation: settled.escalation }, now, false);
  return { ...settled, escalation: onward.escalation };
}
