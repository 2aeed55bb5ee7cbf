import type { Sql } from "../../db/open.ts";
import { localDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { findAudience } from "../escalation/audience.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import type { Alarms } from "./alarms.ts";
import { examine, isDoctorsCause } from "./doctor.ts";
import type { Finding } from "./doctor/contract.ts";
import { zoneOf } from "./office.ts";

/** Clears the alarms whose cause is gone, so that Kominfo hears once that it is mended. Call it inside a transaction. */
export function clearMended(sql: Sql, alarms: Alarms, office: Office, now: Instant): void {
  let found: Finding[] | null = null;
  const findings = () => (found ??= examine(office, now));
  for (const { cause } of alarms.open())
    if (isMended({ sql, office, now, findings }, cause)) alarms.clear(cause, now);
}

interface Place {
  readonly sql: Sql;
  readonly office: Office;
  readonly now: Instant;
  /** What the doctor finds in the standing orders. */
  readonly findings: () => readonly Finding[];
}

function isMended(place: Place, cause: string): boolean {
  const [kind = "", ...about] = cause.split(":");
  const test = tests[kind];
  return test ? test(place, about) : isDoctorsCause(cause) && isUnseen(place, cause);
}

/** What the book shows to be mended. Whoever raises another alarm, such as of a door, clears it too. */
const tests: Readonly<Record<string, (place: Place, about: readonly string[]) => boolean>> = {
  no_zone: ({ office }) => zoneOf(office) !== null,
  source: isRead,
  stale: ({ sql }) => !isHeld(sql, "stale"),
  missing_upstream: ({ sql }) => !isHeld(sql, "missing_upstream"),
  rule_off: ({ sql }, [ruleId]) => !isHeld(sql, "rule_off", Number(ruleId)),
  unknown_unit: ({ sql }, name) => !isUnplaced(sql, name.join(":")),
  held_no_calendar: ({ sql }, [year]) => isYearKnown(sql, Number(year)),
  no_recipient: ({ office, now }, post) => isFilled(post, office, now),
  address: isUnused,
};

/** The doctor finds it no longer. Where no channel is open it cannot tell whom one reaches. */
function isUnseen({ office, findings }: Place, cause: string): boolean {
  const { wa, email } = office.doors;
  if (zoneOf(office) === null || (!wa && !email)) return false;
  return findings().every((finding) => finding.cause !== cause);
}

/** `ruleId`: by this rule; absent: by any. */
function isHeld(sql: Sql, reason: string, ruleId?: number): boolean {
  const query =
    "select 1 from escalations where state = 'held' and reason = @reason and (@ruleId is null or ruleId = @ruleId) limit 1";
  return sql.prepare(query).get({ reason, ruleId: ruleId ?? null }) !== undefined;
}

function isUnplaced(sql: Sql, name: string): boolean {
  return (
    sql.prepare("select 1 from complaints where opdIsUnknown = 1 and opdName = ? limit 1").get(name) !==
    undefined
  );
}

function isYearKnown(sql: Sql, year: number): boolean {
  return sql.prepare("select 1 from holidayYears where year = ?").get(year) !== undefined;
}

/** The API clears its own: without a token, nothing of it stands in the book. */
function isRead({ sql }: Place, [source]: readonly string[]): boolean {
  const query = "select 1 from sources where source = ? and lastError is not null";
  return source === "file" && sql.prepare(query).get(source) === undefined;
}

/** The address that was switched off is trusted again, was replaced, or nobody serves under it. */
function isUnused({ sql, office, now }: Place, [channel, holderId]: readonly string[]): boolean {
  const zone = zoneOf(office);
  const query = `select 1 from holders h join addresses a on a.channel = @channel and a.address = iif(@channel = 'wa', h.wa, h.email)
    where h.id = @holderId and h.leftAt is null and (h.toDate is null or h.toDate >= @today) and a.disabledAt is not null`;
  const today = zone === null ? "" : localDate({ zone }, now);
  return sql.prepare(query).get({ channel, holderId: Number(holderId), today }) === undefined;
}

/** A unit that is gone lacks nobody. */
function isFilled([unitCode, post, only]: readonly string[], office: Office, now: Instant): boolean {
  const unit = [...office.people.units.values()].find(({ code }) => code === unitCode);
  if (!unit) return true;
  const calendar = calendarOf(office, unit.id);
  if (!post || !calendar) return false;
  const audience = findAudience({
    people: office.people,
    unitId: unit.id,
    post,
    channels: only === "wa" || only === "email" ? only : "wa+email",
    date: localDate(calendar, now),
    doors: office.doors,
    refused: new Set(),
  });
  return audience !== null && audience.reaches.length > 0;
}
