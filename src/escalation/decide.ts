import type { Instant } from "../calendar/contract.ts";
import { addWorkingTime } from "../calendar/arithmetic.ts";
import { MissingYearError } from "../calendar/missing-year.ts";
import type { Step } from "../rules/contract.ts";
import {
  missingUpstream,
  missingYear,
  noZone,
  ruleOff,
  staleSource,
  vacancy,
  vacancyCause,
} from "./alarms.ts";
import type { Audience } from "./audience.ts";
import { clockStop } from "./clocks.ts";
import type { Alarm, Escalation, Facts, HeldReason, Verdict } from "./contract.ts";
import { askAudience, draftAll } from "./drafts.ts";
import {
  fireMoment,
  nextMidnight,
  reminderDue,
  type StepDue,
  stepDue,
  type TimedFacts,
  vacancyLimit,
} from "./timing.ts";
import { withdraw } from "./settle.ts";
import { end, hold, line, pause, switchOff, verdict } from "./verdicts.ts";

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
  if (!calendar) return hold(escalation, "no_calendar", { alarm: noZone });
  try {
    const placed = { ...facts, calendar };
    return advance(withGrace(placed, now, occasion), now, occasion === "due");
  } catch (error) {
    if (!(error instanceof MissingYearError)) throw error;
    return hold(escalation, "no_calendar", { alarm: missingYear(error) });
  }
}

/**
 * What a change moved earlier fires not before one working hour from now (escalation.md section 7): nobody is surprised by a
 * holiday that was taken away, or by a rule that was tightened.
 */
function withGrace(facts: TimedFacts, now: Instant, occasion: Occasion): TimedFacts {
  if (occasion !== "recount" && occasion !== "rebase") return facts;
  const { escalation, calendar } = facts;
  const move = nextMove(facts, stepDue(facts, escalation), now);
  if (!move || move.at === escalation.dueAt) return facts;
  if (occasion === "recount" && !isEarlier(facts, move, now)) return facts;
  const grace = addWorkingTime(calendar, now, graceSeconds);
  return move.at >= grace ? facts : { ...facts, escalation: { ...escalation, notBefore: grace } };
}

/** Whether a changed calendar brings forward what this run waits for: its next move, its next step, or the end of a vacancy. */
function isEarlier(facts: TimedFacts, { at, due }: Move, now: Instant): boolean {
  const { dueAt, stepDueAt, heldUntil } = facts.escalation;
  if (isVacant(facts.escalation)) return heldUntil !== null && vacancyLimit(facts) < heldUntil;
  if (dueAt !== null && at < dueAt) return true;
  // what waits for a reminder, a pause or news does not have its step's moment in dueAt
  const isElsewhere = dueAt === null || (stepDueAt !== null && dueAt < stepDueAt);
  return isElsewhere && due !== null && stepDueAt !== null && stepDueAt > now && due.at < stepDueAt;
}

const graceSeconds = 3600;

interface Move {
  readonly kind: "step" | "reminder";
  readonly at: Instant;
  readonly due: StepDue | null;
}

function advance(facts: TimedFacts, now: Instant, mayFire: boolean): Verdict {
  const due = stepDue(facts, facts.escalation);
  const move = nextMove(facts, due, now);
  const timed = run(facts, due, move);
  if (!move || !mayFire || timed.dueAt === null || timed.dueAt > now) return verdict(timed);
  const obstacle = staleness(facts, now);
  if (obstacle) return hold(timed, obstacle.reason, obstacle);
  const ready = { ...facts, escalation: timed };
  return move.kind === "reminder" ? remind(ready, now) : fire(ready, move, now);
}

