import type { Instant } from "../calendar/contract.ts";
import type { RuleVersion } from "../rules/contract.ts";
import type { Changed, Escalation } from "./contract.ts";
import { line } from "./verdicts.ts";

/** A message of a step, as far as its run must know it. */
interface Sent {
  readonly step: number | null;
  readonly round: number;
  readonly post: string | null;
  readonly createdAt: Instant;
}

/**
 * Whether it speaks of the step that fired last. Before `rebase` the same number may have meant another step, and the same step
 * had another number: then the message was written since this one fired, for its number or its post.
 */
export function isOfLastStep(run: Escalation, { steps }: Pick<RuleVersion, "steps">, sent: Sent): boolean {
  const isSameNumber = sent.step === run.nextStep - 1;
  if (sent.round === run.round) return isSameNumber;
  const isSame = isSameNumber || sent.post === steps[run.nextStep - 2]?.post;
  return isSame && sent.createdAt >= (run.firedAt ?? 0);
}

/** Whether it was called back while it was under way (`withdraw`), and its step has not fired again since. */
export function isCalledBack(run: Escalation, { step, round }: Pick<Sent, "step" | "round">): boolean {
  return step === run.nextStep && round === run.round - 1;
}

/** What was called back arrived all the same: its step told somebody, and does not fire again. */
export function noteArrived(run: Escalation, { createdAt }: Pick<Sent, "createdAt">, at: Instant): Changed {
  const { nextStep, toldAt } = run;
  return {
    escalation: {
      ...run,
      nextStep: nextStep + 1,
      firedAt: createdAt,
      toldBefore: toldAt,
      toldAt: at,
      reminders: 0,
      remindFrom: at,
      unreachable: false,
    },
    log: [line("arrived", nextStep, {})],
  };
}

/** A message of the last fired step was accepted: the chain may go on from here. Late news of older steps changes nothing. */
export function noteTold(run: Escalation, step: number, at: Instant): Changed {
  if (step !== run.nextStep - 1) return { escalation: run, log: [] };
  const isFirst = run.toldAt === null;
  return {
    escalation: {
      ...run,
      toldAt: run.toldAt ?? at,
      remindFrom: run.remindFrom ?? at,
      // until somebody was told, the step may be taken back, and must then know again that nobody below could be told
      unreachable: isFirst ? false : run.unreachable,
    },
    log: [],
  };
}

/** A reminder reached nobody: the next one counts from now. */
export function remindLater(run: Escalation, step: number, at: Instant): Changed {
  const isCurrent = step === run.nextStep - 1 && run.toldAt !== null;
  return { escalation: isCurrent ? { ...run, remindFrom: run.remindFrom ?? at } : run, log: [] };
}

/** No message of the last fired step can arrive any more: the step is taken back and looks for somebody else. */
export function takeBack(run: Escalation, step: number, why: "refused" | "expired" | "withdrawn"): Changed {
  if (step !== run.nextStep - 1 || run.toldAt !== null) return { escalation: run, log: [] };
  return {
    escalation: {
      ...run,
      nextStep: step,
      toldAt: run.toldBefore,
      toldBefore: null,
      firedAt: null,
      round: run.round + 1,
    },
    log: [line(why, step, {})],
  };
}

/** What had been accepted came back: the last fired step told nobody after all, unless somebody answered it. */
export function untell(run: Escalation, step: number): Escalation {
  const isCurrent = step === run.nextStep - 1 && run.ackedAt === null;
  return isCurrent ? { ...run, toldAt: null, remindFrom: null } : run;
}

/**
 * Kominfo cancelled what was left of the last fired step: it is settled as if nobody could be reached, so the next step
 * fires after the gap, and nobody's silence is counted.
 */
export function settleCancelled(run: Escalation, step: number, at: Instant): Changed {
  if (step !== run.nextStep - 1 || run.toldAt !== null) return { escalation: run, log: [] };
  return {
    escalation: { ...run, toldAt: at, remindFrom: null, unreachable: true },
    log: [line("cancelled", step, {})],
  };
}

/** Unsent messages are called back, for the complaint is postponed or the rule is off: a step that told nobody yet fires again. */
export function withdraw(run: Escalation): Changed {
  const hasFired = run.nextStep > 1 && run.firedAt !== null;
  return hasFired ? takeBack(run, run.nextStep - 1, "withdrawn") : { escalation: run, log: [] };
}

/**
 * "SIAP": reminders of the step that was told last stop; the chain and the legal clock go on (escalation.md section 6).
 * `by` is the person's name, `post` the one in which that person was told, if known.
 */
export function acknowledge(run: Escalation, by: string, at: Instant, post: string | null = null): Changed {
  if (run.ackedAt !== null || run.nextStep === 1) return { escalation: run, log: [] };
  return {
    escalation: { ...run, ackedAt: at, ackedBy: by },
    log: [line("acknowledged", run.nextStep - 1, { by, post, at })],
  };
}

/** "BUKAN WEWENANG": written down with its scrubbed reason; the chain goes on. `why` is null where it must not be kept. */
export function noteDeclined(
  run: Escalation,
  { by, post }: { by: string; post: string },
  why: string | null,
): Changed {
  return { escalation: run, log: [line("declined", run.nextStep - 1, { by, post, why })] };
}

/** Kominfo holds a run by hand: nothing fires until it is let go. */
export function holdByHand(run: Escalation, why: string): Changed {
  return {
    escalation: { ...run, state: "held", reason: "manual", dueAt: null },
    log: [line("held", run.nextStep, { reason: "manual", why })],
  };
}

/** Kominfo lets it go on. */
export function letGo(run: Escalation): Changed {
  if (run.reason !== "manual") return { escalation: run, log: [] };
  return {
    escalation: { ...run, state: "running", reason: null },
    log: [line("released", run.nextStep, {})],
  };
}
