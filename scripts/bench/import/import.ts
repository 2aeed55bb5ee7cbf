import { rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { exportRows } from "../../../test/support/exports/rows.ts";
import { exportTable } from "../../../test/support/exports/table.ts";
import { writeCsv } from "../../../test/support/exports/write-csv.ts";
import { type Db, openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { importFile, type ImportResult } from "../../../src/desk/import-file.ts";
import { runChild } from "../child.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { compete, type Sample, time } from "../measure.ts";
import { seedPemda } from "../pemda.ts";
import { count, megabytes, milliseconds, ratio } from "../table.ts";
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
  return result ? [...rowsOf(result), await benchLarge(bench)] : [];
}

type Result = Record<"parse" | "insert" | "ours" | "again", Sample>;

function rowsOf({ parse, insert, ours, again }: Result): Row[] {
  const bare = `csv-parse ${milliseconds(parse.ms)} + inserts ${milliseconds(insert.ms)}`;
  return [
    {
      name: `import, ${count(rowCount)} new rows`,
      figure: ratio((parse.ms + insert.ms) / ours.ms),
      goal: "≥ 0.5, wish 0.7",
      note: `${bare} / ours ${milliseconds(ours.ms)}: ${count(Math.round((rowCount / ours.ms) * 1000))} rows a second`,
    },
    {
      name: "import, the same file again",
      figure: ratio(parse.ms / again.ms),
      goal: "",
      note: `csv-parse / ours ${milliseconds(again.ms)}; 0 bytes written to the database and its log`,
    },
  ];
}

const largeRows = 84_000;
const importProgram = fileURLToPath(import.meta.resolve("./import-child.ts"));

/** How much memory it takes to read a file of 100 MB into an empty book. */
async function benchLarge(bench: Bench): Promise<Row> {
  const csv = join(bench.folder, "besar.csv");
  await writeCsv(csv, exportTable(exportRows(largeRows)));
  const { size } = statSync(csv);
  bench.say(`importing ${megabytes(size)}`);
  openEmptyBook(bench, "large").close();
  const child = [importProgram, csv, join(bench.folder, "large.db"), String(now)];
  const { peak, added } = await runChild<{ peak: number; added: number }>(bench, child);
  expectCount("new rows", added, largeRows);
  rmSync(csv);
  return {
    name: `import, a CSV of ${megabytes(size)}`,
    figure: megabytes(peak),
    goal: "< 250 MB",
    note: `peak of the process; ${count(largeRows)} rows`,
  };
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
  db.sql.pragma("wal_checkpoint(truncate)");
  let result: ImportResult | undefined;
  const sample = await time(async () => (result = await importInto(db, csv)));
  expectCount("unchanged rows", result?.unchanged ?? NaN, rowCount);
  expectCount("bytes written by an unchanged file", statSync(`${db.path}-wal`).size, 0);
  return sample;
}

function importInto(db: Db, path: string): Promise<ImportResult> {
  return importFile(db.sql, openCommandDesk(db).intake, { path, now, isForced: false });
}
