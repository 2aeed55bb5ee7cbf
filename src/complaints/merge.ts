import type { Instant } from "../calendar/contract.ts";
import type { Complaint, ComplaintUpdate, Report, Status } from "./contract.ts";
import { blankComplaint } from "./blank.ts";
import { movePauses } from "./pauses.ts";
import { isEnded, isReporterReply } from "./status-words.ts";

export interface MergeContext {
  readonly report: Report;
  /** When the bot learns it. */
  readonly now: Instant;
  readonly statusOf: (text: string) => Status;
  /** The unit that an office's name or id stands for; "unknown" where it stands for none, or for more than one. */
  readonly unitOf: (update: ComplaintUpdate) => { id: number; isRoot: boolean } | "unknown";
  /** Since when messages really leave; null: not yet. */
  readonly sendingSince: Instant | null;
}

interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface Merged {
  readonly next: Complaint;
  readonly outcome: "new" | "changed" | "unchanged";
  readonly changes: readonly FieldChange[];
  /** Only the moment of confirmation moved on. */
  readonly isConfirmedLater: boolean;
}

/** Adds what a source says to what the book knows. Pure; a source that says nothing of a field leaves it alone. */
export function mergeUpdate(
  current: Complaint | null,
  update: ComplaintUpdate,
  context: MergeContext,
): Merged {
  const base = current ?? blankComplaint(update.trackingId, context);
  let next = copyPlainFields(base, update);
  next = applyDisposition(next, base, update, context);
  next = applyStatus(next, current, update, context);
  next = applySecrecy(next, current, update);
  next = applyConfirmation(next, context);
  if (!current)
    return { next: judgeFirstSight(next, context), outcome: "new", changes: [], isConfirmedLater: true };
  const changes = listChanges(current, next);
  return {
    next: changes.length > 0 ? { ...next, source: context.report.source, syncedAt: context.now } : next,
    outcome: changes.length > 0 ? "changed" : "unchanged",
    changes,
    isConfirmedLater: next.confirmedAt !== current.confirmedAt || next.missingSince !== current.missingSince,
  };
}

const plainFields = [
  "title",
  "classification",
  "categoryId",
  "category",
  "channel",
  "statusRaw",
  "institutionName",
  "reportedAt",
  "lastFollowUpAt",
  "followUpCount",
  "lastReporterReplyAt",
  "closedAt",
  "locationName",
  "isAnonymous",
  "isSecret",
  "isPriority",
  "statusNote",
  "url",
] as const satisfies readonly (keyof ComplaintUpdate & keyof Complaint)[];

function copyPlainFields(base: Complaint, update: ComplaintUpdate): Complaint {
  const next: Record<string, unknown> = { ...base };
  for (const field of plainFields) {
    const value = update[field];
    // null says "empty here": it does not erase what another source knew.
    if (value !== undefined && value !== null) next[field] = value;
  }
  return next as Complaint;
}

/** Which unit it is with. A new spelling or a rename is no move; an unknown name is held for Kominfo to map. */
function applyDisposition(
  next: Complaint,
  base: Complaint,
  update: ComplaintUpdate,
  context: MergeContext,
): Complaint {
  if (!update.opdName && !update.opdExternalId) return next;
  const named = {
    ...next,
    opdName: update.opdName ?? next.opdName,
    opdExternalId: update.opdExternalId ?? next.opdExternalId,
  };
  const unit = context.unitOf(update);
  if (unit === "unknown") return { ...named, opdIsUnknown: !isSameOffice(base, update) };
  if (unit.isRoot) return base.opdId === null ? { ...named, opdIsUnknown: false } : named;
  if (unit.id === base.opdId)
    return { ...named, opdIsUnknown: false, disposedAt: update.disposedAt ?? base.disposedAt };
  return {
    ...named,
    opdId: unit.id,
    opdIsUnknown: false,
    unitSeenAt: context.now,
    disposedAt: update.disposedAt ?? null,
    answeredAt: null,
  };
}

/** LAPOR! renames offices in retrospect; the id stays. */
function isSameOffice(base: Complaint, update: ComplaintUpdate): boolean {
  return base.opdId !== null && !!update.opdExternalId && update.opdExternalId === base.opdExternalId;
}

function applyStatus(
  next: Complaint,
  current: Complaint | null,
  update: ComplaintUpdate,
  context: MergeContext,
): Complaint {
  const status = update.statusRaw ? context.statusOf(update.statusRaw) : next.status;
  const before = current?.status ?? null;
  const replied = applyReporterReply(next, current, context.report.asOf);
  const merged = { ...replied, status, pauses: movePauses(next.pauses, status, context.report.asOf) };
  return applyFollowUp(merged, before, current, { update, context });
}

