import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { openDb } from "../../../db/open.ts";
import { systemClock } from "../../../src/clock.ts";
import { openWhatsApp } from "../../../src/connections/whatsapp/socket.ts";
import { trustRoot } from "../../../test/support/fake-whatsapp/trust.ts";
import { expectCount } from "../contract.ts";
import type { Greeting, Look, Looks, Order } from "./contract.ts";

// The bot's own connection to WhatsApp, and nothing else of the bot: what is left of each connection and each message?
const [folder = ""] = process.argv.slice(2);
const reconnectLooks = [50, 150, 300];
const messageLooks = [500, 1000, 2000];
const waysToEnd = ["cut", "end", "cut", "restart", "replace"] as const;

const server = fork(fileURLToPath(import.meta.resolve("./server-child.ts")));
const [{ url, root, jids }] = (await once(server, "message")) as [Greeting];
const order = (what: Order) => void server.send(what);
trustRoot(Buffer.from(root, "base64"));

const db = openDb(join(folder, "whatsapp.db"));
const seen = { opened: 0 };
const quiet = () => {};
const wa = await openWhatsApp({
  sql: db.sql,
  log: { info: quiet, warn: quiet, error: quiet },
  now: systemClock.now,
  random: () => 0,
  onInbound: quiet,
  onReceipt: quiet,
  onState: ({ state }) => void (seen.opened += Number(state === "open")),
  findSent: () => null,
  url,
  backoff: { firstMs: 5, replacedMs: 5, capMs: 5 },
  pairing: { onQr: (qr) => order({ do: "scan", qr }), onCode: quiet },
});

async function untilOpen(times: number): Promise<void> {
  const isOpen = () => seen.opened >= times && wa.status().state === "open";
  while (!isOpen()) await sleep(2);
}

async function look(at: number): Promise<Look> {
  // what a closed connection left to timers is none of its own any more after a moment
  await sleep(500);
  for (let round = 0; round < 3; round++) globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return { at, heap: heapUsed, rss };
}

async function reconnect(): Promise<Look[]> {
  const looks: Look[] = [];
  for (let done = 1; done <= (reconnectLooks.at(-1) ?? 0); done++) {
    order({ do: waysToEnd[done % waysToEnd.length] ?? "cut" });
    await untilOpen(done + 1);
    if (reconnectLooks.includes(done)) looks.push(await look(done));
  }
  return looks;
}

async function write(): Promise<Look[]> {
  const looks: Look[] = [];
  for (let done = 1; done <= (messageLooks.at(-1) ?? 0); done++) {
    const id = `3EB0${done.toString(16).toUpperCase().padStart(18, "0")}`;
    const bytes = wa.encodeText(`Laporan ${9_100_000 + done} menunggu tindak lanjut.`, null);
    const { kind } = await wa.send({ jid: jids[done % jids.length] ?? "", bytes, id });
    expectCount(`message ${done} acknowledged`, Number(kind === "ack"), 1);
    if (messageLooks.includes(done)) looks.push(await look(done));
  }
  return looks;
}

await untilOpen(1);
const reconnects = await reconnect();
const messages = await write();
await wa.close();
db.close();
server.disconnect();
process.stdout.write(JSON.stringify({ reconnects, messages } satisfies Looks));
