import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runChild } from "../child.ts";
import type { Bench, Row } from "../contract.ts";
import { count, megabytes } from "../table.ts";
import type { Look, Looks } from "./contract.ts";

const program = fileURLToPath(import.meta.resolve("./client-child.ts"));

/** What connections that ended and messages that were acknowledged leave behind in memory. */
export async function benchReconnects(bench: Bench): Promise<Row[]> {
  const folder = join(bench.folder, "reconnects");
  mkdirSync(folder);
  bench.say("connecting 300 times, writing 2,000 messages");
  const { reconnects, messages } = await runChild<Looks>(bench, ["--expose-gc", program, folder]);
  return [rowOf("reconnects", reconnects), rowOf("messages", messages)];
}

function rowOf(what: string, looks: readonly Look[]): Row {
  const [first, last] = [looks[0], looks.at(-1)];
  const list = (key: "heap" | "rss") =>
    looks.map((look) => megabytes(look[key]).replace(" MB", "")).join(", ");
  return {
    name: `memory, ${count(last?.at ?? NaN)} ${what}`,
    figure: `${(slopeOf(looks) / 1000).toFixed(1)} kB each`,
    goal: "≤ 2 kB each",
    note: `heap after gc from ${first?.at} on; heap ${list("heap")} MB, RSS ${list("rss")} MB after ${looks.map(({ at }) => at).join(", ")}`,
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Bytes that each one adds, by least squares. */
function slopeOf(looks: readonly Look[]): number {
  const x = mean(looks.map(({ at }) => at));
  const y = mean(looks.map(({ heap }) => heap));
  const along = looks.reduce((sum, { at, heap }) => sum + (at - x) * (heap - y), 0);
  return along / looks.reduce((sum, { at }) => sum + (at - x) ** 2, 0);
}
