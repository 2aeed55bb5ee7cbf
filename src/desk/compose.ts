import { ageInWorkingDays } from "../calendar/age.ts";
import { localDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { formatDate, formatInstant, formatLongDate } from "../calendar/format.ts";
import { describePost } from "../escalation/words.ts";
import type { AlarmView, ComplaintView, NoticeView, ReaderRole } from "../messages/contract.ts";
import type { Writer } from "../messages/writer.ts";
import type { Content, Message } from "../outbox/contract.ts";
import type { Composed } from "../outbox/post-room.ts";
import { deadlineOf } from "./deadline.ts";
import { fillLink } from "./lapor-link.ts";
import type { Clock as ClockName } from "../rules/contract.ts";
import {
  isStopped,
  lost,
  noticeOpens,
  readSubject,
  stopped,
  type Subject,
  type Waiting,
  type WantedParts,
} from "./still-wanted.ts";
import { describeStart } from "./waits-since.ts";
import { describeTold, findTold, summariseTold, unreachableOf } from "./told-below.ts";

export interface ComposeParts extends WantedParts {
  readonly writer: Writer;
  /** Where complaints that bring no address of their own are read; "{id}" stands for the tracking id. */
  readonly link: string;
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
        told: summariseTold(findTold(parts, subject), parts.office(), subject),
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

function viewOf(parts: ComposeParts, subject: Subject, now: Instant): ComplaintView {
  const { run, complaint, calendar } = subject;
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
    ageDays: ageInWorkingDays(calendar, run.anchorAt, now),
    waitsSince: describeStart(subject),
    deadline: limit === null ? null : formatInstant(calendar, limit),
    lateDays: limit === null || now <= limit ? null : ageInWorkingDays(calendar, limit, now),
    clockName: clockNames[run.clock],
    url: complaint.url ?? fillLink(parts.link, complaint.trackingId),
  };
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
