import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../../db/open.ts";
import { createBot, type Bot } from "../../src/bot.ts";
import { parseLocalInstant } from "../../src/calendar/format.ts";
import { createEmailChannel } from "../../src/channels/email/channel.ts";
import { createFolderChannel } from "../../src/channels/folder/channel.ts";
import { openSmtp } from "../../src/connections/smtp/smtp.ts";
import { openWhatsApp } from "../../src/connections/whatsapp/socket.ts";
import { type Desk, openDesk } from "../../src/desk/desk.ts";
import { loadOffice } from "../../src/desk/office.ts";
import type { Office } from "../../src/escalation/contract.ts";
import { createEvents } from "../../src/events.ts";
import { home } from "../../src/paths.ts";
import { connectWhatsApp } from "../../src/whatsapp.ts";
import { FakeWhatsApp } from "../../test/support/fake-whatsapp/server.ts";
import { trustRoot } from "../../test/support/fake-whatsapp/trust.ts";
import { openMailSink } from "../../test/support/mail-sink.ts";
import { openNarrator, wita } from "./narrator.ts";

/** "2026-11-16T08:00" in WITA. */
function at(text: string): number {
  return parseLocalInstant(text, wita);
}

export type Stage = Awaited<ReturnType<typeof openStage>>;

/** The same story every time. */
const random = () => 0.5;

/** A whole Pemda on this machine: the real bot, a mail server, a WhatsApp server and phones, all on loopback. */
export async function openStage(begin: string) {
  const folder = join(home, ".demo");
  rmSync(folder, { recursive: true, force: true });
  const inFolder = join(folder, "masuk");
  mkdirSync(inFolder, { recursive: true });
  const dbPath = join(folder, "siaga.db");
  siaga(["konfig", "impor", join(home, "db/contoh/pemda.yaml"), "--ya"], dbPath);

  let now = at(begin);
  let isNews = false;
  const db = openDb(dbPath);
  const log = pino(
    { level: "info", base: null },
    pino.destination({ dest: join(folder, "bot.log"), sync: true }),
  );
  const mails = await openMailSink({ folder: join(folder, "email") });
  const fake = await new FakeWhatsApp().listen();
  trustRoot(fake.root);
  const account = fake.addAccount("6281100000001", "900000000000001");
  const smtp = openSmtp({ url: mails.url, from: "Siaga Kab. Contoh <siaga@contoh.example>" });
  const clock = { now: () => now, elapsedMs: () => now * 1000 };
  await pair();
  const whatsapp = await connectWhatsApp({
    db,
    log,
    settings: { url: fake.url, version: null },
    now: clock.now,
    random,
    typingTime: () => 0,
    onNews: () => {
      isNews = true;
    },
    bot: () => bot,
  });
  const bot: Bot = createBot({
    db,
    clock,
    random,
    events: createEvents(log),
    inFolder,
    templates: join(home, "templates"),
    channels: [
      createFolderChannel(join(folder, "keluar")),
      createEmailChannel({ smtp, clock }),
      whatsapp.channel,
    ],
    doorState: (channel) => (channel === "wa" ? whatsapp.state() : "up"),
  });
  const office = () => loadOffice(db.sql, { wa: true, email: true });
  const narrator = openNarrator(db, (id) => (id === null ? null : (office().people.units.get(id) ?? null)));
  bot.start();
  whatsapp.announce();
  await soon("WhatsApp connects", () => whatsapp.state() === "up");

  /** The official scans the code once, as with `siaga wa tautkan`. */
  async function pair(): Promise<void> {
    let isOpen = false;
    const wa = await openWhatsApp({
      sql: db.sql,
      log,
      now: clock.now,
      random,
      url: fake.url,
      onInbound: () => {},
      onReceipt: () => {},
      findSent: () => null,
      onState: ({ state }) => {
        isOpen = state === "open";
      },
      pairing: { onQr: (qr) => fake.scanQr(qr, account), onCode: () => {} },
    });
    await soon("WhatsApp pairs", () => isOpen);
    await wa.close();
  }

  /** Turns until nothing is due at this very moment. */
  async function settle(): Promise<void> {
    for (let turns = 0; turns < 100; turns++) {
      isNews = false;
      await bot.turn();
      narrator.tellSent();
      const next = bot.nextWakeAt();
      if (!isNews && (next === null || next > now)) return;
    }
    throw new Error("the bot never came to rest");
  }

  return {
    folder,
    inFolder,
    db,
    bot,
    mails,
    narrator,
    office,
    fake,
    account,
    now: () => now,
    settle,
    /** Lets the accelerated clock run: it stands still while the bot works and leaps to its next due moment. */
    async until(text: string): Promise<void> {
      const goal = at(text);
      for (;;) {
        await settle();
        const next = bot.nextWakeAt();
        if (next === null || next > goal) break;
        now = Math.max(next, now + 1);
      }
      now = goal;
      await settle();
    },
    soon,
    /** Kominfo's command line, in a process of its own as far as the bot can tell: another connection to the same book. */
    kominfo<T>(work: (desk: Desk, office: Office) => T): T {
      const other = openDb(dbPath);
      const orders = loadOffice(other.sql, { wa: true, email: true });
      const desk = openDesk({ db: other, office: () => orders, onPoison: () => {} });
      try {
        return other.sql.transaction(() => work(desk, orders)).immediate();
      } finally {
        other.close();
      }
    },
    async close(): Promise<void> {
      await whatsapp.close();
      smtp.close();
      await Promise.all([mails.close(), fake.close()]);
      db.close();
    },
  };
}

/** A command as Kominfo types it. */
function siaga(args: string[], dbPath: string): void {
  execFileSync(join(home, "scripts/siaga"), args, {
    env: { ...process.env, SIAGA_DB: dbPath },
    encoding: "utf8",
  });
}

/** Waits for something on the wire; the clock of the story stands still meanwhile. */
async function soon(what: string, isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 2000; tries++) {
    if (isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  throw new Error(`did not happen within ten seconds: ${what}`);
}
