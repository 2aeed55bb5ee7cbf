import type { Db } from "../../db/open.ts";
import { localDate } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { isoWithOffset } from "../calendar/format.ts";
import { defaultCalendar } from "../calendar/store.ts";
import { loadOffice } from "../desk/office.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import { findAudience } from "../escalation/audience.ts";
import type { Office } from "../escalation/contract.ts";

/** One message that would be sent, with the code names of escalation.md section 12. */
export interface SimulatedMessage {
  readonly at: string;
  readonly trackingId: string;
  readonly clock: string;
  readonly epoch: number;
  readonly step: number;
  readonly occurrence: number;
  readonly kind: string;
  readonly post: string;
  readonly unit: string;
  readonly person: string;
  readonly channel: string;
  readonly to: string;
  readonly reason: string;
}

/** A message, with what its line does not say. */
export interface Sent {
  readonly instant: Instant;
  readonly message: SimulatedMessage;
  /** The post that the rule names, where another was told in its stead. */
  readonly insteadOf: string | null;
}

/** What a played simulation would have sent, `from` ≤ at < `to`, in the order that makes it the same bytes each time. */
export function listMessages(db: Db, from: Instant, to: Instant): SimulatedMessage[] {
  return listSent(db, from, to).map(({ message }) => message);
}

/** The same, each with what its line does not say. */
export function listSent(db: Db, from: Instant, to: Instant): Sent[] {
  const office = loadOffice(db.sql, { wa: true, email: true });
  const sent = [...readSent(db, office), ...readAlarms(db, office)];
  return sent.filter(({ instant }) => from <= instant && instant < to).sort(byOrder);
}

interface SentRow {
  readonly acceptedAt: Instant;
  readonly trackingId: string;
  readonly clock: string;
  readonly epoch: number;
  readonly runUnitId: number | null;
  readonly step: number;
  readonly occurrence: number;
  readonly kind: string;
  readonly post: string;
  readonly unitId: number;
  readonly person: string;
  readonly intended: string;
  readonly recipient: string;
  readonly reason: string;
  readonly plannedPost: string | null;
}

function readSent({ sql }: Db, office: Office): Sent[] {
  const place = placesOf(sql, office);
  return sql
    .prepare<[], SentRow>(
      `select o.acceptedAt, o.trackingId, e.clock, e.epoch, e.unitId as runUnitId, o.step, o.occurrence, o.kind, o.post,
         o.unitId, o.person, o.intended, o.recipient, o.reason,
         (select post from ruleSteps s where s.versionId = e.ruleVersionId and s.step = o.step) as plannedPost
       from outbox o join escalations e on e.id = o.escalationId where o.acceptedAt is not null`,
    )
    .all()
    .map((row) => ({
      instant: row.acceptedAt,
      insteadOf: row.plannedPost === row.post ? null : row.plannedPost,
      message: {
        at: isoWithOffset(place(row.runUnitId), row.acceptedAt),
        trackingId: row.trackingId,
        clock: row.clock,
        epoch: row.epoch,
        step: row.step,
        occurrence: row.kind === "moved" ? 0 : row.occurrence,
        kind: row.kind,
        post: row.post,
        unit: office.people.units.get(row.unitId)?.code ?? "",
        person: row.person,
        channel: row.intended,
        to: row.recipient,
        reason: row.reason,
      },
    }));
}

interface AlarmRow {
  readonly at: Instant;
  readonly trackingId: string;
  readonly clock: string;
  readonly epoch: number;
  readonly unitId: number | null;
  readonly step: number;
  readonly occurrence: number;
  readonly reason: string;
}

/** Kominfo hears at once of a step or a reminder that finds nobody, or of a step that needs a year without a holiday table. */
function readAlarms({ sql }: Db, office: Office): Sent[] {
  const place = placesOf(sql, office);
  const { root } = office.people;
  if (!root) return [];
  return sql
    .prepare<[], AlarmRow>(
      `select l.at, e.trackingId, e.clock, e.epoch, e.unitId, l.step,
         coalesce(l.detail ->> '$.occurrence', 0) as occurrence,
         coalesce(l.detail ->> '$.reason', 'no_recipient') as reason
       from escalationLog l join escalations e on e.id = l.escalationId
       where (l.event = 'held' and l.detail ->> '$.reason' in ('no_recipient', 'no_calendar'))
         or l.event = 'reminder_dropped'
         or (l.event = 'unreachable' and not exists (
           select 1 from escalationLog h where h.escalationId = l.escalationId and h.step = l.step
             and h.event = 'held' and h.detail ->> '$.reason' = 'no_recipient'))`,
    )
    .all()
    .flatMap((row) => {
      const calendar = place(row.unitId);
      const audience = findAudience({
        people: office.people,
        unitId: root.id,
        post: "kominfo",
        channels: "wa>email",
        date: localDate(calendar, row.at),
        doors: { wa: true, email: true, isTrial: true },
        refused: new Set(),
      });
      return (audience?.reaches ?? []).map(({ holder, channel }) => ({
        instant: row.at,
        insteadOf: null,
        message: {
          at: isoWithOffset(calendar, row.at),
          trackingId: row.trackingId,
          clock: row.clock,
          epoch: row.epoch,
          step: row.step,
          occurrence: row.occurrence,
          kind: "alarm",
          post: audience?.post ?? "kominfo",
          unit: root.code,
          person: holder.name,
          channel,
          to: (channel === "wa" ? holder.wa : holder.email) ?? "",
          reason: row.reason,
        },
      }));
    });
}

function placesOf(sql: Db["sql"], office: Office): (unitId: number | null) => Calendar {
  const fallback = defaultCalendar(sql);
  return (unitId) => calendarOf(office, unitId) ?? fallback;
}

/** By time, then tracking id as a number, clock, step, occurrence, kind, person, channel. */
function byOrder(a: Sent, b: Sent): number {
  const one = a.message;
  const other = b.message;
  return (
    a.instant - b.instant ||
    compareNumbers(one.trackingId, other.trackingId) ||
    compare(one.clock, other.clock) ||
    one.step - other.step ||
    one.occurrence - other.occurrence ||
    compare(one.kind, other.kind) ||
    compare(one.person, other.person) ||
    compare(one.channel, other.channel)
  );
}

function compareNumbers(a: string, b: string): number {
  const [one, other] = [a, b].map((digits) => digits.replace(/^0+/u, ""));
  return (one ?? "").length - (other ?? "").length || compare(one ?? "", other ?? "") || compare(a, b);
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
