import type { Logger } from "pino";
import type { Db } from "../db/open.ts";
import type { Bot } from "./bot.ts";
import { createWhatsAppChannel, type WhatsAppChannelParts } from "./channels/whatsapp/channel.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { linkedNumber } from "./connections/whatsapp/auth.ts";
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
import { restrictionAlarm, watchRestriction } from "./desk/whatsapp/restriction.ts";
import type { Channel } from "./outbox/contract.ts";
import { typingTime } from "./outbox/pace/limits.ts";
import { notePaceNumber, readPaceLimits } from "./outbox/pace/store.ts";

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
  const { db, log, settings, onNews, bot } = parts;
  const now = parts.now ?? systemClock.now;
  const random = parts.random ?? Math.random;
  const threads = openThreads(db.sql, now);
  const typing = parts.typingTime ?? (() => typingTime(readPaceLimits(db.sql, "wa"), random()));
  let hasBot = false;
  const restriction = watchRestriction({
    sql: db.sql,
    now,
    ask: () => wa.askRestriction(),
    onChange: () => {
      if (hasBot) noteRestriction(bot(), restriction.until(), now());
      onNews();
    },
  });
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
      bot().receive(incomingOf(message));
      onNews();
    },
    onRestriction: restriction.note,
    onReceipt: ({ id, kind }) => bot().noteReceipt(id, kind),
    onState(status) {
      if (status.state === "open") noteNumber(db.sql, now());
      if (hasBot) noteState(bot(), status);
      onNews();
    },
    findSent: threads.findBytes,
  });
  const channel = createWhatsAppChannel({
    wa: withSent(wa, (result) => restriction.noteSent(result)),
    ...threads,
  });
  const rounds = setInterval(() => void restriction.look(), lookEveryMs).unref();
  return {
    channel,
    state: () => doorStates[wa.status().state] ?? "down",
    announce() {
      hasBot = true;
      noteState(bot(), wa.status());
      noteRestriction(bot(), restriction.until(), now());
    },
    close() {
      clearInterval(rounds);
      return wa.close();
    },
  };
}

const lookEveryMs = 60_000;

/** What became of each message is told before its sender hears of it. */
function withSent(wa: WhatsApp, onSent: (result: SendResult) => Promise<void>): WhatsAppChannelParts["wa"] {
  return {
    status: () => wa.status(),
    exists: (numbers) => wa.exists(numbers),
    encodeText: (text, quoted) => wa.encodeText(text, quoted),
    async send(message) {
      const result = await wa.send(message);
      await onSent(result);
      return result;
    },
  };
}

function noteRestriction(bot: Bot, until: number, now: number): void {
  bot.noteTrouble(restrictionAlarm(until, bot.zone()), until > now);
}

/** A number that is new to the bot is used with more care for a week. */
function noteNumber(sql: Db["sql"], now: number): void {
  const number = linkedNumber(sql);
  if (number !== null) notePaceNumber(sql, { channel: "wa", number }, now);
}

const doorStates: Partial<Record<WhatsAppState, DoorState>> = { open: "up", logged_out: "off" };

/** What only a person can mend becomes an alarm, which goes by email meanwhile. */
function noteState(bot: Bot, { state, failures }: WhatsAppStatus): void {
  const isReplaced = state === "replaced" && failures >= 3;
  bot.noteTrouble(loggedOut, state === "logged_out");
  if (isReplaced || state === "open") bot.noteTrouble(replaced, isReplaced);
}

const loggedOut = {
  cause: "wa:logged_out",
  text: "Nomor WhatsApp bot tidak tertaut, jadi pesan dikirim lewat email. Hentikan bot, lalu tautkan lagi: siaga wa tautkan.",
};

const replaced = {
  cause: "wa:replaced",
  text: "Sesi WhatsApp bot terus diambil alih program lain. Pastikan hanya satu bot yang berjalan dengan nomor itu.",
};

function incomingOf({ key, senderNumber, at, text, quotedId }: Inbound) {
  return { key: `wa/${key}`, channel: "wa" as const, sender: senderNumber, at, text, quotedWireId: quotedId };
}
