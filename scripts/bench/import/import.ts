import { rmSync } from "node:fs";
import { join } from "node:path";
import { exportRows } from "../../../test/support/exports/rows.ts";
import { exportTable } from "../../../test/support/exports/table.ts";
import { writeCsv } from "../../../test/support/exports/write-csv.ts";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { importFile, type ImportResult } from "../../../src/desk/import-file.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { compete, type Sample, time } from "../measure.ts";
import { seedPemda } from "../pemda.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { openInserts, parseOnly, readWritten, type Written } from "./bare.ts";

const rowCount = 10_000;
const linesAboveRows = 11;
const rounds = 7;
/** When the export says that it was made. */
const now = parseLocalInstant("2026-11-21T12:00", { zone: "Asia/Makassar" });

/** An export of ten thousand complaints: all new, then all known; beside its parser and its inserts alone. */
export async function benchImport(bench: Bench): Promise<Row[]> {
  const csv = join(bench.folder, "laporan-ringkas.csv");
  await writeCsv(csv, exportTable(exportRows(rowCount)));
  const known = openEmptyBook(bench, "known");
  await importInto(known, csv);
  const written = readWritten(known.sql);
  bench.say(`importing ${count(rowCount)} rows, ${rounds} rounds`);
  const [result] = await compete(rounds, [
    {
      parse: () => time(async () => expectCount("records", await parseOnly(csv), rowCount + linesAboveRows)),
      insert: () => inNewBook(bench, (db) => insertAgain(db, written)),
      ours: () => inNewBook(bench, (db) => importNew(db, csv)),
      again: () => importAgain(known, csv),
    },
  ]);
  known.close();
  return result ? rowsOf(result) : [];
}

type Result = Record<"parse" | "insert" | "ours" | "again", Sample>;

function rowsOf({ parse, insert, ours, again }: Result): Row[] {
  const bare = `csv-parse ${milliseconds(parse.ms)} + inserts ${milliseconds(insert.ms)}`;
  return [
    {
      name: `import, ${count(rowCount)} new rows`,
      figure: ratio((parse.ms + insert.ms) / ours.ms),
      goal: "≥ 0.5, wish 0.7",
      note: `${bare} / ours ${milliseconds(ours.ms)}`,
    },
    {
      name: "import, the same file again",
      figure: ratio(parse.ms / again.ms),
      goal: "",
      note: `csv-parse / ours ${milliseconds(again.ms)}; writes only when the source was last read`,
    },
  ];
}

function openEmptyBook({ folder }: Bench, name: string): Db {
  const db = openDb(join(folder, `${name}.db`));
  seedPemda(db.sql);
  return db;
}

async function inNewBook(bench: Bench, work: (db: Db) => Promise<Sample>): Promise<Sample> {
  const db = openEmptyBook(bench, "new");
  try {
    return await work(db);
  } finally {
    db.close();
    rmSync(db.path);
  }
}

async function insertAgain({ sql }: Db, written: Written): Promise<Sample> {
  const insert = openInserts(sql);
  const sample = await time(() => insert(written));
  expectCount("complaints", countOf(sql, "complaints"), rowCount);
  return sample;
}

async function importNew(db: Db, csv: string): Promise<Sample> {
  let result: ImportResult | undefined;
  const sample = await time(async () => (result = await importInto(db, csv)));
  expectCount("new rows", result?.new ?? NaN, rowCount);
  expectCount("complaints", countOf(db.sql, "complaints"), rowCount);
  return sample;
}

async function importAgain(db: Db, csv: string): Promise<Sample> {
  const before = changes(db);
  let result: ImportResult | undefined;
  const sample = await time(async () => (result = await importInto(db, csv)));
  expectCount("unchanged rows", result?.unchanged ?? NaN, rowCount);
  // The one row: when this source was last read.
  expectCount("rows written by an unchanged file", changes(db) - before, 1);
  return sample;
}

function importInto(db: Db, path: string): Promise<ImportResult> {
  return importFile(db.sql, openCommandDesk(db).intake, { path, now, isForced: false });
}

function changes({ sql }: Db): number {
  return sql.prepare<[], number>("select total_changes()").pluck().get() ?? NaN;
}
