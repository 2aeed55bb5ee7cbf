import { mkdtempSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import type { Bench, Row } from "./contract.ts";
import { benchDelivery } from "./delivery/delivery.ts";
import { benchIdle } from "./idle/idle.ts";
import { benchImport } from "./import/import.ts";
import { benchMemory } from "./memory/memory.ts";
import { benchPeers } from "./peers/peers.ts";
import { benchReconnects } from "./reconnects/reconnects.ts";
import { benchRecount } from "./recount/recount.ts";
import { benchStart } from "./start.ts";
import { benchSweep } from "./sweep/sweep.ts";
import { renderTable } from "./table.ts";
import { benchWebhook } from "./webhook/webhook.ts";
import { benchYear } from "./year/year.ts";

const benches: Record<string, (bench: Bench) => Promise<Row[]>> = {
  import: benchImport,
  // before the sweep, which fires a thousand of the same book
  recount: benchRecount,
  sweep: benchSweep,
  year: benchYear,
  peers: benchPeers,
  webhook: benchWebhook,
  delivery: benchDelivery,
  memory: benchMemory,
  reconnects: benchReconnects,
  start: benchStart,
  idle: benchIdle,
};

const { positionals } = parseArgs({ allowPositionals: true });
const names = positionals.length > 0 ? positionals : Object.keys(benches);
const unknown = names.filter((name) => !Object.hasOwn(benches, name));
if (unknown.length > 0) {
  console.error(`No such bench: ${unknown.join(", ")}. Known: ${Object.keys(benches).join(", ")}.`);
  process.exit(2);
}
console.log(renderTable(await runAll()));
console.log(
  `Ratios are bare / ours, medians of interleaved rounds: 1 is as fast as possible. Only ratios compare between machines.
Node ${process.version}, ${availableParallelism()} processors, synchronous=FULL.`,
);

/** One bench after the other, in a folder that is gone afterwards however they end. */
async function runAll(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), "siaga-bench-"));
  process.once("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1));
  const rows: Row[] = [];
  for (const name of names) {
    const say = (text: string) => console.error(`${name}: ${text}`);
    rows.push(...((await benches[name]?.({ folder, say })) ?? []));
  }
  return rows;
}