function nextMove(facts: TimedFacts, due: StepDue | null, now: Instant): Move | null {
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

/** Running again, unless it waits for somebody to be found: that ends when the step fires, or at its limit. */
function run(facts: TimedFacts, due: StepDue | null, move: Move | null): Escalation {
  const { escalation } = facts;
  const at = move?.at ?? null;
  const timed = { ...escalation, stepDueAt: due?.at ?? null, dueAt: at };
  if (!isVacant(escalation)) return { ...timed, state: "running", reason: null, heldUntil: null };
  const heldUntil = vacancyLimit(facts);
  return { ...timed, heldUntil, dueAt: at === null ? heldUntil : Math.min(at, heldUntil) };
}

function isVacant({ state, reason }: Escalation): boolean {
  return state === "held" && reason === "no_recipient";
}

/** A message is only as true as the last look at LAPOR! (escalation.md section 9), and goes to the office that LAPOR! names. */
function staleness(facts: TimedFacts, now: Instant): { reason: HeldReason; alarm?: Alarm } | null {
  if (facts.complaint.opdIsUnknown && facts.rule.clock !== "verification") return { reason: "unknown_unit" };
  if (facts.complaint.missingSince !== null) return { reason: "missing_upstream", alarm: missingUpstream };
  const isStale = facts.freshUntil !== null && now > facts.freshUntil;
  return isStale ? { reason: "stale", alarm: staleSource } : null;
}

function fire(facts: TimedFacts, move: Move, now: Instant): Verdict {
  const { escalation, rule } = facts;
  const step = rule.steps[escalation.nextStep - 1];
  if (!step || !move.due) return verdict(escalation);
  const audience = askAudience(facts, step, now);
  if (!audience || audience.reaches.length === 0)
    return waitForSomebody(facts, { step, audience, move }, now);
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

function remind(facts: TimedFacts, now: Instant): Verdict {
  const { escalation, rule } = facts;
  const stepNumber = escalation.nextStep - 1;
  const step = rule.steps[stepNumber - 1];
  const reminders = escalation.reminders + 1;
  const next: Escalation = { ...escalation, reminders, remindFrom: null, dueAt: null };
  const after = { ...next, ...timesAfterReminder(facts, next, now) };
  const audience = step ? askAudience(facts, step, now) : null;
  const why = { occurrence: reminders, due: escalation.dueAt, since: escalation.remindFrom };
  if (!audience || audience.reaches.length === 0) {
    return {
      ...verdict(after),
      alarms: step ? [vacancy(facts, step, audience)] : [],
      log: [line("reminder_dropped", stepNumber, why)],
    };
  }
  const drafts = draftAll(audience, facts, {
    kind: "reminder",
    step: stepNumber,
    occurrence: reminders,
    reason: "reminder",
    dueAt: escalation.dueAt ?? now,
  });
  return { ...verdict(after), drafts, log: [line("reminded", stepNumber, why)] };
}

/** After a reminder only the next step is known; the next reminder counts from when this one is accepted. */
function timesAfterReminder(facts: TimedFacts, next: Escalation, now: Instant) {
  const due = stepDue(facts, next);
  const move = nextMove({ ...facts, escalation: next }, due, now);
  return { stepDueAt: due?.at ?? null, dueAt: move?.at ?? null };
}

interface Vacant {
  readonly step: Step;
  readonly audience: Audience | null;
  readonly move: Move;
}

/**
 * Held until one working day after the due moment, and looked at again each day, for posts are filled from a date on. Then
 * settled: the level above hears that nobody could be told.
 */
function waitForSomebody(facts: TimedFacts, { step, audience, move }: Vacant, now: Instant): Verdict {
  const { escalation } = facts;
  const limit = vacancyLimit(facts);
  const alarm = vacancy(facts, step, audience);
  if (now >= limit) return settle(facts, { step, limit, alarm }, now);
  const isNew = !isVacant(escalation);
  const tomorrow = fireMoment(facts, step, move.due?.at ?? now, nextMidnight(facts.calendar, now));
  return {
    ...verdict({
      ...escalation,
      state: "held",
      reason: "no_recipient",
      heldUntil: limit,
      dueAt: Math.min(limit, tomorrow),
    }),
    alarms: [alarm],
    log: isNew ? [line("held", escalation.nextStep, { reason: "no_recipient", until: limit })] : [],
  };
}

interface Settlement {
  readonly step: Step;
  readonly limit: Instant;
  readonly alarm: Alarm;
}

function settle(facts: TimedFacts, { step, limit, alarm }: Settlement, now: Instant): Verdict {
  const { escalation } = facts;
  const settled: Escalation = {
    ...escalation,
    state: "running",
    reason: null,
    heldUntil: null,
    nextStep: escalation.nextStep + 1,
    firedAt: limit,
    toldBefore: escalation.toldAt,
    toldAt: limit,
    reminders: step.remind?.max ?? 0,
    remindFrom: null,
    ackedAt: null,
    ackedBy: null,
    unreachable: true,
  };
  const onward = advance({ ...facts, escalation: settled }, now, false);
  const { stepDueAt: due, toldAt: told, notBefore } = escalation;
  const why = { post: step.post, due, told, notBefore, limit };
  return { ...onward, alarms: [alarm], log: [line("unreachable", escalation.nextStep, why)] };
}
