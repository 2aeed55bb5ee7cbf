import { join } from "node:path";
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
import { createEvents } from "./events.ts";
import { takeLock } from "./lock.ts";
import type { Channel } from "./outbox/contract.ts";
import { home } from "./paths.ts";
import { laporConnector } from "./lapor.ts";
import { startRounds } from "./rounds.ts";
import { runTurns } from "./turns.ts";
import { UserError } from "./user-error.ts";
import { Wake } from "./wake.ts";
import type { Webhook } from "./webhook.ts";
import { connectWhatsApp } from "./whatsapp.ts";

/** Runs the bot until SIGTERM, SIGINT or SIGHUP (a closed terminal). Throws UserError when it cannot start. */
export async function runBot(config: Config): Promise<void> {
  // What the bot writes, complaints and exports among it, is for the account that runs it.
  process.umask(0o077);
  checkFolders(config);
  const lock = takeLock(config.dbPath);
  // Whatever ends it, all that was opened is closed, the last first: the process must not live on doing nothing, and
  // the lock goes, so that the service manager can start the bot again.
  await using opened = new AsyncDisposableStack();
  const log = pino({ level: config.logLevel, base: null, timestamp: pino.stdTimeFunctions.isoTime });
  const events = createEvents(log);
  opened.defer(() => events.stopped());
  opened.defer(() => lock.release());
  const db = openDb(config.dbPath);
  opened.defer(() => db.close());
  const smtp = config.smtp ? openSmtp(config.smtp) : null;
  opened.defer(() => smtp?.close());
  const wake = new Wake();
  for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"] as const) process.once(signal, () => wake.stop());
  const onNews = () => wake.ring();
  const whatsapp = config.wa
    ? await connectWhatsApp({ db, log, settings: config.wa, onNews, bot: () => bot })
    : null;
  opened.defer(() => whatsapp?.close());
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
  opened.defer(() => bot.stopReading());
  bot.start();
  whatsapp?.announce();
  if (config.webhook) {
    const webhook = await startWebhook(bot, config.webhook, onNews);
    opened.defer(() => webhook.close());
    events.webhookOpened(webhook.url);
  }
  const rounds = startRounds(bot, bounceReader(bot, config.bounceFolder), onNews);
  opened.defer(() => rounds.stop());
  await runTurns({ bot, wake, onTimeTurned: () => rounds.restart() });
}

/** Reads the mails that came back; resolves to how many messages of ours they are about. */
function bounceReader({ desk, events, clock }: Bot, folder: string | null): () => Promise<number> {
  const bounces = folder === null ? null : watchBounces(folder, { ...desk, onFailed: events.bounceFailed });
  return async () => (await bounces?.read(clock.now())) ?? 0;
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
