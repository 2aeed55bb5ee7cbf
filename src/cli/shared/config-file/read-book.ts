import { isDeepStrictEqual } from "node:util";
import type { Db } from "../../../../db/open.ts";
import { localDate } from "../../../calendar/arithmetic.ts";
import type { Zone } from "../../../calendar/contract.ts";
import { shippedHours } from "../../../calendar/hours.ts";
import { readHolidays } from "../../../calendar/holidays/store.ts";
import { readSpecialHours } from "../../../calendar/special-hours/store.ts";
import { loadCalendars } from "../../../calendar/store.ts";
import { zoneCalendarCode } from "../../../calendar/zones.ts";
import type { People } from "../../../people/contract.ts";
import type { HolderRow } from "../../../people/holders/contract.ts";
import { readHolders, readPosts } from "../../../people/holders/store.ts";
import { loadPeople } from "../../../people/store.ts";
import { readAliases, readUnits } from "../../../people/units/store.ts";
import { draftOf } from "../../../rules/draft.ts";
import { loadRules } from "../../../rules/store.ts";
import type { CalendarEntry, Config, HolderEntry, UnitEntry } from "./shape.ts";

type Sql = Db["sql"];

/** The whole configuration as the book has it. */
export function readConfig(sql: Sql): Config {
  const units = readUnitEntries(sql);
  const codes = new Map(units.map(({ id, code }) => [id, code]));
  const codeOf = (unitId: number): string => codes.get(unitId) ?? "";
  return {
    calendars: readCalendarEntries(sql),
    units,
    posts: readPosts(sql).map(({ unitId, post }) => ({ unit: codeOf(unitId), post })),
    holders: readHolderEntries(sql, codeOf),
    rules: loadRules(sql).map(draftOf),
  };
}

/** Those that the Pemda made, and those of a zone to which it gave holidays or hours of its own. */
function readCalendarEntries(sql: Sql): CalendarEntry[] {
  const holidays = Map.groupBy(readHolidays(sql), ({ calendar }) => calendar);
  const special = Map.groupBy(readSpecialHours(sql).toReversed(), ({ calendar }) => calendar);
  const made = new Set(sql.prepare<[], string>("select code from calendars").pluck().all());
  return [...loadCalendars(sql).values()]
    .filter(({ code }) => made.has(code) || holidays.has(code) || special.has(code))
    .map(({ code, zone, hours }) => ({
      code,
      zone,
      hours,
      holidays: (holidays.get(code) ?? []).map(({ date, name, kind, decree }) => ({
        date,
        name,
        kind,
        decree,
      })),
      special: (special.get(code) ?? []).map(({ from, to, name, hours, decree }) => ({
        from,
        to,
        name,
        hours,
        decree,
      })),
    }))
    .filter((entry) => !isShipped(entry))
    .toSorted((one, other) => (one.code < other.code ? -1 : 1));
}

/** The calendar of a zone as it is without any doing. */
function isShipped({ code, zone, hours, holidays, special }: CalendarEntry): boolean {
  const isUntouched = holidays.length === 0 && special.length === 0;
  return code === zoneCalendarCode(zone) && isUntouched && isDeepStrictEqual(hours, shippedHours);
}

function readUnitEntries(sql: Sql): (UnitEntry & { id: number })[] {
  const rows = readUnits(sql);
  const aliases = readAliases(sql);
  return rows.map(({ id, code, name, sebutan, externalId, parentId, calendar, zone }) => ({
    id,
    code,
    name,
    sebutan,
    externalId,
    aliases: aliases.get(id) ?? [],
    parent: rows.find((row) => row.id === parentId)?.code ?? null,
    calendar,
    zone: zone as Zone | null,
  }));
}

function readHolderEntries(sql: Sql, codeOf: (unitId: number) => string): HolderEntry[] {
  const people = loadPeople(sql);
  const calendars = loadCalendars(sql);
  const zoneOf = (unitId: number): Zone => calendars.get(calendarOf(people, unitId))?.zone ?? "Asia/Makassar";
  return readHolders(sql)
    .map((row) => ({ row, to: lastDay(row, zoneOf(row.unitId)) }))
    .toSorted((one, other) => comparePlace(one.row, other.row))
    .map(({ row: { id, unitId, post, name, kind, wa, email, fromDate }, to }) => ({
      id,
      unit: codeOf(unitId),
      post,
      name,
      kind,
      wa,
      email,
      from: fromDate,
      to,
    }));
}

function calendarOf(people: People, unitId: number): string {
  return people.units.get(unitId)?.calendar ?? "";
}

/** Who said PINDAH held the post until that day: so a file brought into another book does not bring them back. */
function lastDay({ fromDate, toDate, leftAt }: HolderRow, zone: Zone): string | null {
  if (leftAt === null) return toDate;
  const left = localDate({ zone }, leftAt);
  const last = toDate !== null && toDate < left ? toDate : left;
  return fromDate !== null && last < fromDate ? fromDate : last;
}

function comparePlace(one: HolderRow, other: HolderRow): number {
  return (
    one.unitId - other.unitId ||
    (one.post === other.post ? one.id - other.id : one.post < other.post ? -1 : 1)
  );
}
