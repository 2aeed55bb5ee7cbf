import { type Db, openDb } from "../../../db/open.ts";
import { type HolidayRow, readHolidays, readYears } from "../../calendar/holidays/store.ts";
import { readSpecialHours } from "../../calendar/special-hours/store.ts";

type Sql = Db["sql"];

/**
 * What holds for all calendars and differs from what is shipped has no place in the file: the commands that bring it
 * into another book, one a line. Empty: the file says all.
 */
export function listLeftOut(sql: Sql): string[] {
  const shipped = openDb(":memory:");
  try {
    const own = holidaysByDay(sql);
    const known = holidaysByDay(shipped.sql);
    const knownYears = new Set(readYears(shipped.sql).map(({ year }) => year));
    const years = readYears(sql).filter(({ year }) => !knownYears.has(year));
    const isInNewYear = ({ date }: HolidayRow) => years.some(({ year }) => date.startsWith(String(year)));
    return [
      ...years.map(
        ({ year, decree }) => `siaga kalender impor BERKAS (tabel tahun ${year}: ${oneLine(decree)})`,
      ),
      ...[...known.values()].filter((row) => !isSame(own.get(row.date), row)).map(removal),
      ...[...own.values()]
        .filter((row) => !isInNewYear(row) && !isSame(known.get(row.date), row))
        .map(addition),
      ...readSpecialHours(sql)
        .filter(({ calendar }) => calendar === "")
        .map(
          ({ from, to, name }) =>
            `siaga kalender jam-khusus tambah ${from} ${to} ${quote(name)} --jam … --dasar …`,
        ),
    ];
  } finally {
    shipped.close();
  }
}

function holidaysByDay(sql: Sql): Map<string, HolidayRow> {
  return new Map(
    readHolidays(sql)
      .filter(({ calendar }) => calendar === "")
      .map((row) => [row.date, row]),
  );
}

function isSame(one: HolidayRow | undefined, other: HolidayRow): boolean {
  return one?.name === other.name && one.kind === other.kind && one.decree === other.decree;
}

function removal({ date }: HolidayRow): string {
  return `siaga kalender libur hapus ${date} --ya`;
}

function addition({ date, name, kind, decree }: HolidayRow): string {
  return `siaga kalender libur tambah ${date} ${quote(name)} --jenis ${kind} --dasar ${quote(decree)}`;
}

/** For a shell; a line break would leave the comment in which it stands. */
function quote(text: string): string {
  return `'${oneLine(text).replaceAll("'", `'\\''`)}'`;
}

function oneLine(text: string): string {
  return text.replaceAll(/\s+/gu, " ");
}
