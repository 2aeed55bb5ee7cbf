import { setTimeout } from "node:timers/promises";
import type { Db } from "../../../db/open.ts";
import { systemClock } from "../../clock.ts";
import { type Config, readConfig } from "../../config.ts";
import type { Pairing } from "../../connections/whatsapp/options.ts";
import { openWhatsApp } from "../../connections/whatsapp/socket.ts";
import type { Receipt, WhatsApp } from "../../connections/whatsapp/types.ts";
import { openThreads } from "../../desk/threads.ts";
import { takeLock } from "../../lock.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";

/** The book, and a way to connect that no bot uses meanwhile. */
export interface OwnBook {
  readonly db: Db;
  readonly connect: (pairing?: Pairing) => Promise<Session>;
}

export interface Session {
  readonly wa: WhatsApp;
  readonly receipts: readonly Receipt[];
}

/**
 * Opens the book for a command that needs WhatsApp for itself: a linked device runs in one process only. Whatever was
 * connected is closed at the end. Throws UserError while a bot runs, or where WhatsApp is off.
 */
export async function withOwnWhatsApp(run: (book: OwnBook) => Promise<void>): Promise<void> {
  const { wa: settings } = readConfig(process.env);
  if (!settings) throw new UserError("WhatsApp masih mati. Isi SIAGA_WA=baileys di .env, lalu ulangi.");
  await withBook(async (db) => {
    const lock = takeLock(db.path);
    const opened: WhatsApp[] = [];
    try {
      const connect = async (pairing?: Pairing) => {
        const session = await openSession(db, settings, pairing);
        opened.push(session.wa);
        return session;
      };
      await run({ db, connect });
    } finally {
      for (const wa of opened) await wa.close();
      lock.release();
      endSoon();
    }
  });
}

/** The library leaves timers of up to half a minute behind; they alone do not keep a command from ending. */
function endSoon(): void {
  globalThis.setTimeout(() => process.exit(), 300).unref();
}

async function openSession(
  db: Db,
  { url, version }: NonNullable<Config["wa"]>,
  pairing: Pairing | undefined,
): Promise<Session> {
  const receipts: Receipt[] = [];
  const wa = await openWhatsApp({
    sql: db.sql,
    log: { info: () => {}, warn: () => {}, error: () => {} },
    now: currentInstant,
    random: Math.random,
    findSent: openThreads(db.sql, currentInstant).findBytes,
    onReceipt: (receipt) => void receipts.push(receipt),
    onInbound: () => {
      throw new Error("kept for the bot, which is handed it at its next start");
    },
    ...(url !== null && { url }),
    ...(version !== null && { version }),
    ...(pairing && { pairing }),
  });
  return { wa, receipts };
}

/** Connects the linked device. Throws UserError if there is none, or WhatsApp does not let it in within half a minute. */
export async function connectLinked(book: OwnBook): Promise<Session> {
  const session = await book.connect();
  const { wa } = session;
  await waitUntil(() => ["open", "logged_out"].includes(wa.status().state), 30_000);
  const { state, code } = wa.status();
  if (state === "open") return session;
  if (state === "logged_out")
    throw new UserError("WhatsApp belum ditautkan, atau sudah dikeluarkan. Jalankan: siaga wa tautkan");
  throw new UserError(
    `WhatsApp tidak dapat dihubungi dalam setengah menit${code ? ` (kode ${code})` : ""}. Periksa internet, lalu ulangi.`,
  );
}

/** True as soon as it is so; false if it is not within that time. */
export async function waitUntil(isSo: () => boolean, withinMs: number): Promise<boolean> {
  const deadline = systemClock.elapsedMs() + withinMs;
  while (!isSo()) {
    if (systemClock.elapsedMs() > deadline) return false;
    await setTimeout(50);
  }
  return true;
}
