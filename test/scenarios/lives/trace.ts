import type { Calendar } from "../../../src/calendar/contract.ts";
import type { Complaint } from "../../../src/complaints/contract.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import type { People } from "../../../src/people/contract.ts";
import type { RuleVersion, Step } from "../../../src/rules/contract.ts";
import type { Door } from "./doors.ts";
import type { Life } from "./life.ts";

/** The world as it was when something was seen. */
export interface World {
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly people: People;
}

/** A row's own rule and step, as they were when it was written. */
export interface Place extends World {
  readonly rule: RuleVersion | null;
  readonly step: Step | null;
  readonly run: Escalation | null;
}

export interface WitnessedRow {
  readonly row: Message;
  readonly rule: RuleVersion | null;
  readonly step: Step | null;
  /** As they were when the message was at the door. */
  readonly run: Escalation | null;
  readonly complaint: Complaint | null;
  /** Under way when the bot died: it may have arrived, and goes out again as it was. */
  readonly wasCut: boolean;
}

/** One message at a door. */
export interface Witness extends World {
  readonly at: number;
  readonly wireId: string;
  readonly isAccepted: boolean;
  readonly rows: readonly WitnessedRow[];
}

export interface LogRow {
  readonly id: number;
  readonly escalationId: number;
  readonly at: number;
  readonly event: string;
  readonly step: number | null;
  readonly detail: string;
}

/** A step or reminder that fired, or a step that was settled, with what the book said just after. */
export interface Firing extends World {
  readonly line: LogRow;
  readonly run: Escalation;
  readonly rule: RuleVersion;
  readonly complaint: Complaint;
  /** Accepted step messages of the run so far. */
  readonly told: readonly Message[];
  /** Steps of the run that were settled because nobody could be told, or was to be. */
  readonly settled: readonly { readonly step: number; readonly limit: number }[];
}

/** The open runs before and after a holiday came or went. */
export interface Recount {
  readonly at: number;
  readonly how: "add" | "remove";
  /** Came and went at the same instant: this is the second half. */
  readonly isBlink: boolean;
  readonly before: readonly Escalation[];
  readonly after: readonly Escalation[];
  readonly calendars: ReadonlyMap<string, Calendar>;
  readonly people: People;
}

/** All that was seen of a life. */
export interface Trace {
  readonly life: Life;
  readonly end: number;
  /** When the bot came up, each time. */
  readonly starts: ReadonlySet<number>;
  /** What the bot logged as an error. */
  readonly errors: readonly string[];
  /** What was wrong while the bot was at rest. */
  readonly unrest: readonly string[];
  readonly witnesses: readonly Witness[];
  readonly firings: readonly Firing[];
  readonly recounts: readonly Recount[];
  readonly cutRows: ReadonlySet<number>;
  /** Rows of mails that came back after they had been taken, and when. */
  readonly returned: ReadonlyMap<number, number>;
  readonly places: ReadonlyMap<number, Place>;
  readonly rows: readonly Message[];
  readonly runs: readonly Escalation[];
  readonly log: readonly LogRow[];
  readonly doors: { readonly wa: Door; readonly email: Door };
}
