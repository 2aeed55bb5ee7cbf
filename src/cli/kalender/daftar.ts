import type { Calendar } from "../../calendar/contract.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import { formatDate, formatWeekday, zoneName } from "../../calendar/format.ts";
import { type HolidayRow, readHolidays, readYears } from "../../calendar/holidays/store.ts";
import { formatHours } from "../../calendar/hours.ts";
import { holidayKindNames, monthNames } from "../../calendar/names.ts";
import { loadCalendars } from "../../calendar/store.ts";
import { currentInstant, withBookOrShipped } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { describeHours } from "./describe-hours.ts";
import { parseYear } from "./parse-year.ts";

interface Options {
  readonly tahun?: string;
  readonly json?: true;
}

interface YearView {
  readonly calendars: readonly Calendar[];
  readonly year: number;
  /** null: no table for that year. */
  readonly decree: string | null;
  readonly holidays: readonly HolidayRow[];
}

/** `siaga kalender daftar` */
export async function daftar({ tahun, json }: Options): Promise<void> {
  const year = parseYear(tahun ?? localDate({ zone: "Asia/Makassar" }, currentInstant()).slice(0, 4));
  await withBookOrShipped(({ sql }) => {
    const view: YearView = {
      calendars: [...loadCalendars(sql).values()],
      year,
      decree: readYears(sql).find((row) => row.year === year)?.decree ?? null,
      holidays: readHolidays(sql, year),
    };
    if (json) printAsJson(view);
    else printAsText(view);
  });
}

function printAsJson({ calendars, ...year }: YearView): void {
  printJson({
    calendars: calendars.map(({ code, zone, hours, special }) => ({
      code,
      zone,
      hours: formatHours(hours),
      special: special.map((range) => ({ ...range, hours: formatHours(range.hours) })),
    })),
    ...year,
  });
}

function printAsText(view: YearView): void {
  printLine("Jam kantor");
  printHours(view.calendars);
  printSpecial(view.calendars);
  printLine();
  printLine(`Hari libur ${view.year}`);
  if (view.decree === null)
    printLine(
      `  Tabel tahun ${view.year} belum ada: batas waktu di tahun itu tidak dihitung. Isi dengan: siaga kalender impor BERKAS`,
    );
  else printLine(`  Dasar: ${view.decree}`);
  for (const [month, name] of monthNames.entries())
    printMonth(
      name,
      view.holidays.filter(({ date }) => Number(date.slice(5, 7)) === month + 1),
    );
  if (view.holidays.length > 0) printLine(`\n  ${describeTotals(view.holidays)}`);
}

/** One line for all calendars with the same hours. */
function printHours(calendars: readonly Calendar[]): void {
  const byHours = Map.groupBy(calendars, ({ hours }) => describeHours(hours));
  for (const [hours, places] of byHours)
    printLine(`  ${places.map(({ code, zone }) => `${code} (${zoneName(zone)})`).join(", ")}: ${hours}`);
}

function printSpecial(calendars: readonly Calendar[]): void {
  const ranges = new Map(
    calendars.flatMap(({ special }) => special.map((range) => [JSON.stringify(range), range] as const)),
  );
  for (const { from, to, name, hours } of ranges.values())
    printLine(`  ${name} (${formatDate(from)} sampai ${formatDate(to)}): ${describeHours(hours)}`);
}

function printMonth(name: string, holidays: readonly HolidayRow[]): void {
  if (holidays.length === 0) return;
  printLine();
  printLine(`  ${name}`);
  for (const { date, name, kind, calendar } of holidays) {
    const day = String(Number(date.slice(8))).padStart(2);
    const scope = calendar === "" ? "" : `, hanya ${calendar}`;
    printLine(`    ${day} ${formatWeekday(date)}  ${name} (${holidayKindNames[kind]}${scope})`);
  }
}

function describeTotals(holidays: readonly HolidayRow[]): string {
  const kinds = Object.entries(holidayKindNames);
  return kinds
    .map(([kind, name]) => `${holidays.filter((row) => row.kind === kind).length} ${name}`)
    .join(", ");
}
