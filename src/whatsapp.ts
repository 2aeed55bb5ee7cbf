import type { Logger } from "pino";
import type { Db } from "../db/open.ts";
import type { Bot } from "./bot.ts";
import { createWhatsAppChannel } from "./channels/whatsapp/channel.ts";
import { systemClock } from "./clock.ts";
import type { Config } from "./config.ts";
import { openWhatsApp } from "./connections/whatsapp/socket.ts";
import type { Inbound } from "./connections/whatsapp/types.ts";
import { openThreads } from "./desk/threads.ts";
import type { Channel } from "./outbox/contract.ts";

export interface WhatsAppParts {
  readonly db: Db;
  readonly log: Pick<Logger, "info" | "warn" | "error">;
  readonly settings: NonNullable<Config["wa"]>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** Something came in, or the connection opened. */
  readonly onNews: () => void;
  readonly bot: () => Bot;
}

export interface ConnectedWhatsApp {
  readonly channel: Channel;
  isOpen(): boolean;
  close(): Promise<void>;
}

/** The WhatsApp connection, wired to the bot: what comes in is journalled, what goes out is kept for those who ask again. */
export async function connectWhatsApp(parts: WhatsAppParts): Promise<ConnectedWhatsApp> {
  const { db, log, settings, onNews, bot } = parts;
  const now = parts.now ?? systemClock.now;
  const threads = openThreads(db.sql, now);
  const wa = await openWhatsApp({
    sql: db.sql,
    log,
    now,
    random: parts.random ?? Math.random,
    ...(settings.url === null ? {} : { url: settings.url }),
    onInbound(message) {
      bot().receive(incomingOf(message));
      onNews();
    },
    onReceipt: ({ id, kind }) => bot().noteReceipt(id, kind),
    onState: ({ state }) => {
      if (state === "open") onNews();
    },
    findSent: threads.findBytes,
  });
  return {
    channel: createWhatsAppChannel({ wa, ...threads }),
    isOpen: () => wa.status().state === "open",
    close: () => wa.close(),
  };
}

function incomingOf({ key, senderNumber, at, text, quotedId }: Inbound) {
  return { key: `wa/${key}`, channel: "wa" as const, sender: senderNumber, at, text, quotedWireId: quotedId };
}
