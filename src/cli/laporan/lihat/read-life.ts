import type { Db, Sql } from "../../../../db/open.ts";
import type { Calendar, Instant } from "../../../calendar/contract.ts";
import { defaultCalendar } from "../../../calendar/store.ts";
import { MissingYearError, withoutMissingYear } from "../../../calendar/missing-year.ts";
import type { Complaint } from "../../../complaints/contract.ts";
import { calendarOf } from "../../../escalation/calendar-of.ts";
import { clockAnchor, clockStop } from "../../../escalation/clocks.ts";
import type { Escalation, Office } from "../../../escalation/contract.ts";
import { gatherFacts } from "../../../escalation/facts.ts";
import { matchingRule, nextStepOf } from "../../../escalation/runs.ts";
import { reminderDue, stepDue, type TimedFacts } from "../../../escalation/timing.ts";
import { isRunning } from "../../../lock.ts";
import type { Message } from "../../../outbox/contract.ts";
import type { Clock, RuleVersion } from "../../../rules/contract.ts";
import type { openCommandDesk } from "../../shared/command-desk.ts";
import type { HistoryEntry, Life, LogEntry, RunLife, Unstarted } from "./contract.ts";
import { readNext } from "./next.ts";
import { countSpan } from "./reckon.ts";
import { readSteps } from "./steps.ts";

type Desk = ReturnType<typeof openCommandDesk>;

/** All that the book knows of one complaint, and what follows from it; null: it is not in the book. */
export function readLife(db: Db, desk: Desk, trackingId: string, now: Instant): Life | null {
  const complaint = desk.book.find(trackingId);
  if (!complaint) return null;
  const { office } = desk;
  const unit = complaint.opdId === null ? null : (office.people.units.get(complaint.opdId) ?? null);
  const calendar = calendarOf(office, complaint.opdId) ?? defaultCalendar(db.sql);
  const runs = desk.escalations
    .ofComplaint(trackingId)
    .toSorted((one, other) => one.anchorAt - other.anchorAt || one.id - other.id)
    .map((run) => readRun(db.sql, desk, { run, complaint, calendar, now }));
  return {
    now,
    complaint,
    unit,
    calendar,
    history: readHistory(db.sql, trackingId),
    runs,
    unstarted: findUnstarted(complaint, runs, office),
    isTrial: office.doors.isTrial,
    isRunning: isRunning(db.path),
  };
}

function readHistory(sql: Sql, trackingId: string): HistoryEntry[] {
  return sql
    .prepare<[string], HistoryEntry>(
      "select at, source, field, before, after from complaintHistory where trackingId = ? order by id",
    )
    .all(trackingId);
}

interface RunQuestion {
  readonly run: Escalation;
  readonly complaint: Complaint;
  /** Where the run has none. */
  readonly calendar: Calendar;
  readonly now: Instant;
}

function readRun(sql: Sql, desk: Desk, { run, complaint, calendar, now }: RunQuestion): RunLife {
  const refused = desk.outbox.refusals(run.id, nextStepOf(run, desk.office));
  const gathered = gatherFacts(run, complaint, desk.office, refused);
  const facts = gathered.calendar ? { ...gathered, calendar: gathered.calendar } : null;
  const log = readLog(sql, run.id);
  const messages = readMessages(sql, run.id);
  const own = messages.filter(({ kind }) => kind !== "moved");
  const steps = readSteps({ run, rule: gathered.rule, facts, log, messages: own, now });
  return {
    run,
    rule: gathered.rule,
    unit: gathered.unit,
    opdName: complaint.opdName,
    calendar: gathered.calendar ?? calendar,
    facts,
    ...countLimit(facts, gathered.rule),
    steps,
    log: log.filter(({ step }) => step === null || step > steps.length),
    moved: messages.filter(({ kind }) => kind === "moved"),
    next: readNext(run, facts, steps),
  };
}

function readLog(sql: Sql, escalationId: number): LogEntry[] {
  return sql
    .prepare<[number], Omit<LogEntry, "detail"> & { detail: string | null }>(
      "select at, event, step, detail from escalationLog where escalationId = ? order by id",
    )
    .all(escalationId)
    .map((row) => ({ ...row, detail: JSON.parse(row.detail ?? "{}") as LogEntry["detail"] }));
}

function readMessages(sql: Sql, escalationId: number): Message[] {
  return sql
    .prepare<[number], Message>("select * from outbox where escalationId = ? order by id")
    .all(escalationId);
}

/** The limit that messages speak of, without pauses; and the year for want of which something cannot be counted. */
function countLimit(
  facts: TimedFacts | null,
  { limit }: RuleVersion,
): Pick<RunLife, "deadline" | "missingYear"> {
  if (!facts) return { deadline: null, missingYear: null };
  const { calendar, escalation } = facts;
  const count = () => countSpan(calendar, escalation.anchorAt, limit);
  const isOpen = escalation.state !== "ended";
  return {
    deadline: withoutMissingYear(count),
    missingYear:
      findMissingYear(count) ??
      (isOpen ? findMissingYear(() => [stepDue(facts, escalation), reminderDue(facts, escalation)]) : null),
  };
}

function findMissingYear(count: () => unknown): number | null {
  try {
    count();
    return null;
  } catch (error) {
    if (error instanceof MissingYearError) return error.year;
    throw error;
  }
}

const clocks: readonly Clock[] = ["verification", "response", "completion"];

function findUnstarted(complaint: Complaint, runs: readonly RunLife[], office: Office): Unstarted[] {
  return clocks
    .filter((clock) => !runs.some(({ run }) => run.clock === clock))
    .map((clock) => ({ clock, why: whyUnstarted(clock, complaint, office) }));
}

function whyUnstarted(clock: Clock, complaint: Complaint, office: Office): string {
  if (complaint.isHistoric) return "historic";
  if (complaint.isBacklog) return "backlog";
  if (clockAnchor(clock, complaint) === null) return "no_unit";
  const stop = clockStop(clock, complaint, null);
  if (stop) return stop;
  return matchingRule(complaint, clock, office) ? "not_yet" : "no_rule";
}
