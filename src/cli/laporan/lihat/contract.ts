import type { Calendar, DayPassed, Duration, Instant } from "../../../calendar/contract.ts";
import type { Complaint } from "../../../complaints/contract.ts";
import type { Pause } from "../../../complaints/pauses.ts";
import type { Audience } from "../../../escalation/audience.ts";
import type { Escalation } from "../../../escalation/contract.ts";
import type { TimedFacts } from "../../../escalation/timing.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { Unit } from "../../../people/contract.ts";
import type { Clock, RuleVersion, Step } from "../../../rules/contract.ts";

/** A duration as it was counted, with the days it passed over and the pauses that made it longer. */
export interface Span {
  readonly duration: Duration;
  readonly from: Instant;
  readonly to: Instant;
  readonly skipped: readonly DayPassed[];
  readonly pauses: readonly Pause[];
}

/** Why a step falls due when it does. */
export interface Reckoning {
  /** What the judge says. */
  readonly due: Instant;
  /** Since the anchor. */
  readonly after: Span;
  /** Since the level below was told; null where it did not decide. */
  readonly gap: Span | null;
  /** The working hour of grace after a change; null where it did not decide. */
  readonly notBefore: Instant | null;
  /** Whether its window moved it on. */
  readonly isMoved: boolean;
  /** When it may fire: its due moment, or the 08.00 of its digest. */
  readonly fireAt: Instant;
}

export interface LogEntry {
  readonly at: Instant;
  readonly event: string;
  readonly step: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** What became of one step so far. "planned" ones are forecast as if the step before were told when it is due. */
export interface StepLife {
  readonly number: number;
  readonly step: Step;
  readonly state: "fired" | "unreachable" | "next" | "planned" | "dropped";
  /** As the log has it, or as the judge would say today; null: it cannot be said. */
  readonly due: Instant | null;
  /** null too where rule or calendar have changed since. */
  readonly reckoning: Reckoning | null;
  readonly log: readonly LogEntry[];
  readonly messages: readonly Message[];
}

/** What comes next of one run, or why nothing does. */
export type Next =
  | {
      readonly kind: "step";
      readonly at: Instant;
      readonly step: number;
      readonly reckoning: Reckoning | null;
      readonly audience: Audience | null;
    }
  | {
      readonly kind: "reminder";
      readonly at: Instant;
      readonly step: number;
      readonly occurrence: number;
      readonly span: Span;
      readonly audience: Audience | null;
    }
  /** Nobody can be told: until then somebody may be found. */
  | { readonly kind: "settle"; readonly at: Instant; readonly step: number }
  /** `why`: the reason of the hold or end, "postponed", "awaiting" (a message is not accepted yet) or "all_fired". */
  | { readonly kind: "none"; readonly why: string };

export interface RunLife {
  readonly run: Escalation;
  readonly rule: RuleVersion;
  readonly unit: Unit | null;
  /** As LAPOR! names the office of the complaint today. */
  readonly opdName: string | null;
  /** In whose zone it is told: its own, else the Pemda's. */
  readonly calendar: Calendar;
  /** null: no zone was chosen, so nothing can be counted. */
  readonly facts: TimedFacts | null;
  readonly deadline: Span | null;
  /** The year without a holiday table that counting came upon. */
  readonly missingYear: number | null;
  readonly steps: readonly StepLife[];
  /** What is of no single step. */
  readonly log: readonly LogEntry[];
  readonly moved: readonly Message[];
  readonly next: Next;
}

export interface HistoryEntry {
  readonly at: Instant;
  readonly source: string;
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Why a clock of the complaint never ran: "historic", "backlog", "no_unit", "no_rule", or how it had ended before. */
export interface Unstarted {
  readonly clock: Clock;
  readonly why: string;
}

/** The whole life of one complaint. */
export interface Life {
  readonly now: Instant;
  readonly complaint: Complaint;
  readonly unit: Unit | null;
  readonly calendar: Calendar;
  readonly history: readonly HistoryEntry[];
  readonly runs: readonly RunLife[];
  readonly unstarted: readonly Unstarted[];
  readonly isTrial: boolean;
  readonly isRunning: boolean;
}
