import type { Sql } from "../../db/open.ts";
import { localDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { findAudience } from "../escalation/audience.ts";
import type { Office } from "../escalation/contract.ts";
import type { Alarms } from "./alarms.ts";

/** Clears the alarms whose cause is gone, so that Kominfo hears once that it is mended. Call it inside a transaction. */
export function clearMended(sql: Sql, alarms: Alarms, office: Office, now: Instant): void {
  const isHeld = sql
    .prepare<[string], number>("select 1 from escalations where state = 'held' and reason = ? limit 1")
    .pluck();
  const isUnplaced = sql
    .prepare<[string], number>("select 1 from complaints where opdIsUnknown = 1 and opdName = ? limit 1")
    .pluck();
  const isYearKnown = sql.prepare<[number], number>("select 1 from holidayYears where year = ?").pluck();
  for (const { cause } of alarms.open()) {
    const [kind = "", ...rest] = cause.split(":");
    const about = rest.join(":");
    const isMended =
      (kind === "stale" && !isHeld.get("stale")) ||
      (kind === "missing_upstream" && !isHeld.get("missing_upstream")) ||
      (kind === "unknown_unit" && !isUnplaced.get(about)) ||
      (kind === "held_no_calendar" && isYearKnown.get(Number(about)) === 1) ||
      (kind === "no_recipient" && isFilled(rest, office, now));
    if (isMended) alarms.clear(cause, now);
  }
}

function isFilled([unitCode, post, only]: readonly string[], office: Office, now: Instant): boolean {
  const unit = [...office.people.units.values()].find(({ code }) => code === unitCode);
  const calendar = unit?.calendar ? office.calendars.get(unit.calendar) : undefined;
  if (!unit || !post || !calendar) return false;
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
