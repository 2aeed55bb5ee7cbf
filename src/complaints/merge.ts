import type { Instant } from "../calendar/contract.ts";
import type { Complaint, ComplaintUpdate, Report, Status } from "./contract.ts";
import { blankComplaint } from "./blank.ts";
import { type FieldChange, listChanges } from "./list-changes.ts";
import { applyFollowUp, applyReporterReply } from "./follow-up.ts";
import { movePauses } from "./pauses.ts";
import { isEnded } from "./status-words.ts";

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

export interface Merged {
  readonly next: Complaint;
  readonly outcome: "new" | "changed" | "unchanged";
  readonly changes: readonly FieldChange[];
  /** Only the moment of confirmation moved on. */
  readonly isConfirmedLater: boolean;
}

/**
 * Adds what a source says to what the book knows. Pure; a source that says nothing of a field leaves it alone, and one that
 * speaks of an earlier moment than the book was last confirmed only fills in what is not known yet.
 */
export function mergeUpdate(current: Complaint | null, said: ComplaintUpdate, context: MergeContext): Merged {
  const update = current && isOlder(context.report, current) ? onlyUnknown(said, current) : said;
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
    next: changes.length > 0 ? { ...next, syncedAt: context.now } : next,
    outcome: changes.length > 0 ? "changed" : "unchanged",
    changes,
    isConfirmedLater: confirmationFields.some((field) => next[field] !== current[field]),
  };
}

/** How fresh the book is: told apart from what it says. */
const confirmationFields = ["source", "confirmedAt", "missingSince"] as const;

function isOlder({ asOf, isForced }: Report, { confirmedAt }: Complaint): boolean {
  return asOf < confirmedAt && !isForced;
}

/** What an earlier report may still fill in: words that do not change, and an office or a status where there is none. */
const timelessFields = [
  "title",
  "classification",
  "categoryId",
  "category",
  "channel",
  "institutionName",
  "reportedAt",
  "locationName",
  "url",
] as const satisfies readonly (keyof ComplaintUpdate & keyof Complaint)[];

function onlyUnknown(said: ComplaintUpdate, current: Complaint): ComplaintUpdate {
  const fields: (keyof ComplaintUpdate & keyof Complaint)[] = [...timelessFields];
  if (current.statusRaw === null) fields.push("statusRaw");
  if (current.opdName === null && current.opdExternalId === null)
    fields.push("opdName", "opdExternalId", "disposedAt");
  const unknown = fields.filter((field) => current[field] === null && said[field] !== undefined);
  return {
    trackingId: said.trackingId,
    ...Object.fromEntries(unknown.map((field) => [field, said[field]])),
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
  const telling = { current, update, asOf: context.report.asOf };
  const replied = applyReporterReply(next, telling);
  const pauses = movePauses(next.pauses, status, context.report.asOf);
  return applyFollowUp({ ...replied, status, pauses }, telling);
}

function applySecrecy(next: Complaint, current: Complaint | null, update: ComplaintUpdate): Complaint {
  const isSecret = update.isSecret ?? current?.isSecret ?? true;
  return isSecret ? { ...next, isSecret, title: null, statusNote: null } : { ...next, isSecret };
}

/** How long it stays fresh is up to the source that confirmed it last. */
function applyConfirmation(next: Complaint, { report }: MergeContext): Complaint {
  const { source, asOf } = report;
  return asOf < next.confirmedAt ? next : { ...next, source, confirmedAt: asOf, missingSince: null };
}

function judgeFirstSight(next: Complaint, { sendingSince }: MergeContext): Complaint {
  const reported = next.reportedAt ?? next.firstSeenAt;
  return {
    ...next,
    isHistoric: isEnded(next.status),
    isBacklog: sendingSince !== null && reported < sendingSince,
  };
}
