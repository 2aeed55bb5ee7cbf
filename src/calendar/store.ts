import type { Sql } from "../../db/open.ts";
import type { Calendar, Holiday, OfficeHours, SpecialHours, Zone } from "./contract.ts";
import { parseHours, shippedHours } from "./hours.ts";
import { type HolidayRow, readHolidays, readYears } from "./holidays/store.ts";
import { type SpecialHoursRow, readSpecialHours } from "./special-hours/store.ts";
import { allZones, zoneCalendarCode } from "./zones.ts";

interface Place {
  readonly code: string;
  readonly zone: Zone;
  readonly hours: OfficeHours;
}

/**
 * Every calendar by its code: those of the book, and one for each zone with the shipped hours (`zoneCalendarCode`).
 * What a calendar says for itself goes before what holds for all of them.
 */
export function loadCalendars(sql: Sql): ReadonlyMap<string, Calendar> {
  const years = new Set(readYears(sql).map(({ year }) => year));
  const holidays = readHolidays(sql);
  const special = readSpecialHours(sql);
  const places = [...zonePlaces(), ...readPlaces(sql)];
  return new Map(
    places.map((place) => [
      place.code,
      { ...place, years, holidays: holidaysOf(place, holidays), special: specialOf(place, special) },
    ]),
  );
}

/** For a book in which no zone was chosen yet: WITA, the shipped hours, the book's holidays. */
export function defaultCalendar(sql: Sql): Calendar {
  return zoneCalendar(sql, "Asia/Makassar");
}

/** The shipped hours in a zone, with the holidays that hold for all. */
export function zoneCalendar(sql: Sql, zone: Zone): Calendar {
  const calendar = loadCalendars(sql).get(zoneCalendarCode(zone));
  if (!calendar) throw new Error(`no calendar for ${zone}`);
  return calendar;
}

function zonePlaces(): Place[] {
  return allZones.map((zone) => ({ code: zoneCalendarCode(zone), zone, hours: shippedHours }));
}

function readPlaces(sql: Sql): Place[] {
  return sql
    .prepare<[], { code: string; zone: Zone; hours: string }>(
      "select code, zone, hours from calendars order by code",
    )
    .all()
    .map(({ code, zone, hours }) => ({ code, zone, hours: parseHours(JSON.parse(hours)) }));
}

function holidaysOf({ code }: Place, rows: readonly HolidayRow[]): Map<string, Holiday> {
  const own = rows.filter(({ calendar }) => calendar === code);
  const common = rows.filter(({ calendar }) => calendar === "");
  return new Map(
    [...common, ...own].map(({ date, name, kind, decree }) => [date, { date, name, kind, decree }]),
  );
}

function specialOf({ code }: Place, rows: readonly SpecialHoursRow[]): SpecialHours[] {
  const own = rows.filter(({ calendar }) => calendar === code);
  const common = rows.filter(({ calendar }) => calendar === "");
  return [...own, ...common].map(({ from, to, name, hours, decree }) => ({ from, to, name, hours, decree }));
}
