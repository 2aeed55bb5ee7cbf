import { type Db, openDb, type Sql } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { addHoliday } from "../../../src/calendar/holidays/store.ts";
import { afterCalendarChange } from "../../../src/cli/shared/after-change.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { compete, type Sample, time } from "../measure.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { stepDelay, waitingBook } from "../waiting-book.ts";
import { type Moments, openBareRecount } from "./bare.ts";

const openRuns = 100_000;
const rounds = 5;
/** Everything that waits is due on Thursday 26 November. */
const now = parseLocalInstant("2026-11-24T08:30", { zone: "Asia/Makassar" });
const holiday = {
  date: "2026-11-25",
  name: "Hari jadi kabupaten",
  kind: "libur_daerah",
  decree: "contoh",
} as const;

/** One holiday more: every open due moment is counted again, beside reading and writing the same rows without counting. */
export async function benchRecount(bench: Bench): Promise<Row[]> {
  const db = openDb(waitingBook(bench, openRuns));
  const { sql } = db;
  undo(sql);
  recountAll(db);
  const moments = readMoments(sql);
  expectCount("moments moved", countMoved(sql), openRuns);
  const bare = openBareRecount(sql, moments);
  bench.say(`counting ${count(openRuns)} due moments again, ${rounds} rounds`);
  const [result] = await compete(rounds, [
    { ours: () => run(sql, moments, () => recountAll(db)), bare: () => run(sql, moments, bare) },
  ]);
  undo(sql);
  db.close();
  return result ? rowsOf(result) : [];
}

function rowsOf({ ours, bare }: Record<"ours" | "bare", Sample>): Row[] {
  const cpu = ratio(ours.cpuMs / bare.cpuMs);
  return [
    {
      name: `recount, ${count(openRuns)} open`,
      figure: ratio(bare.ms / ours.ms),
      goal: "",
      note: `one holiday more: bare reads and writes ${milliseconds(bare.ms)} / ours ${milliseconds(ours.ms)}; ours takes ${cpu} x its CPU`,
    },
  ];
}

/** As `siaga kalender libur tambah` does it. */
function recountAll(db: Db): void {
  db.sql
    .transaction(() => {
      addHoliday(db.sql, { ...holiday, calendar: "" });
      afterCalendarChange(db, now);
    })
    .immediate();
}

async function run(sql: Sql, moments: Moments, work: () => void): Promise<Sample> {
  undo(sql);
  const sample = await time(work);
  // The bare twin must leave the same moments, or it would have done less.
  const left = readMoments(sql);
  let same = 0;
  for (const [id, { dueAt, stepDueAt }] of moments) {
    const found = left.get(id);
    if (found?.dueAt === dueAt && found.stepDueAt === stepDueAt) same++;
  }
  expectCount("moments as counted", same, openRuns);
  return sample;
}

function readMoments(sql: Sql): Moments {
  const rows = sql
    .prepare<[], { id: number; dueAt: number; stepDueAt: number }>(
      "select id, dueAt, stepDueAt from escalations",
    )
    .all();
  return new Map(rows.map(({ id, dueAt, stepDueAt }) => [id, { dueAt, stepDueAt }]));
}

function countMoved(sql: Sql): number {
  return countOf(sql, `escalations where state = 'running' and dueAt > anchorAt + ${stepDelay}`);
}

/** The book as it was built. */
function undo(sql: Sql): void {
  sql
    .transaction(() => {
      sql.prepare("delete from holidays where date = ?").run(holiday.date);
      sql
        .prepare("update escalations set stepDueAt = anchorAt + @stepDelay, dueAt = anchorAt + @stepDelay")
        .run({ stepDelay });
    })
    .immediate();
  sql.pragma("wal_checkpoint(truncate)");
}
