import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { pino } from "pino";
import { openDb } from "../db/open.ts";
import { type Bot, createBot } from "./bot.ts";
import { createEmailChannel } from "./channels/email/channel.ts";
import { createFolderChannel } from "./channels/folder/channel.ts";
import { checkFolders } from "./check-folders.ts";
import { systemClock } from "./clock.ts";
import type { Config, WebhookConfig } from "./config.ts";
import { openSmtp } from "./connections/smtp/smtp.ts";
import { watchBounces } from "./desk/bounces.ts";
import { createEvents, type Events } from "./events.ts";
import { takeLock } from "./lock.ts";
import type { Channel } from "./outbox/contract.ts";
import { home } from "./paths.ts";
import { laporConnector } from "./lapor.ts";
import { startRounds } from "./rounds.ts";
import { UserError } from "./user-error.ts";
import type { Webhook } from "./webhook.ts";
import { connectWhatsApp } from "./whatsapp.ts";

const tickMs = 1000;
/** A look into the folder costs more than all else that an idle bot does. */
const folderTicks = 5;

/** Runs the bot until SIGTERM, SIGINT or SIGHUP (a closed terminal). Throws UserError when it cannot start. */
export async function runBot(config: Config): Promise<void> {
  // What the bot writes, complaints and exports among it, is for the account that runs it.
  process.umask(0o077);
  checkFolders(config);
  const lock = takeLock(config.dbPath);
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const events = createEvents(log);
  const db = openDb(config.dbPath);
  const smtp = config.smtp ? openSmtp(config.smtp) : null;
  const wake = new Wake();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => wake.stop());
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
    connectLapor: config.lapor ? laporConnector(config.lapor) : null,
  });
  bot.start();
  whatsapp?.announce();
  const bounces = config.bounceFolder
    ? watchBounces(config.bounceFolder, { ...bot.desk, onFailed: events.bounceFailed })
    : null;
  const readBounces = async () => (await bounces?.read(systemClock.now())) ?? 0;
  const rounds = startRounds(bot, readBounces, () => wake.ring());
  let webhook: Webhook | null = null;
  try {
    if (config.webhook) webhook = await startWebhook(bot, config.webhook, () => wake.ring());
    if (webhook) events.webhookOpened(webhook.url);
    await loop(bot, wake, events);
  } finally {
    // whatever ended it: the lock goes, so that the service manager can start it again
    rounds.stop();
    await webhook?.close();
    await bot.stopReading();
    await whatsapp?.close();
    smtp?.close();
    db.close();
    lock.release();
    events.stopped();
  }
}

/** Loaded where it is set up only. Throws UserError when its address cannot be listened on. */
async function startWebhook(bot: Bot, settings: WebhookConfig, onNews: () => void): Promise<Webhook> {
  const { openWebhook } = await import("./webhook.ts");
  try {
    return await openWebhook(bot, { ...settings, onNews });
  } catch (error) {
    const { code = "" } = error as { code?: string };
    if (!["EADDRINUSE", "EADDRNOTAVAIL", "EACCES", "ENOTFOUND"].includes(code)) throw error;
    const why = code === "EADDRINUSE" ? "sedang dipakai program lain" : "tidak dapat dipakai di komputer ini";
    throw new UserError(`SIAGA_HTTP: alamat ${settings.host}:${settings.port} ${why}. Pilih alamat lain.`);
  }
}

/** Turn after turn: at the next due moment, or as soon as there is news; ends when told to. Posting goes on beside it. */
async function loop(bot: Bot, wake: Wake, events: Events): Promise<void> {
  while (!wake.isStopped) {
    const next = await turn(bot, wake, events);
    const isDue = () => next !== null && next <= systemClock.now();
    let ticks = 0;
    const hasFiles = () => ticks++ % folderTicks === 0 && bot.hasFiles();
    await wake.wait(async () => isDue() || bot.hasNews() || (await hasFiles()), tickMs);
  }
  for (let waited = 0; bot.isPosting() && waited < patienceMs; waited += 100) await sleep(100);
}

/** What is under way when the bot is stopped gets this long to finish; after that it goes out again at the next start. */
const patienceMs = 5000;
const busyWait = 5;

/** Another program that holds the book for long is waited for; any other fault ends the bot, for the service manager to start anew. */
async function turn(bot: Bot, wake: Wake, events: Events): Promise<number | null> {
  try {
    await bot.think();
    bot.startReading(() => wake.ring());
    bot.startPosting(() => wake.ring());
    return bot.nextWakeAt();
  } catch (error) {
    events.turnFailed(error);
    if (!String((error as { code?: string }).code).startsWith("SQLITE_BUSY")) throw error;
    return systemClock.now() + busyWait;
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
