import type { Logger } from "pino";
import type { Db } from "../db/open.ts";
import type { Bot } from "./bot.ts";
import { createWhatsAppChannel, type WhatsAppChannelParts } from "./channels/whatsapp/channel.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { linkedNumber } from "./connections/whatsapp/auth.ts";
import { safely } from "./connections/whatsapp/safely.ts";
import type { WhatsAppOptions } from "./connections/whatsapp/options.ts";
import { openWhatsApp } from "./connections/whatsapp/socket.ts";
import type {
  Inbound,
  SendResult,
  WhatsApp,
  WhatsAppState,
  WhatsAppStatus,
} from "./connections/whatsapp/types.ts";
import type { DoorState } from "./desk/post-rooms.ts";
import { openThreads } from "./desk/threads.ts";
import { troublesOf } from "./desk/whatsapp/closed.ts";
import { deafAlarm, watchDeafness } from "./desk/whatsapp/deafness.ts";
import { restrictionAlarm, watchRestriction } from "./desk/whatsapp/restriction.ts";
import type { Channel } from "./outbox/contract.ts";
import { typingTime } from "./outbox/pace/limits.ts";
import { openPaceSettings } from "./outbox/pace/settings/store.ts";

export interface WhatsAppParts {
  readonly db: Db;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly settings: NonNullable<Config["wa"]>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** Seconds; absent: as the pace says. */
  readonly typingTime?: () => number;
  /** How patient the connection is; absent: as its own defaults say. */
  readonly patience?: Pick<WhatsAppOptions, "backoff" | "ackTimeoutMs" | "queryTimeoutMs">;
  /** How often it is asked whether WhatsApp still hears the bot, and still restricts it. */
  readonly lookEveryMs?: number;
  /** Something came in, or the connection opened. */
  readonly onNews: () => void;
  readonly bot: () => Bot;
}

export interface ConnectedWhatsApp {
  readonly channel: Channel;
  state(): DoorState;
  /** The bot is there: tells it how things stand, and from now on every change. */
  announce(): void;
  close(): Promise<void>;
}

/** The WhatsApp connection, wired to the bot: what comes in is journalled, what goes out is kept for those who ask again. */
export async function connectWhatsApp(parts: WhatsAppParts): Promise<ConnectedWhatsApp> {
  const { db, log, settings, onNews } = parts;
  const now = parts.now ?? systemClock.now;
  const random = parts.random ?? Math.random;
  const threads = openThreads(db.sql, now);
  const paceSettings = openPaceSettings(db.sql, "wa");
  const typing = parts.typingTime ?? (() => typingTime(paceSettings.limits(), random()));
  let knownBot: Bot | null = null;
  /** What could not be written down, as with a full disk, and is tried again at the next look; null: nothing. */
  let unnoted: WhatsAppStatus | null = null;
  function noteStatus(status: WhatsAppStatus): void {
    unnoted = status;
    if (status.state === "open") noteNumber(db.sql, now());
    if (knownBot) noteState(knownBot, status);
    unnoted = null;
    onNews();
  }
  function look(): void {
    const status = unnoted;
    if (status) safely(log, () => noteStatus(status));
    watches.look();
  }
  const watches = openWatches(parts, { now, wa: () => wa, bot: () => knownBot });
  const wa: WhatsApp = await openWhatsApp({
    sql: db.sql,
    log,
    now,
    random,
    typingMs: () => typing() * 1000,
    ...parts.patience,
    ...(settings.url === null ? {} : { url: settings.url }),
    ...(settings.version === null ? {} : { version: settings.version }),
    onInbound(message) {
      parts.bot().receive(incomingOf(message));
      onNews();
    },
    onRestriction: (restriction) => watches.restriction.note(restriction),
    onReceipt: ({ id, kind }) => parts.bot().noteReceipt(id, kind),
    onState: noteStatus,
    findSent: threads.findBytes,
  });
  const rounds = setInterval(look, parts.lookEveryMs ?? 60_000).unref();
  return {
    channel: createWhatsAppChannel({ wa: withSent(wa, watches.noteSent), ...threads }),
    state: () => (watches.deafness.isDeaf() ? "down" : (doorStates[wa.status().state] ?? "down")),
    announce() {
      knownBot = parts.bot();
      noteState(knownBot, wa.status());
      knownBot.noteTrouble(deafAlarm, false);
      noteRestriction(knownBot, watches.restriction.until(), now());
    },
    close() {
      clearInterval(rounds);
      return wa.close();
    },
  };
}

interface Watched {
  readonly now: () => number;
  readonly wa: () => WhatsApp;
  /** null: not there yet. */
  readonly bot: () => Bot | null;
}

/** What only shows in use: whether WhatsApp restricts the number, and whether it hears the bot at all. */
function openWatches({ db, log, onNews }: WhatsAppParts, { now, wa, bot }: Watched) {
  const restriction = watchRestriction({
    sql: db.sql,
    now,
    ask: () => wa().askRestriction(),
    onChange(until) {
      noteRestriction(bot(), until, now());
      onNews();
    },
  });
  const deafness = watchDeafness({
    now,
    zone: () => bot()?.zone() ?? null,
    isOpen: () => wa().status().state === "open",
    heardAt: () => wa().heardAt(),
    probe: () => wa().probe(),
    restart: () => wa().restart(),
    onChange(isDeaf) {
      bot()?.noteTrouble(deafAlarm, isDeaf);
      onNews();
    },
  });
  return {
    restriction,
    deafness,
    noteSent(this: void, result: SendResult): Promise<void> {
      deafness.noteSent(result);
      return restriction.noteSent(result);
    },
    look(): void {
      for (const watch of [restriction, deafness])
        watch.look().catch((error: unknown) => {
          log.error({ reason: String(error) }, "keadaan WhatsApp tidak dapat diperiksa; dicoba lagi");
        });
    },
  };
}

/** What became of each message is told before its sender hears of it. */
function withSent(wa: WhatsApp, onSent: (result: SendResult) => Promise<void>): WhatsAppChannelParts["wa"] {
  return {
    status: () => wa.status(),
    async exists(numbers) {
      const found = await wa.exists(numbers);
      if (found === null && wa.status().state === "open") await onSent({ kind: "timeout" });
      return found;
    },
    encodeText: (text, quoted) => wa.encodeText(text, quoted),
    async send(message) {
      const result = await wa.send(message);
      await onSent(result);
      return result;
    },
  };
}

function noteRestriction(bot: Bot | null, until: number, now: number): void {
  bot?.noteTrouble(restrictionAlarm(until, bot.zone()), until > now);
}

/** A number that is new to the bot is used with more care for a week. */
function noteNumber(sql: Db["sql"], now: number): void {
  const number = linkedNumber(sql);
  if (number !== null) openPaceSettings(sql, "wa").noteNumber(number, now);
}

const doorStates: Partial<Record<WhatsAppState, DoorState>> = { open: "up", logged_out: "off" };

function noteState(bot: Bot, status: WhatsAppStatus): void {
  for (const { alarm, isSo } of troublesOf(status)) bot.noteTrouble(alarm, isSo);
}

function incomingOf({ key, senderNumber, at, text, quotedId }: Inbound) {
  return { key: `wa/${key}`, channel: "wa" as const, sender: senderNumber, at, text, quotedWireId: quotedId };
}
