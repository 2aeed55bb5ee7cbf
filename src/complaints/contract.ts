import type { complaints } from "../../db/schema/complaints.ts";
import type { Instant } from "../calendar/contract.ts";

/** A row of the book; field names are those of the domain page. */
export type Complaint = typeof complaints.$inferSelect;

/** Where a complaint stands: all that a running escalation is judged by. Nothing of what it says. */
export type Standing = Pick<
  Complaint,
  | "trackingId"
  | "source"
  | "status"
  | "opdId"
  | "opdIsUnknown"
  | "confirmedAt"
  | "missingSince"
  | "lastFollowUpAt"
  | "answeredAt"
  | "pauses"
  | "isBacklog"
>;

export type Status = Complaint["status"];
export type Classification = NonNullable<Complaint["classification"]>;

/**
 * What a source knows of one complaint, already scrubbed. A field that is absent is unknown to this source and is left alone;
 * null means that the source says it is empty. Never carries the body or the reporter.
 */
export interface ComplaintUpdate {
  readonly trackingId: string;
  readonly title?: string | null;
  readonly classification?: Classification | null;
  readonly categoryId?: string | null;
  readonly category?: string | null;
  readonly channel?: string | null;
  readonly statusRaw?: string | null;
  readonly institutionName?: string | null;
  readonly opdExternalId?: string | null;
  readonly opdName?: string | null;
  readonly reportedAt?: Instant | null;
  readonly disposedAt?: Instant | null;
  /** Of whichever unit answered first. */
  readonly firstFollowUpAt?: Instant | null;
  /** Of the unit it is with now, since it came there; null: there is none yet. Absent where a source cannot tell units apart. */
  readonly unitFollowUpAt?: Instant | null;
  readonly lastFollowUpAt?: Instant | null;
  readonly followUpCount?: number | null;
  readonly lastReporterReplyAt?: Instant | null;
  readonly closedAt?: Instant | null;
  readonly locationName?: string | null;
  readonly isAnonymous?: boolean;
  readonly isSecret?: boolean;
  readonly isPriority?: boolean;
  readonly statusNote?: string | null;
  readonly url?: string | null;
  readonly sourceRow?: number;
}

/** A set of updates from one source that all speak as of one moment. */
export interface Report {
  readonly source: string;
  /** As of when it speaks, such as an export's Tanggal Generate (its last instant, or now if that is earlier). */
  readonly asOf: Instant;
  /** An operator says that it counts although the book knows something later. */
  readonly isForced?: boolean;
}
