import type { Db, Sql } from "../../../db/open.ts";
import { formatDate, formatWeekday } from "../../calendar/format.ts";
import {
  type HolidayRow,
  readYearTable,
  replaceYear,
  type YearTable,
} from "../../calendar/holidays/store.ts";
import { holidayKindNames } from "../../calendar/names.ts";
import { UserError } from "../../user-error.ts";
import { withBook, withBookOrShipped } from "../shared/book.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printLine } from "../shared/print.ts";
import { readText } from "../shared/read-text.ts";
import { changeCalendar } from "./change.ts";
import { parseYearTables } from "./parse-year-tables.ts";

interface Options {
  readonly uji?: true;
  readonly ya?: boolean;
  readonly oleh?: string;
}

/** `siaga kalender impor`: all years of the file, or none. */
export async function impor(file: string, { uji, ya = false, oleh }: Options): Promise<void> {
  const tables = parseYearTables(await readDocument(file));
  if (uji) {
    await withBookOrShipped(({ sql }) => printDifferences(sql, tables));
    printLine("Hanya uji: tidak ada yang diubah.");
    return;
  }
  await withBook(async (db) => {
    printDifferences(db.sql, tables);
    await confirmLosses(db.sql, tables, ya);
    db.sql.transaction(() => importAll(db, tables, oleh)).immediate();
  });
}

function importAll(db: Db, tables: readonly YearTable[], oleh: string | undefined): void {
  for (const table of tables)
    changeCalendar(db, { action: "kalender.impor", subject: String(table.year), oleh }, () =>
      replaceYear(db.sql, table),
    );
}

/** A file that was cut off at the end of a line is still a file: what it no longer names would silently become working days. */
async function confirmLosses(sql: Sql, tables: readonly YearTable[], isSure: boolean): Promise<void> {
  const lost = tables.flatMap((table) => {
    const kept = new Set(table.holidays.map(({ date }) => date));
    return readYearTable(sql, table.year).holidays.filter(({ date }) => !kept.has(date));
  });
  if (lost.length === 0) return;
  await confirmOrRefuse(
    `${lost.length} hari libur yang tercatat tidak ada dalam berkas dan akan menjadi hari kerja; semua batas waktu dihitung ulang. Lanjutkan?`,
    isSure,
  );
}

async function readDocument(file: string): Promise<unknown> {
  const text = readText(file);
  const { parseYaml } = await import("../shared/parse-yaml.ts");
  try {
    return parseYaml(text);
  } catch (error) {
    if (error instanceof UserError) throw new UserError(`Berkas ${file} ${error.message}`, { cause: error });
    throw error;
  }
}

function printDifferences(sql: Sql, tables: readonly YearTable[]): void {
  for (const table of tables) printDifference(readYearTable(sql, table.year), table);
}

/** National holidays and cuti bersama together; the shipped years have 25 to 28. */
const usual = { least: 10, most: 40 };

function printDifference(before: YearTable, after: YearTable): void {
  const old = new Set(before.holidays.map(describe));
  const now = new Set(after.holidays.map(describe));
  const added = [...now.difference(old)];
  const removed = [...old.difference(now)];
  printLine(`Tahun ${after.year}, ${after.decree}: ${after.holidays.length} hari libur`);
  for (const line of added) printLine(`  tambah  ${line}`);
  for (const line of removed) printLine(`  hapus   ${line}`);
  if (added.length + removed.length === 0) printLine("  tidak ada perbedaan hari");
  const { length } = after.holidays;
  if (length < usual.least || length > usual.most)
    printLine(
      `  Perhatian: biasanya ${usual.least} sampai ${usual.most} hari libur setahun. Periksa apakah berkasnya utuh.`,
    );
}

function describe({ date, name, kind }: HolidayRow): string {
  return `${formatWeekday(date)}, ${formatDate(date)}, ${name} (${holidayKindNames[kind]})`;
}
