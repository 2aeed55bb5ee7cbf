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
import { fireMoment, reminderDue, type StepDue, stepDue, type TimedFacts, vacancyLimit } from "./timing.ts";
import { end, hold, line, pause, verdict } from "./verdicts.ts";

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
  if (complaint.status === "postponed") return pause(escalation);
  if (escalation.reason === "manual") return verdict(escalation);
  if (!facts.isRuleActive)
    return hold(escalation, "rule_off", { supersede: "aturan dinonaktifkan", alarm: ruleOff(rule) });
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
  const grace = addWorkingTime(calendar, now, graceSeconds);
  const isEarlier = escalation.dueAt !== null && move.at < escalation.dueAt;
  if (move.at >= grace || (occasion === "recount" && !isEarlier)) return facts;
  const notBefore = occasion === "recount" ? Math.min(grace, escalation.dueAt ?? grace) : grace;
  return { ...facts, escalation: { ...escalation, notBefore } };
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
  const timed = run(facts.escalation, due, move);
  if (!move || move.at > now || !mayFire) return verdict(timed);
  const obstacle = staleness(facts, now);
  if (obstacle) return hold(timed, obstacle.reason, { alarm: obstacle.alarm });
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

/** Running again, unless it waits for somebody to be found: that ends when the step fires. */
function run(escalation: Escalation, due: StepDue | null, move: Move | null): Escalation {
  const isVacant = escalation.state === "held" && escalation.reason === "no_recipient";
  return {
    ...escalation,
    state: isVacant ? "held" : "running",
    reason: isVacant ? "no_recipient" : null,
    stepDueAt: due?.at ?? null,
    dueAt: move?.at ?? null,
  };
}

/** A message is only as true as the last look at LAPOR!. escalation.md section 9. */
function staleness(facts: TimedFacts, now: Instant): { reason: HeldReason; alarm: Alarm } | null {
  if (facts.complaint.missingSince !== null) return { reason: "missing_upstream", alarm: missingUpstream };
  const isStale = facts.freshUntil !== null && now > facts.freshUntil;
  return isStale ? { reason: "stale", alarm: staleSource } : null;
}

function fire(facts: TimedFacts, move: Move, now: Instant): Verdict {
  const { escalation, rule } = facts;
  const step = rule.steps[escalation.nextStep - 1];
  if (!step || !move.due) return verdict(escalation);
  const audience = askAudience(facts, step, now);
  if (!audience || audience.reaches.length === 0) return waitForSomebody(facts, { step, audience }, now);
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
      unreachable: false,
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
    cleared: [vacancyCause(audience.unit.code, step.post)],
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
    const alarm = vacancy(facts, step?.post ?? "", audience);
    return { ...verdict(after), alarms: [alarm], log: [line("reminder_dropped", stepNumber, why)] };
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
}

/** Held until one working day after the due moment, then settled: the level above hears that nobody could be told. */
function waitForSomebody(facts: TimedFacts, { step, audience }: Vacant, now: Instant): Verdict {
  const { escalation } = facts;
  const due = escalation.stepDueAt ?? now;
  const limit = vacancyLimit(facts, due);
  const alarm = vacancy(facts, step.post, audience);
  if (now < limit) {
    const isNew = escalation.state !== "held";
    return {
      ...verdict({ ...escalation, state: "held", reason: "no_recipient", heldUntil: limit, dueAt: limit }),
      alarms: [alarm],
      log: isNew ? [line("held", escalation.nextStep, { reason: "no_recipient", until: limit })] : [],
    };
  }
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
  const why = { post: step.post, due, told: escalation.toldAt, notBefore: escalation.notBefore, limit };
  return { ...onward, alarms: [alarm], log: [line("unreachable", escalation.nextStep, why)] };
}
