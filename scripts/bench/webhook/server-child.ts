import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../../../db/open.ts";
import { createBot } from "../../../src/bot.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { createFolderChannel } from "../../../src/channels/folder/channel.ts";
import { createEvents } from "../../../src/events.ts";
import { home } from "../../../src/paths.ts";
import { openWebhook } from "../../../src/webhook.ts";
import { countOf } from "../contract.ts";
import { seedPemda } from "../pemda.ts";
import { openBare } from "./bare.ts";
import { type Opened, type Order, secret } from "./contract.ts";

// One server in a process of its own, until its parent hangs up; then it says how much it kept.
const [kind, folder] = process.argv.slice(2) as [Order, string];
const start = parseLocalInstant("2026-11-23T09:00", { zone: "Asia/Makassar" });

async function openOurs() {
  const db = openDb(join(folder, "ours.db"));
  seedPemda(db.sql);
  db.sql.prepare("insert into settings (key, value) values ('sendingSince', '1')").run();
  const bot = createBot({
    db,
    clock: { now: () => start, elapsedMs: () => performance.now() },
    random: Math.random,
    events: createEvents(pino({ level: "silent" })),
    inFolder: join(folder, "masuk"),
    templates: join(home, "templates"),
    channels: [{ ...createFolderChannel(join(folder, "keluar")), name: "email" }],
  });
  bot.start();
  await bot.turn();
  const webhook = await openWebhook(bot, {
    host: "127.0.0.1",
    port: 0,
    secrets: [secret],
    perMinute: 1e9,
  });
  return {
    url: webhook.url,
    close: () => webhook.close(),
    kept: () => countOf(db.sql, "outbox where escalationId is not null and step = 1"),
  };
}

const server =
  kind === "ours" ? await openOurs() : await openBare(join(folder, `${kind}.db`), kind === "grouped");
process.send?.({ url: server.url, at: start } satisfies Opened);
process.once("message", () => {
  process.send?.(server.kept(), () => void server.close().then(() => process.exit()));
});
