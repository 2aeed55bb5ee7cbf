import { rmSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { openDb } from "../../../db/open.ts";
import { runChild } from "../child.ts";
import { type Bench, expectCount, type Row } from "../contract.ts";
import { median } from "../measure.ts";
import { count, megabytes } from "../table.ts";
import { dueCount, restore, waitingBook } from "../waiting-book.ts";
import { peakMemory } from "./peak-memory.ts";

const sizes = [10_000, 1_000_000];
const rounds = 3;
const botProgram = fileURLToPath(import.meta.resolve("./bot-child.ts"));
const emptyProgram = `${peakMemory.toString()} console.log(JSON.stringify({ peak: peakMemory() }))`;

/** How much memory the bot takes to fire a thousand steps and write their messages, beside a process with nothing in it. */
export async function benchMemory(bench: Bench): Promise<Row[]> {
  const books = sizes.map((size) => ({ size, path: waitingBook(bench, size), peaks: [] as number[] }));
  const bare: number[] = [];
  for (let round = 1; round <= rounds; round++) {
    bench.say(`running the bot over each book, round ${round} of ${rounds}`);
    bare.push((await runChild<Peak>(bench, ["-e", emptyProgram])).peak);
    for (const { path, peaks } of books) peaks.push(await peakOfBot(bench, path));
  }
  return books.map(({ size, peaks }) => ({
    name: `memory, ${count(size)} open`,
    figure: megabytes(median(peaks)),
    goal: "< 150 MB",
    note: `peak of the bot sending ${count(dueCount)} steps and idling; a bare node ${megabytes(median(bare))}`,
  }));
}

interface Peak {
  readonly peak: number;
}

async function peakOfBot(bench: Bench, path: string): Promise<number> {
  const db = openDb(path);
  restore(db.sql);
  db.close();
  const folder = join(bench.folder, "bot");
  const { peak, told } = await runChild<Peak & { readonly told: number }>(bench, [botProgram, path, folder]);
  rmSync(folder, { recursive: true, force: true });
  expectCount("messages written to the folder", told, dueCount * 4);
  return peak;
}
