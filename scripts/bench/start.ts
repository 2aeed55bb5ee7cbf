import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { openDb } from "../../db/open.ts";
import { home } from "../../src/paths.ts";
import { environment, node } from "./child.ts";
import { type Bench, expectCount, type Row } from "./contract.ts";
import { compete, type Sample } from "./measure.ts";
import { seedPemda } from "./pemda.ts";
import { milliseconds, ratio } from "./table.ts";

const rounds = 15;
const siaga = join(home, "scripts/siaga");
const words = ["kalender", "hitung", "--mulai", "2026-11-20T15:00", "--tambah", "1 hari kerja", "--json"];

/** One small command from start to end of its process, beside a process that does nothing at all. */
export async function benchStart(bench: Bench): Promise<Row[]> {
  const absent = join(bench.folder, "absent.db");
  const book = join(bench.folder, "start.db");
  makeBook(book);
  bench.say(`starting processes, ${rounds} rounds`);
  const [result] = await compete(rounds, [
    {
      node: async () => runProcess(bench, [node, "-e", "0"], absent),
      shipped: async () => runProcess(bench, [siaga, ...words], absent),
      book: async () => runProcess(bench, [siaga, ...words], book),
    },
  ]);
  if (!result) return [];
  const row = (where: string, { ms }: Sample): Row => ({
    name: `start, kalender hitung, ${where}`,
    figure: ratio(ms / result.node.ms),
    goal: "< 5",
    note: `ours / bare here: whole process ${milliseconds(ms)} / node -e 0 ${milliseconds(result.node.ms)}`,
  });
  return [row("no database", result.shipped), row("with database", result.book)];
}

function makeBook(path: string): void {
  const db = openDb(path);
  seedPemda(db.sql);
  db.close();
}

function runProcess(bench: Bench, [file = "", ...args]: readonly string[], dbPath: string): Sample {
  const env = { ...environment(bench), SIAGA_DB: dbPath };
  const start = performance.now();
  const { status } = spawnSync(file, args, { env, stdio: "ignore" });
  const ms = performance.now() - start;
  expectCount(`exit code of ${file}`, status ?? -1, 0);
  return { ms, cpuMs: NaN }; // that of a child is not ours to know
}
