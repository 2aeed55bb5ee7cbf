import { localDate, moveIntoWindow, workingDaysBetween } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { formatDate, formatInstant, formatLongDate } from "../calendar/format.ts";
import { MissingYearError } from "../calendar/missing-year.ts";
import type { Complaint } from "../complaints/contract.ts";
import type { ComplaintBook } from "../complaints/store.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import { noticeMoment } from "../escalation/notice-moment.ts";
import type { EscalationStore } from "../escalation/store.ts";
import { describePost } from "../escalation/words.ts";
import type { AlarmView, ComplaintView, NoticeView, ReaderRole } from "../messages/contract.ts";
import type { Writer } from "../messages/writer.ts";
import type { Content, Message } from "../outbox/contract.ts";
import type { Composed } from "../outbox/post-room.ts";
import { currentHolders } from "../people/lookup.ts";
import { deadlineOf } from "./deadline.ts";
import { holderOf } from "./mailbox.ts";
import type { Clock as ClockName } from "../rules/contract.ts";
import { describeTold, findTold, summariseTold, unreachableOf } from "./told-below.ts";

export interface ComposeParts {
  readonly book: ComplaintBook;
  readonly escalations: EscalationStore;
  readonly office: () => Office;
  readonly writer: Writer;
  /** The public page of a complaint, with "{id}" where the tracking id goes; null: no link. */
  readonly link: string | null;
}

/** What a row stands for today, read again at the moment of sending. */
interface Waiting {
  readonly row: Message;
  readonly until: Instant;
}

interface Subject {
  readonly row: Message;
  readonly run: Escalation;
  readonly complaint: Complaint;
  readonly calendar: Calendar;
}

/** Writes the words for rows that travel together; what was answered meanwhile, or has no reader left, falls out. */
export function compose(parts: ComposeParts, rows: readonly Message[], now: Instant): Composed {
  const [first] = rows;
  if (!first) return { keep: [], drop: [], wait: [], content: null };
  if (isStopped(parts.office(), first))
    return {
      keep: [],
      drop: rows.map((row) => ({ row, note: stopped, isLost: true })),
      wait: [],
      content: null,
    };
  const until = first.kind === "moved" ? noticeOpens(parts, first, now) : now;
  if (until > now) return { keep: [], drop: [], wait: rows.map((row) => ({ row, until })), content: null };
  if (first.escalationId === null || first.kind === "moved")
    return { keep: rows, drop: [], wait: [], content: writeOwn(parts, first) };
  const drop: Composed["drop"][number][] = [];
  const wait: Waiting[] = [];
  const subjects: Subject[] = [];
  for (const row of rows) {
    const subject = readSubject(parts, row, now);
    if (typeof subject === "string") drop.push({ row, note: subject, isLost: lost.has(subject) });
    else if ("until" in subject) wait.push(subject);
    else subjects.push(subject);
  }
  const [only] = subjects;
  if (!only) return { keep: [], drop, wait, content: null };
  const isDigest = subjects.length > 1 || only.row.kind === "digest";
  const content = isDigest ? writeDigest(parts, subjects, now) : writeStep(parts, only, now);
  return { keep: subjects.map(({ row }) => row), drop, wait, content };
}

const stopped = "penerima menghentikan WhatsApp (STOP)";
const noReader = "penerima tidak lagi memegang jabatan itu";
const heldByHand = "ditahan oleh Kominfo";
/** With these its step has told nobody yet: it is taken back, and fires again when it can. */
const lost: ReadonlySet<string> = new Set([noReader, heldByHand]);

/** Whatever wrote it: who said STOP gets nothing more by WhatsApp but the answers to what they send themselves. */
function isStopped(office: Office, row: Message): boolean {
  const holder = row.intended === "wa" && row.kind !== "reply" ? holderOf(office, row) : null;
  return holder !== null && holder.wa === row.recipient && holder.waStopped;
}

/** The row's facts of today, or the reason why it is no longer wanted. */
function readSubject(
  { book, escalations, office }: ComposeParts,
  row: Message,
  now: Instant,
): Subject | Waiting | string {
  const run = row.escalationId === null ? null : escalations.find(row.escalationId);
  const complaint = run && book.find(run.trackingId);
  if (!run || !complaint) return "laporan tidak ada lagi";
  if (run.state === "ended") return "sudah ditindaklanjuti atau berakhir";
  if (run.reason === "manual") return heldByHand;
  if (row.kind === "reminder" && run.ackedAt !== null) return "sudah diterima, pengingat tidak perlu lagi";
  const { people, calendars } = office();
  const unit = people.units.get(row.unitId ?? 0);
  const place = people.units.get(run.unitId ?? 0) ?? people.root;
  const calendar = place?.calendar ? calendars.get(place.calendar) : undefined;
  if (!unit || !calendar) return "OPD tidak ada lagi";
  const reader = currentHolders(people, unit.id, row.post ?? "", localDate(calendar, now)).find(
    ({ id }) => id === row.holderId,
  );
  const address = row.intended === "wa" ? reader?.wa : reader?.email;
  if (address !== row.recipient) return noReader;
  const until = windowOpens(office(), { row, run, calendar }, now);
  return until > now ? { row, until } : { row, run, complaint, calendar };
}

