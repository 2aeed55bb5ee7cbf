import type { Sql } from "../../../db/open.ts";
import type { Zone } from "../../calendar/contract.ts";
import { formatHours, shippedHours } from "../../calendar/hours.ts";
import { zoneCalendarCode } from "../../calendar/zones.ts";

/** Enters a zone's calendar with the shipped hours. What Kominfo changed in it stays. */
export function ensureZoneCalendar(sql: Sql, zone: Zone): void {
  sql
    .prepare("insert or ignore into calendars (code, zone, hours) values (?, ?, ?)")
    .run(zoneCalendarCode(zone), zone, JSON.stringify(formatHours(shippedHours)));
}
