import { openDb } from "../../../db/open.ts";
import { clockFrom, startBot, turnAll } from "../bot.ts";
import { countOf } from "../contract.ts";
import { sweepAt } from "../waiting-book.ts";
import { peakMemory } from "./peak-memory.ts";

// The bot as it runs, with its clock set to the moment of the sweep: all that is due, then a minute of looking for news.
const [path = "", folder = ""] = process.argv.slice(2);
const idleTicks = 60;

const db = openDb(path);
const bot = startBot({ db, folder, clock: clockFrom(sweepAt), channels: [] });
await turnAll(bot);
for (let tick = 0; tick < idleTicks; tick++) if (!bot.hasNews()) await bot.hasFiles();
const told = countOf(db.sql, "outbox where acceptedAt is not null and escalationId is not null");
db.close();
process.stdout.write(JSON.stringify({ peak: peakMemory(), told }));
