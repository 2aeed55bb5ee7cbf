import type { escalations } from "../../db/schema/escalations.ts";
import type { Calendar, Duration, Instant } from "../calendar/contract.ts";
import type { Standing } from "../complaints/contract.ts";
import type { Holder, People, Unit } from "../people/contract.ts";
import type { Rule, RuleVersion } from "../rules/contract.ts";

/** A row of the book: one run of a rule for one complaint and clock. */
export type Escalation = typeof escalations.$inferSelect;

export type HeldReason =
  | "stale"
  | "missing_upstream"
  | "unknown_unit"
  | "no_recipient"
  | "no_calendar"
  | "rule_off"
  | "manual";
export type EndReason = "answered" | "complaint_ended" | "moved" | "backlog";

/** Which doors lead out today. In trial every known address counts as usable: the folder takes it all. */
export interface Doors {
  readonly wa: boolean;
  readonly email: boolean;
  readonly isTrial: boolean;
}

/** The standing orders: who, when and by which rules. One snapshot, read again when the book changes. */
export interface Office {
  readonly people: People;
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly rules: readonly Rule[];
  readonly ruleVersion: (versionId: number) => RuleVersion;
  /** How old a confirmation of this source may be; null: no limit. */
  readonly maxAgeOf: (source: string) => Duration | null;
  readonly doors: Doors;
  /** Since when messages really leave; null: trial. */
  readonly sendingSince: Instant | null;
  /** When the bot came back from an outage; null: it was not away. Before it nobody could fill a vacant post. */
  readonly upSince: Instant | null;
}

/** All that the judge may know. `now` comes beside it. */
export interface Facts {
  readonly escalation: Escalation;
  readonly complaint: Standing;
  readonly rule: RuleVersion;
  readonly isRuleActive: boolean;
  readonly unit: Unit | null;
  /** Of the complaint's unit (the root's before disposition); null: no zone was chosen yet. */
  readonly calendar: Calendar | null;
  readonly people: People;
  readonly calendarOfUnit: (unit: Unit) => Calendar | null;
  /** Until when the last look at LAPOR! still counts; null: without limit. */
  readonly freshUntil: Instant | null;
  readonly doors: Doors;
  readonly upSince: Instant | null;
  /** Holder id, channel and address, with slashes between, of those who refused this step for good. */
  readonly refused: ReadonlySet<string>;
}

/** One message to one person through one channel. */
export interface Draft {
  readonly kind: "step" | "reminder" | "digest";
  readonly step: number;
  readonly occurrence: number;
  readonly unit: Unit;
  readonly post: string;
  readonly holder: Holder;
  readonly channel: "wa" | "email";
  readonly fallback: "email" | "wa" | null;
  readonly reason: "due" | "gap" | "filled" | "reminder" | "digest";
  readonly dueAt: Instant;
  /** The post of the step before that could not be reached, in words such as "Kepala Dinas Perhubungan". */
  readonly unreachable: string | null;
}

export interface LogLine {
  readonly event: string;
  readonly step: number | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** Something that Kominfo must mend. One per cause. */
export interface Alarm {
  readonly cause: string;
  readonly text: string;
}

/** What the judge says: the new state of the escalation, whom to tell, and why. */
export interface Verdict {
  readonly escalation: Escalation;
  readonly drafts: readonly Draft[];
  readonly log: readonly LogLine[];
  readonly alarms: readonly Alarm[];
  /** Causes that are mended now. */
  readonly cleared: readonly string[];
  /** Why unsent messages of this escalation must not go out any more; null: they may. */
  readonly supersede: string | null;
}

/** What one run has to say, and the run as it stood before. */
export interface Letters {
  readonly run: Escalation;
  readonly drafts: readonly Draft[];
}

/** A step by the number it has now, and by its post, for it may have had another number (`rebase`). */
export interface NextStep {
  readonly step: number;
  readonly post: string | undefined;
}

/** Where the clerk puts messages and asks what became of them; the post room fulfils it. */
export interface Mailbox {
  /** All that one transaction sends, at once. */
  post(letters: readonly Letters[], now: Instant): void;
  supersede(escalationId: number, note: string): void;
  /** Who refused what the next step had to say, in whatever round. */
  refusals(escalationId: number, next: NextStep): ReadonlySet<string>;
  /** Tells each person who was told in this run, once and by the same channel, that it is theirs no longer. */
  tellMoved(run: Escalation, notBefore: Instant, now: Instant): void;
}

/** Where alarms are kept until Kominfo was told and the cause is mended. */
export interface AlarmBook {
  raise(alarm: Alarm, now: Instant): void;
  clear(cause: string, now: Instant): void;
}

/** What somebody did to a run, and how the log tells it. */
export interface Changed {
  readonly escalation: Escalation;
  readonly log: readonly LogLine[];
}
