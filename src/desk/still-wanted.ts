import { localDate, moveIntoWindow } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import type { Complaint } from "../complaints/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import { noticeMoment } from "../escalation/notice-moment.ts";
import type { EscalationStore } from "../escalation/store.ts";
import type { Message } from "../outbox/contract.ts";
import { currentHolders } from "../people/lookup.ts";
import { holderOf } from "./mailbox.ts";

/** A message whose step's window is closed now. */
export interface Waiting {
  readonly row: Message;
  /** When the window opens. */
  readonly until: Instant;
}

/** What a message stands for today, read again at the moment of sending. */
export interface Subject {
  readonly row: Message;
  readonly run: Escalation;
  readonly complaint: Complaint;
  readonly calendar: Calendar;
}

/** What must be looked at to know it. */
export interface WantedParts {
  readonly book: ComplaintBook;
  readonly escalations: EscalationStore;
  readonly office: () => Office;
}

export const stopped = "penerima menghentikan WhatsApp (STOP)";
const noReader = "penerima tidak lagi memegang jabatan itu";
const heldByHand = "ditahan oleh Kominfo";
const yearMissing = "jam kerjanya tidak dapat dihitung, karena hari libur tahun itu belum ada";
/** With these its step has told nobody yet: it is taken back, and fires again when it can. */
export const lost: ReadonlySet<string> = new Set([noReader, heldByHand, yearMissing]);

/** Whatever wrote it: who said STOP gets nothing more by WhatsApp but the answers to what they send themselves. */
export function isStopped(office: Office, row: Message): boolean {
  const holder = row.intended === "wa" && row.kind !== "reply" ? holderOf(office, row) : null;
  return holder !== null && holder.wa === row.recipient && holder.waStopped;
}

/** The row's facts of today, or the reason why it is no longer wanted. */
export function readSubject(
  { book, escalations, office }: WantedParts,
  row: Message,
  now: Instant,
): Subject | Waiting | string {
  const run = row.escalationId === null ? null : escalations.find(row.escalationId);
  const complaint = run && book.find(run.trackingId);
  if (!run || !complaint) return "laporan tidak ada lagi";
  if (run.state === "ended") return "sudah ditindaklanjuti atau berakhir";
  if (run.reason === "manual") return heldByHand;
  if (row.kind === "reminder" && run.ackedAt !== null) return "sudah diterima, pengingat tidak perlu lagi";
  const { people } = office();
  const unit = people.units.get(row.unitId ?? 0);
  const calendar = calendarOf(office(), run.unitId);
  if (!unit || !calendar) return "OPD tidak ada lagi";
  const reader = currentHolders(people, unit.id, row.post ?? "", localDate(calendar, now)).find(
    ({ id }) => id === row.holderId,
  );
  const address = row.intended === "wa" ? reader?.wa : reader?.email;
  if (address !== row.recipient) return noReader;
  const until = withoutMissingYear(() => windowOpens(office(), { row, run, calendar }, now));
  if (until === null) return yearMissing;
  return until > now ? { row, until } : { row, run, complaint, calendar };
}

/** A digest's 08.00 may lie before its step's window opens. */
const digestGrace = 3600;

/** A retry or a rest may have carried a message out of its step's window: it waits for the next one. Throws MissingYearError. */
function windowOpens(
  office: Office,
  { row, run, calendar }: Omit<Subject, "complaint">,
  now: Instant,
): Instant {
  const step = office.ruleVersion(run.ruleVersionId).steps[(row.step ?? 0) - 1];
  const isFreshDigest = row.kind === "digest" && now - row.dueAt <= digestGrace;
  return step && !isFreshDigest ? moveIntoWindow(calendar, now, step.window) : now;
}

/** An outage or a rest may have carried "tidak lagi ditujukan kepada OPD Anda" into the night. */
export function noticeOpens({ escalations, office }: WantedParts, row: Message, now: Instant): Instant {
  const run = row.escalationId === null ? null : escalations.find(row.escalationId);
  return noticeMoment(calendarOf(office(), run?.unitId ?? null), now);
}
