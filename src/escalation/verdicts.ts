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
  no_clock: "batas waktu tidak berlaku lagi",
};

export function pause(escalation: Escalation): Verdict {
  if (escalation.state === "paused") return verdict(escalation);
  return {
    ...verdict({ ...escalation, state: "paused", reason: "postponed", dueAt: null }),
    log: [line("paused", null, {})],
  };
}

interface HoldOptions {
  readonly alarm?: Alarm;
  readonly supersede?: string;
}

export function hold(escalation: Escalation, reason: HeldReason, { alarm, supersede }: HoldOptions): Verdict {
  const isNew = escalation.state !== "held" || escalation.reason !== reason;
  return {
    ...verdict({ ...escalation, state: "held", reason, dueAt: null, heldUntil: null }),
    alarms: alarm ? [alarm] : [],
    log: isNew ? [line("held", escalation.nextStep, { reason })] : [],
    supersede: supersede ?? null,
  };
}

export function verdict(escalation: Escalation): Verdict {
  return { escalation, drafts: [], log: [], alarms: [], cleared: [], supersede: null };
}

export function line(event: string, step: number | null, detail: Record<string, unknown>): LogLine {
  return { event, step, detail };
}
