import { type Db, openDb, type Sql } from "../../../db/open.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { type Bench, countOf, expectCount, type Row } from "../contract.ts";
import { compete, type Sample, time } from "../measure.ts";
import { count, milliseconds, ratio } from "../table.ts";
import { dueCount, quietAt, restore, sweepAt, waitingBook } from "../waiting-book.ts";
import { openBareSweep } from "./bare.ts";
import { openFloorSweep } from "./floor.ts";

const sizes = [10_000, 100_000, 1_000_000];
const largest = 1_000_000;
const rounds = 15;
const quietLooks = 500;

/** A thousand due steps among more and more that wait, beside the same reads and writes without any thought. */
export async function benchSweep(bench: Bench): Promise<Row[]> {
  const books = sizes.map((size) => openDb(waitingBook(bench, size)));
  bench.say(`sweeping ${dueCount} due steps, ${rounds} rounds`);
  const results = await compete(rounds, books.map(contestantsOf));
  for (const db of books) db.close();
  const growth = (results.at(-1)?.ours.ms ?? NaN) / (results[0]?.ours.ms ?? NaN);
  return [
    ...results.flatMap((result, index) => rowsOf(sizes[index] ?? NaN, result)),
    {
      name: `sweep, ${count(largest)} / 10,000 open`,
      figure: ratio(growth),
      goal: "≤ 2",
      note: "our own times: they follow what is due, not what is open",
    },
  ];
}

type Result = Record<"ours" | "bare" | "floor" | "quiet", Sample>;

function rowsOf(size: number, { ours, bare, floor, quiet }: Result): Row[] {
  const where = `sweep, ${count(size)} open`;
  const cpu = ratio(ours.cpuMs / bare.cpuMs);
  return [
    {
      name: where,
      figure: ratio(bare.ms / ours.ms),
      goal: "≥ 0.7",
      note: `${count(dueCount)} steps: bare twin, row by row ${milliseconds(bare.ms)} / ours ${milliseconds(ours.ms)}; ours takes ${cpu} x its CPU`,
    },
    {
      name: `${where}, floor`,
      figure: ratio(floor.ms / ours.ms),
      goal: "",
      note: `three statements for all of it, and nobody looks at a run: ${milliseconds(floor.ms)}`,
    },
    {
      name: `${where}, nothing due`,
      figure: milliseconds(quiet.ms / quietLooks),
      goal: "≤ 2 ms",
      note: "one look for what is due",
    },
  ];
}

function contestantsOf(db: Db): Record<keyof Result, () => Promise<Sample>> {
  const { sql } = db;
  const { clerk, office } = openCommandDesk(db);
  const [bare, floor] = [openBareSweep(sql), openFloorSweep(sql)];
  return {
    ours: () => sweep(sql, () => clerk.judgeDue(office, sweepAt).looked),
    bare: () => sweep(sql, () => bare(sweepAt)),
    floor: () => sweep(sql, () => floor(sweepAt)),
    quiet: () =>
      time(() => {
        for (let look = 0; look < quietLooks; look++)
          expectCount("due", clerk.judgeDue(office, quietAt).looked, 0);
      }),
  };
}

async function sweep(sql: Sql, fireBatch: () => number): Promise<Sample> {
  restore(sql);
  const sample = await time(() => {
    while (fireBatch() > 0);
  });
  // Clerk and twin must have done the same work, or the figures would compare two different things.
  expectCount("messages", countOf(sql, "outbox"), dueCount * 4);
  expectCount("log lines", countOf(sql, "escalationLog"), dueCount);
  expectCount(
    "steps moved on",
    countOf(sql, `escalations where id <= ${dueCount} and nextStep = 3`),
    dueCount,
  );
  return sample;
}
