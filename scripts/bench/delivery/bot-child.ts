import { openDb } from "../../../db/open.ts";
import { createEmailChannel } from "../../../src/channels/email/channel.ts";
import { openSmtp } from "../../../src/connections/smtp/smtp.ts";
import { clockFrom, startBot, turnAll } from "../bot.ts";
import { peakMemory } from "../memory/peak-memory.ts";
import { time } from "../measure.ts";
import { sendAt } from "./mail-book.ts";

// The bot as it runs, with all mails due: from the first look into the book until every row says that its mail was taken.
const [path = "", folder = "", url = ""] = process.argv.slice(2);

const db = openDb(path);
const smtp = openSmtp({ url, from: "siaga@contoh.example" });
const clock = clockFrom(sendAt);
const bot = startBot({ db, folder, clock, channels: [createEmailChannel({ smtp, clock })] });
const sample = await time(() => turnAll(bot));
smtp.close();
db.close();
process.stdout.write(JSON.stringify({ ...sample, peak: peakMemory() }));
