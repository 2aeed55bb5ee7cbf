import type { Instant } from "../calendar/contract.ts";
import type { Alarm, EndReason, Escalation, HeldReason, LogLine, Verdict } from "./contract.ts";

export function end(escalation: Escalation, reason: EndReason, now: Instant): Verdict {
  return {
    ...verdict({
      ...escalation,
      state: "ended",
      reason,
      endedAt: now,
      dueAt: null,
      stepDueAt: null,
      heldUntil: null,
    }),
    log: [line("ended", null, { reason })],
    supersede: endNotes[reason],
  };
}

const endNotes: Record<EndReason, string> = {
  answered: "sudah ditindaklanjuti",
  complaint_ended: "laporan sudah berakhir",
  moved: "dialihkan ke OPD lain",
  backlog: "termasuk tunggakan",
};

/** A run whose unsent messages are called back, with what the log says of it. */
type Withdrawn = Pick<Verdict, "escalation" | "log">;

export function pause({ escalation, log }: Withdrawn): Verdict {
  if (escalation.state === "paused") return verdict(escalation);
  return {
    ...verdict({ ...escalation, state: "paused", reason: "postponed", dueAt: null }),
    log: [...log, line("paused", null, {})],
    supersede: "ditunda di LAPOR!",
  };
}

interface HoldOptions {
  readonly alarm?: Alarm;
  /** What its calendar lacks, for the log: "zone", or a year without its holidays. */
  readonly lack?: "zone" | number;
}

/** Its rule was switched off: what was not sent yet stays unsent. */
export function switchOff({ escalation, log }: Withdrawn, alarm: Alarm): Verdict {
  const held = hold(escalation, "rule_off", { alarm });
  return { ...held, log: [...log, ...held.log], supersede: "aturan dimatikan" };
}

export function hold(escalation: Escalation, reason: HeldReason, { alarm, lack }: HoldOptions): Verdict {
  const isNew = escalation.reason !== reason;
  const detail = lack === undefined ? { reason } : { reason, lack };
  return {
    ...verdict({ ...escalation, state: "held", reason, dueAt: null }),
    alarms: alarm ? [alarm] : [],
    log: isNew ? [line("held", escalation.nextStep, detail)] : [],
  };
}

/** Of a hold by hand or for want of somebody to tell, the log tells the end in other words. */
const toldOtherwise: ReadonlySet<string> = new Set(["manual", "no_recipient"]);

/** The log says that a hold ended where the run goes on. */
export function noteResumed({ state, reason, nextStep }: Escalation, said: Verdict): Verdict {
  const goesOn = state === "held" && said.escalation.state === "running";
  if (!goesOn || reason === null || toldOtherwise.has(reason)) return said;
  return { ...said, log: [line("resumed", nextStep, { reason }), ...said.log] };
}

export function verdict(escalation: Escalation): Verdict {
  return { escalation, drafts: [], log: [], alarms: [], cleared: [], supersede: null };
}

export function line(event: string, step: number | null, detail: Record<string, unknown>): LogLine {
  return { event, step, detail };
}
