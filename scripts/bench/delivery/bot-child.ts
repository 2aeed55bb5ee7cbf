import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../../../db/open.ts";
import { createBot } from "../../../src/bot.ts";
import { createEmailChannel } from "../../../src/channels/email/channel.ts";
import { createFolderChannel } from "../../../src/channels/folder/channel.ts";
import { openSmtp } from "../../../src/connections/smtp/smtp.ts";
import { createEvents } from "../../../src/events.ts";
import { home } from "../../../src/paths.ts";
import { peakMemory } from "../memory/peak-memory.ts";
import { time } from "../measure.ts";
import { sendAt } from "./mail-book.ts";

// The bot as it runs, with all mails due: from the first look into the book until every row says that its mail was taken.
const [path = "", folder = "", url = ""] = process.argv.slice(2);

const db = openDb(path);
const smtp = openSmtp({ url, from: "siaga@contoh.example" });
const clock = {
  now: () => sendAt + Math.floor(performance.now() / 1000),
  elapsedMs: () => performance.now(),
};
const bot = createBot({
  db,
  clock,
  random: Math.random,
  events: createEvents(pino({ level: "silent" })),
  inFolder: join(folder, "masuk"),
  templates: join(home, "templates"),
  channels: [createFolderChannel(join(folder, "keluar")), createEmailChannel({ smtp, clock })],
});
bot.start();
const sample = await time(async () => {
  do await bot.turn();
  while ((bot.nextWakeAt() ?? Infinity) <= clock.now());
});
smtp.close();
db.close();
process.stdout.write(JSON.stringify({ ...sample, peak: peakMemory() }));
