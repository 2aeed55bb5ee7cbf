import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../db/open.ts";
import { type Bot, createBot } from "./bot.ts";
import { createEmailChannel } from "./channels/email/channel.ts";
import { createFolderChannel } from "./channels/folder/channel.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openSmtp } from "./connections/smtp/smtp.ts";
import { createEvents } from "./events.ts";
import { takeLock } from "./lock.ts";
import type { Channel } from "./outbox/contract.ts";
import { home } from "./paths.ts";
import { startRounds } from "./rounds.ts";
import { connectWhatsApp } from "./whatsapp.ts";

const tickMs = 1000;

/** Runs the bot until SIGTERM or SIGINT. Throws UserError when it cannot start. */
export async function runBot(config: Config): Promise<void> {
  const lock = takeLock(config.dbPath);
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const events = createEvents(log);
  const db = openDb(config.dbPath);
  const smtp = config.smtp ? openSmtp(config.smtp) : null;
  const wake = new Wake();
  const whatsapp = config.wa
    ? await connectWhatsApp({ db, log, settings: config.wa, onNews: () => wake.ring(), bot: () => bot })
    : null;
  const channels: Channel[] = [createFolderChannel(config.outFolder)];
  if (smtp) channels.push(createEmailChannel({ smtp, clock: systemClock }));
  if (whatsapp) channels.push(whatsapp.channel);
  const bot: Bot = createBot({
    db,
    clock: systemClock,
    random: Math.random,
    events,
    inFolder: config.inFolder,
    templates: join(home, "templates"),
    channels,
    doorState: (name) => (name === "wa" && whatsapp ? whatsapp.state() : "up"),
  });
  bot.start();
  whatsapp?.announce();
  const rounds = startRounds(bot, () => wake.ring());
  await loop(bot, wake);
  rounds.stop();
  await whatsapp?.close();
  smtp?.close();
  db.close();
  lock.release();
  events.stopped();
}

/** Turn after turn: at the next due moment, or as soon as there is news; ends when told to. */
async function loop(bot: Bot, wake: Wake): Promise<void> {
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => wake.stop());
  while (!wake.isStopped) {
    await bot.turn();
    const next = bot.nextWakeAt();
    const isDue = () => next !== null && next <= systemClock.now();
    await wake.wait(async () => isDue() || bot.hasNews() || (await bot.hasFiles()), tickMs);
  }
}

/** Sleeps until rung, or until a look each tick says that it is time. */
class Wake {
  isStopped = false;
  private resolve: (() => void) | null = null;
  private isRung = false;

  ring(): void {
    this.isRung = true;
    this.resolve?.();
  }

  stop(): void {
    this.isStopped = true;
    this.ring();
  }

  async wait(isTime: () => Promise<boolean>, everyMs: number): Promise<void> {
    while (!this.isRung && !this.isStopped && !(await isTime())) await this.sleep(everyMs);
    this.isRung = false;
  }

  private sleep(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.resolve = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