/** A retry or a rest may have carried a message out of its step's window: it waits for the next one. */
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
function noticeOpens({ escalations, office }: ComposeParts, row: Message, now: Instant): Instant {
  const { people, calendars } = office();
  const run = row.escalationId === null ? null : escalations.find(row.escalationId);
  const place = people.units.get(run?.unitId ?? 0) ?? people.root;
  return noticeMoment(calendars.get(place?.calendar ?? ""), now);
}

/** A digest's 08.00 may lie before its step's window opens. */
const digestGrace = 3600;

function writeStep(parts: ComposeParts, subject: Subject, now: Instant) {
  const { row } = subject;
  return parts.writer.writeStep(
    {
      kind: row.kind === "reminder" ? "reminder" : "step",
      person: row.person,
      post: postOf(parts, row),
      role: roleOf(row.post ?? ""),
      occurrence: row.occurrence ?? 0,
      unreachable: unreachableOf(row),
      toldBefore: describeTold(findTold(parts, subject), parts.office(), subject),
      complaint: viewOf(parts, subject, now),
    },
    row.intended,
  );
}

function writeDigest(parts: ComposeParts, subjects: readonly Subject[], now: Instant) {
  const [first] = subjects;
  if (!first) throw new Error("a digest needs a line");
  return parts.writer.writeDigest(
    {
      person: first.row.person,
      post: postOf(parts, first.row),
      role: roleOf(first.row.post ?? ""),
      date: formatLongDate(localDate(first.calendar, now)),
      lines: subjects.map((subject) => ({
        complaint: viewOf(parts, subject, now),
        unreachable: unreachableOf(subject.row),
        told: summariseTold(findTold(parts, subject), subject.calendar),
      })),
    },
    first.row.intended,
  );
}

const clockNames: Record<ClockName, string> = {
  verification: "verifikasi",
  response: "tindak lanjut",
  completion: "penyelesaian",
};

function viewOf(parts: ComposeParts, { run, complaint, calendar }: Subject, now: Instant): ComplaintView {
  const office = parts.office();
  const unit = office.people.units.get(run.unitId ?? 0);
  const limit = deadlineOf(office, run);
  return {
    trackingId: complaint.trackingId,
    isSecret: complaint.isSecret,
    title: complaint.title,
    category: complaint.category,
    unitName: unit?.name ?? null,
    locationName: complaint.locationName,
    reportedOn: complaint.reportedAt === null ? null : formatDate(localDate(calendar, complaint.reportedAt)),
    ageDays: ageInDays(calendar, run.anchorAt, now),
    deadline: limit === null ? null : formatInstant(calendar, limit),
    lateDays: limit === null || now <= limit ? null : ageInDays(calendar, limit, now),
    clockName: clockNames[run.clock],
    url: complaint.url ?? parts.link?.replace("{id}", complaint.trackingId) ?? null,
  };
}

/** Whole working days; across a year without a holiday table the days off are weekends only: a rough age beats no message. */
function ageInDays(calendar: Calendar, from: Instant, to: Instant): number {
  try {
    return workingDaysBetween(calendar, from, to);
  } catch (error) {
    if (!(error instanceof MissingYearError)) throw error;
    return Math.floor((((to - from) / 86_400) * 5) / 7);
  }
}

function postOf(parts: ComposeParts, row: Message): string {
  return describePost(row.post ?? "", parts.office().people.units.get(row.unitId ?? 0) ?? null);
}

function roleOf(post: string): ReaderRole {
  if (post === "admin" || post === "kominfo") return "answers";
  return post === "kepala" || post === "sekretaris" || post === "kepala_kominfo" ? "leads" : "oversees";
}

/** Alarms, notices and answers carry what they say in the row itself. */
function writeOwn({ writer }: ComposeParts, row: Message): Content {
  const data = row.data ?? "{}";
  if (row.kind === "reply") return JSON.parse(data) as Content;
  if (row.kind === "alarm") return writer.writeAlarm(JSON.parse(data) as AlarmView, row.intended);
  return writer.writeNotice(JSON.parse(data) as NoticeView, row.intended);
}
