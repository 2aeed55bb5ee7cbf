import type { Instant } from "../calendar/contract.ts";
import type { Step } from "../rules/contract.ts";
import { vacancy } from "./alarms.ts";
import type { Audience } from "./audience.ts";
import type { Escalation, Verdict } from "./contract.ts";
import { fireMoment, nextMidnight, type TimedFacts } from "./timing.ts";
import { line, verdict } from "./verdicts.ts";

/**
 * Whether a run waits for somebody whom its step can tell. A pause, old data or Kominfo's hand may hold it meanwhile: that makes
 * the wait longer, or leaves it as it is, but does not begin it anew (escalation.md sections 3 and 8).
 */
export function isVacant({ heldUntil }: Escalation): boolean {
  return heldUntil !== null;
}

/** A step that finds nobody (escalation.md section 8). */
export interface Vacant {
  readonly step: Step;
  /** null: no unit up to the root has this post at all. */
  readonly audience: Audience | null;
  /** When the step fell due. */
  readonly due: Instant;
  /** Until when it waits. */
  readonly limit: Instant;
}

/** Held until its limit, and looked at again each day, for posts are filled from a date on. */
export function holdVacant(facts: TimedFacts, { step, audience, due, limit }: Vacant, now: Instant): Verdict {
  const { escalation } = facts;
  const tomorrow = fireMoment(facts, step, due, nextMidnight(facts.calendar, now));
  const dueAt = Math.min(limit, tomorrow);
  const isNew = !isVacant(escalation);
  return {
    ...verdict({ ...escalation, state: "held", reason: "no_recipient", heldUntil: limit, dueAt }),
    alarms: [vacancy(facts, step, audience)],
    log: isNew ? [line("held", escalation.nextStep, { reason: "no_recipient", until: limit })] : [],
  };
}

/** Not filled in time: it counts as told at its limit, and the level above hears that nobody could be told. */
export function settleVacant(facts: TimedFacts, { step, audience, due, limit }: Vacant): Verdict {
  const { escalation } = facts;
  const { toldAt: told, notBefore } = escalation;
  return {
    ...verdict({
      ...escalation,
      state: "running",
      reason: null,
      heldUntil: null,
      dueAt: null,
      nextStep: escalation.nextStep + 1,
      firedAt: limit,
      toldBefore: told,
      toldAt: limit,
      reminders: step.remind?.max ?? 0,
      remindFrom: null,
      ackedAt: null,
      ackedBy: null,
      unreachable: true,
    }),
    alarms: [vacancy(facts, step, audience)],
    log: [line("unreachable", escalation.nextStep, { post: step.post, due, told, notBefore, limit })],
  };
}
