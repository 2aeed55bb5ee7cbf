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
import { printLine } from "../shared/print.ts";
import { readText } from "../shared/read-text.ts";
import { changeCalendar } from "./change.ts";
import { parseYearTables } from "./parse-year-tables.ts";

interface Options {
  readonly uji?: true;
  readonly oleh?: string;
}

/** `siaga kalender impor`: all years of the file, or none. */
export async function impor(file: string, { uji, oleh }: Options): Promise<void> {
  const tables = parseYearTables(await readDocument(file));
  if (uji) {
    await withBookOrShipped(({ sql }) => {
      for (const table of tables) printDifference(readYearTable(sql, table.year), table);
    });
    printLine("Hanya uji: tidak ada yang diubah.");
    return;
  }
  await withBook((db) => {
    const importAll = db.sql.transaction(() =>
      tables.map((table) =>
        changeCalendar(db, { action: "kalender.impor", subject: String(table.year), oleh }, () =>
          replaceYear(db.sql, table),
        ),
      ),
    );
    for (const { before, after } of importAll.immediate()) printDifference(before, after);
  });
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

function printDifference(before: YearTable, after: YearTable): void {
  const old = new Set(before.holidays.map(describe));
  const now = new Set(after.holidays.map(describe));
  const added = [...now.difference(old)];
  const removed = [...old.difference(now)];
  printLine(`Tahun ${after.year}, ${after.decree}: ${after.holidays.length} hari libur`);
  for (const line of added) printLine(`  tambah  ${line}`);
  for (const line of removed) printLine(`  hapus   ${line}`);
  if (added.length + removed.length === 0) printLine("  tidak ada perbedaan hari");
}

function describe({ date, name, kind }: HolidayRow): string {
  return `${formatWeekday(date)}, ${formatDate(date)}, ${name} (${holidayKindNames[kind]})`;
}
