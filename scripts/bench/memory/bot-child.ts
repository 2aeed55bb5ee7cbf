import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../../../db/open.ts";
import { createBot } from "../../../src/bot.ts";
import { createFolderChannel } from "../../../src/channels/folder/channel.ts";
import { createEvents } from "../../../src/events.ts";
import { home } from "../../../src/paths.ts";
import { countOf } from "../contract.ts";
import { sweepAt } from "../waiting-book.ts";
import { peakMemory } from "./peak-memory.ts";

// The bot as it runs, with its clock set to the moment of the sweep: all that is due, then a minute of looking for news.
const [path = "", folder = ""] = process.argv.slice(2);
const idleTicks = 60;

const db = openDb(path);
const clock = {
  now: () => sweepAt + Math.floor(performance.now() / 1000),
  elapsedMs: () => performance.now(),
};
const bot = createBot({
  db,
  clock,
  random: Math.random,
  events: createEvents(pino({ level: "silent" })),
  inFolder: join(folder, "masuk"),
  templates: join(home, "templates"),
  channels: [createFolderChannel(join(folder, "keluar"))],
});
bot.start();
do await bot.turn();
while ((bot.nextWakeAt() ?? Infinity) <= clock.now());
for (let tick = 0; tick < idleTicks; tick++) if (!bot.hasNews()) await bot.hasFiles();
const told = countOf(db.sql, "outbox where acceptedAt is not null and escalationId is not null");
db.close();
process.stdout.write(JSON.stringify({ peak: peakMemory(), told }));