/**
 * "Ditanggapi oleh Pelapor": the reporter wrote last. From an export the moment is known only as "at the latest now"; when
 * the status leaves that word for "Proses", the office has answered again.
 */
function applyReporterReply(next: Complaint, current: Complaint | null, asOf: Instant): Complaint {
  const isReplied = isReporterReply(next.statusRaw);
  const wasReplied = isReporterReply(current?.statusRaw ?? null);
  if (isReplied === wasReplied) return next;
  if (isReplied && next.lastReporterReplyAt === (current?.lastReporterReplyAt ?? null))
    return { ...next, lastReporterReplyAt: asOf };
  if (wasReplied && next.lastFollowUpAt === (current?.lastFollowUpAt ?? null))
    return { ...next, lastFollowUpAt: asOf };
  return next;
}

const answered: ReadonlySet<Status> = new Set(["in_progress", "done", "closed_by_system"]);

function isAnswered(status: Status): boolean {
  return answered.has(status);
}

/** When the present unit answered: said by the source, or bounded by the report in which the status left "unanswered". */
function applyFollowUp(
  next: Complaint,
  statusBefore: Status | null,
  current: Complaint | null,
  { update, context }: { update: ComplaintUpdate; context: MergeContext },
): Complaint {
  const told = update.firstFollowUpAt ?? null;
  const hasMoved = current !== null && next.opdId !== current.opdId && current.opdId !== null;
  const withFact =
    told === null
      ? next
      : { ...next, firstFollowUpAt: told, firstFollowUpIsBound: false, answeredAt: next.answeredAt ?? told };
  if (hasMoved) return { ...withFact, answeredAt: followUpAfterMove(next, current) };
  if (withFact.answeredAt !== null) return withFact;
  const isNowAnswered = isAnswered(next.status) && (statusBefore === null || !isAnswered(statusBefore));
  const hasNewFollowUp = current !== null && (next.followUpCount ?? 0) > (current.followUpCount ?? 0);
  if (!isNowAnswered && !hasNewFollowUp) return withFact;
  const isBoundKnown = current !== null && withFact.firstFollowUpAt === null;
  return {
    ...withFact,
    answeredAt: next.lastFollowUpAt ?? context.report.asOf,
    firstFollowUpAt: isBoundKnown ? (next.lastFollowUpAt ?? context.report.asOf) : withFact.firstFollowUpAt,
    firstFollowUpIsBound: isBoundKnown ? next.lastFollowUpAt === null : withFact.firstFollowUpIsBound,
  };
}

function followUpAfterMove(next: Complaint, current: Complaint): Instant | null {
  const last = next.lastFollowUpAt;
  return last !== null &&
    next.disposedAt !== null &&
    last >= next.disposedAt &&
    last !== current.lastFollowUpAt
    ? last
    : null;
}

function applySecrecy(next: Complaint, current: Complaint | null, update: ComplaintUpdate): Complaint {
  const isSecret = update.isSecret ?? current?.isSecret ?? true;
  return isSecret ? { ...next, isSecret, title: null, statusNote: null } : { ...next, isSecret };
}

function applyConfirmation(next: Complaint, { report }: MergeContext): Complaint {
  return report.asOf < next.confirmedAt ? next : { ...next, confirmedAt: report.asOf, missingSince: null };
}

function judgeFirstSight(next: Complaint, { sendingSince }: MergeContext): Complaint {
  const reported = next.reportedAt ?? next.firstSeenAt;
  return {
    ...next,
    isHistoric: isEnded(next.status),
    isBacklog: sendingSince !== null && reported < sendingSince,
  };
}

/** Kept out of the history: they say when the bot looked, not what changed. */
const silentFields = new Set(["source", "syncedAt", "sourceRow", "confirmedAt", "missingSince"]);

/** What is forgotten of a complaint that is secret. */
const secretFields: ReadonlySet<string> = new Set(["title", "statusNote"]);

function listChanges(before: Complaint, after: Complaint): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(after) as (keyof Complaint)[]) {
    if (silentFields.has(field) || before[field] === after[field]) continue;
    const isHidden = secretFields.has(field) && after.isSecret;
    changes.push({
      field,
      before: isHidden ? null : asText(before[field]),
      after: isHidden ? null : asText(after[field]),
    });
  }
  return changes;
}

function asText(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}
