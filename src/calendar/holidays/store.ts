import type { Sql } from "../../../db/open.ts";
import { formatDate } from "../format.ts";
import type { Holiday, LocalDate } from "../contract.ts";
import { UserError } from "../../user-error.ts";

/** `calendar` is "" for a day off everywhere, else the code of one calendar. */
export interface HolidayRow extends Holiday {
  readonly calendar: string;
}

/** A year whose holidays are decreed. */
export interface HolidayYear {
  readonly year: number;
  readonly decree: string;
}

/** In order of date, those for all before those of one calendar; of one year, or of all. */
export function readHolidays(sql: Sql, year?: number): HolidayRow[] {
  const rows = sql
    .prepare<[], HolidayRow>(
      "select date, name, kind, decree, calendar from holidays order by date, calendar",
    )
    .all();
  return year === undefined ? rows : rows.filter(({ date }) => Number(date.slice(0, 4)) === year);
}

export function readYears(sql: Sql): HolidayYear[] {
  return sql.prepare<[], HolidayYear>("select year, decree from holidayYears order by year").all();
}

/** Adds one day off. Throws UserError when that date already has one: to correct it, remove it first. */
export function addHoliday(sql: Sql, row: HolidayRow): { before: null; after: HolidayRow } {
  const known = findHoliday(sql, row.date, row.calendar);
  if (known)
    throw new UserError(
      `${formatDate(row.date)} sudah tercatat sebagai ${known.name}. Untuk memperbaikinya, hapus dahulu: siaga kalender libur hapus ${row.date}${row.calendar === "" ? "" : ` --kalender ${row.calendar}`}.`,
    );
  insertHoliday(sql, row);
  return { before: null, after: row };
}

/** Removes one day off; throws UserError when there is none on that date. */
export function removeHoliday(
  sql: Sql,
  date: LocalDate,
  calendar: string,
): { before: HolidayRow; after: null } {
  const before = findHoliday(sql, date, calendar);
  if (!before)
    throw new UserError(
      `${formatDate(date)} tidak tercatat sebagai hari libur${calendar === "" ? "" : ` kalender ${calendar}`}. Lihat: siaga kalender libur daftar.`,
    );
  sql.prepare("delete from holidays where date = ? and calendar = ?").run(date, calendar);
  return { before, after: null };
}

export interface YearTable extends HolidayYear {
  readonly holidays: readonly HolidayRow[];
}

/** Puts a year's decree in the place of what was decreed for all; libur daerah and what one calendar has stay. */
export function replaceYear(sql: Sql, after: YearTable): { before: YearTable; after: YearTable } {
  const before = readYearTable(sql, after.year);
  const remove = sql.prepare("delete from holidays where date = ? and calendar = ''");
  for (const { date } of [...before.holidays, ...after.holidays]) remove.run(date);
  sql
    .prepare("insert or replace into holidayYears (year, decree) values (?, ?)")
    .run(after.year, after.decree);
  for (const row of after.holidays) insertHoliday(sql, row);
  return { before, after };
}

/** What is decreed for all in a year; `decree` is "" where the year is not in the book yet. */
export function readYearTable(sql: Sql, year: number): YearTable {
  const holidays = readHolidays(sql, year).filter(
    ({ calendar, kind }) => calendar === "" && kind !== "libur_daerah",
  );
  return { year, decree: readYears(sql).find((row) => row.year === year)?.decree ?? "", holidays };
}

function findHoliday(sql: Sql, date: LocalDate, calendar: string): HolidayRow | undefined {
  return sql
    .prepare<[string, string], HolidayRow>(
      "select date, name, kind, decree, calendar from holidays where date = ? and calendar = ?",
    )
    .get(date, calendar);
}

function insertHoliday(sql: Sql, row: HolidayRow): void {
  sql
    .prepare(
      "insert into holidays (date, calendar, name, kind, decree) values (@date, @calendar, @name, @kind, @decree)",
    )
    .run(row);
}
