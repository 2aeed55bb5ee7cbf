import type { Instant } from "../calendar/contract.ts";
import type { Complaint, ComplaintUpdate, Status } from "./contract.ts";
import { isReporterReply } from "./status-words.ts";

/** What was known before, and what is said now. */
export interface Telling {
  readonly current: Complaint | null;
  readonly update: ComplaintUpdate;
  /** As of when the source speaks: a bound for what it does not date. */
  readonly asOf: Instant;
}

/**
 * "Ditanggapi oleh Pelapor": the reporter wrote last. From an export the moment is known only as "at the latest now"; when
 * the status leaves that word for "Proses", the office has answered again. Moments that a source gave explain both.
 */
export function applyReporterReply(next: Complaint, { current, asOf }: Telling): Complaint {
  const isReplied = isReporterReply(next.statusRaw);
  const wasReplied = isReporterReply(current?.statusRaw ?? null);
  if (isReplied === wasReplied) return next;
  const reply = next.lastReporterReplyAt ?? -Infinity;
  const followUp = next.lastFollowUpAt ?? -Infinity;
  if (isReplied && reply === (current?.lastReporterReplyAt ?? -Infinity) && reply <= followUp)
    return { ...next, lastReporterReplyAt: asOf };
  if (wasReplied && followUp === (current?.lastFollowUpAt ?? -Infinity) && followUp <= reply)
    return { ...next, lastFollowUpAt: asOf };
  return next;
}

const answered: ReadonlySet<Status> = new Set(["in_progress", "done", "closed_by_system"]);

/** When the present unit answered: said by the source, or bounded by the report in which the status left "unanswered". */
export function applyFollowUp(next: Complaint, telling: Telling): Complaint {
  const withFact = keepFirst(next, telling.update.firstFollowUpAt ?? null);
  const own = ownFollowUp(withFact, telling);
  if (own !== null) return { ...withFact, answeredAt: Math.min(own, withFact.answeredAt ?? own) };
  if (hasMoved(next, telling.current) || withFact.answeredAt !== null) return withFact;
  const isAnswered = isAnsweredByStatus(withFact, telling) || hasNewFollowUp(withFact, telling);
  return isAnswered ? applyBound(withFact, telling) : withFact;
}

/**
 * A moment of its own takes the place of a bound; of two moments the first stays, and so does the bound of a unit that has
 * left meanwhile: figures keep the first (escalation.md section 3).
 */
function keepFirst(next: Complaint, told: Instant | null): Complaint {
  const known = next.firstFollowUpAt;
  if (told === null) return next;
  const isOfEarlierUnit = known !== null && known < (next.disposedAt ?? next.unitSeenAt ?? known);
  const isFirst = known === null || told < known || (next.firstFollowUpIsBound && !isOfEarlierUnit);
  return isFirst ? { ...next, firstFollowUpAt: told, firstFollowUpIsBound: false } : next;
}

/** The first follow-up of the unit it is with now, by what the source dates; null: it names none. */
function ownFollowUp(next: Complaint, { current, update }: Telling): Instant | null {
  if (update.unitFollowUpAt !== undefined) return update.unitFollowUpAt;
  const told = update.firstFollowUpAt ?? null;
  const since = next.disposedAt ?? next.unitSeenAt ?? Infinity;
  const isWithAnotherUnit = hasMoved(next, current) || wasAnsweredElsewhere(current);
  if (told !== null && (!isWithAnotherUnit || told >= since)) return told;
  return hasMoved(next, current) ? lastAfterMove(next, current) : null;
}

function hasMoved(next: Complaint, current: Complaint | null): boolean {
  return current !== null && current.opdId !== null && next.opdId !== current.opdId;
}

/** A move clears `answeredAt` and leaves the first follow-up. */
function wasAnsweredElsewhere(current: Complaint | null): boolean {
  return current !== null && current.answeredAt === null && current.firstFollowUpAt !== null;
}

function lastAfterMove(next: Complaint, current: Complaint | null): Instant | null {
  const last = next.lastFollowUpAt;
  const isNew = last !== null && last !== current?.lastFollowUpAt;
  return isNew && next.disposedAt !== null && last >= next.disposedAt ? last : null;
}

/** A status that says "answered" is explained by another unit's answer where the source tells units apart. */
function isAnsweredByStatus(next: Complaint, { current, update }: Telling): boolean {
  if (update.unitFollowUpAt === null && next.firstFollowUpAt !== null) return false;
  return answered.has(next.status) && (current === null || !answered.has(current.status));
}

function hasNewFollowUp(next: Complaint, { current, update }: Telling): boolean {
  if (current === null || update.unitFollowUpAt !== undefined) return false;
  return (next.followUpCount ?? 0) > (current.followUpCount ?? 0);
}

/** Answered, at the latest as of the report; of a complaint that was answered when first seen nobody knows when. */
function applyBound(next: Complaint, { current, asOf }: Telling): Complaint {
  const answeredAt = next.lastFollowUpAt ?? asOf;
  if (current === null || next.firstFollowUpAt !== null) return { ...next, answeredAt };
  const isBound = next.lastFollowUpAt === null;
  return { ...next, answeredAt, firstFollowUpAt: answeredAt, firstFollowUpIsBound: isBound };
}
