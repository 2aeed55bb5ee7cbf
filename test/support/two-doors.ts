import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { openDb } from "../../db/open.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { createEmailChannel } from "../../src/channels/email/channel.ts";
import type { ComplaintUpdate } from "../../src/complaints/contract.ts";
import { openSmtp } from "../../src/connections/smtp/smtp.ts";
import type { WhatsAppStatus } from "../../src/connections/whatsapp/types.ts";
import { emptyCounts } from "../../src/desk/intake.ts";
import { createEvents } from "../../src/events.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { home } from "../../src/paths.ts";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import { connectWhatsApp } from "../../src/whatsapp.ts";
import { openLinkedRig, startFake, until } from "./fake-whatsapp/rig.ts";
import { openMailSink, type SinkOptions } from "./mail-sink.ts";
import { at } from "./story.ts";

const wita = { zone: "Asia/Makassar" } as const;

export type TwoDoors = Awaited<ReturnType<typeof openTwoDoors>>;

/** Patient as the real thing, a hundred times quicker. */
const patience = {
  ackTimeoutMs: 300,
  queryTimeoutMs: 300,
  backoff: { firstMs: 20, replacedMs: 50, capMs: 400 },
};

export interface TwoDoorsOptions {
  readonly mail?: SinkOptions;
  /** The certificate authority that the bot trusts. */
  readonly caFile?: string;
  /** WhatsApp messages follow each other without a pause. */
  readonly isUnpaced?: boolean;
  /** How long WhatsApp is let be before the next try to connect, in milliseconds. */
  readonly retryMs?: number;
}

/**
 * One Pemda with a real bot, a WhatsApp number and a mail server, on real sockets; its clock stands still until the story
 * says `until`. Budi (admin) has both addresses, Sari (head) too, Dewi only a WhatsApp number; all are registered.
 */
export async function openTwoDoors(
  begin: string,
  { mail = {}, caFile, isUnpaced = false, retryMs }: TwoDoorsOptions = {},
) {
  const folder = mkdtempSync(join(tmpdir(), "siaga-doors-"));
  const fake = await startFake();
  const sink = await openMailSink(mail);
  const account = fake.addAccount("6281100000001", "900000000000001");
  const phones = {
    budi: fake.addPhone("6281200000002", "900000000000002"),
    sari: fake.addPhone("6281200000003", "900000000000003"),
    dewi: fake.addPhone("6281200000004", "900000000000004"),
  };
  const db = openDb(join(folder, "siaga.db"));
  seed(db.sql);
  if (isUnpaced) db.sql.exec(unpaced);
  let now = at(begin);
  const errors: string[] = [];
  const log = pino({ level: "error", base: null }, { write: (line: string) => void errors.push(line) });
  const whatsAppLog: string[] = [];
  const smtp = openSmtp({
    url: sink.url,
    from: "siaga@contoh.example",
    timeouts: { greeting: 300, silence: 300 },
    ...(caFile !== undefined && { caFile }),
  });
  const clock = { now: () => now, elapsedMs: () => now * 1000 };
  const rig = await openLinkedRig(fake, account, { db });
  await rig.wa.close();
  db.sql.exec(hasHistory);
  const whatsapp = await connectWhatsApp({
    db,
    log: pino({ base: null }, { write: (line: string) => void whatsAppLog.push(line) }),
    settings: { url: fake.url, version: null },
    now: clock.now,
    random: () => 0.5,
    typingTime: () => 0,
    patience: retryMs === undefined ? patience : { ...patience, backoff: backoffOf(retryMs) },
    lookEveryMs: 25,
    onNews: () => {},
    bot: () => bot,
  });
  const bot: Bot = createBot({
    db,
    clock,
    random: () => 0.5,
    events: createEvents(log),
    inFolder: join(folder, "masuk"),
    templates: join(home, "templates"),
    channels: [createEmailChannel({ smtp, clock }), whatsapp.channel],
    doorState: (name) => (name === "wa" ? whatsapp.state() : "up"),
  });
  bot.start();
  whatsapp.announce();
  await until(() => whatsapp.state() === "up");

  async function settle(): Promise<void> {
    for (let turns = 0; turns < 200; turns++) {
      await bot.turn();
      const next = bot.nextWakeAt();
      if (next === null || next > now) return;
    }
    throw new Error("the bot never came to rest");
  }

  async function passTo(goal: number): Promise<void> {
    for (;;) {
      await settle();
      const next = bot.nextWakeAt();
      if (next === null || next > goal) break;
      now = Math.max(next, now + 1);
    }
    now = goal;
    await settle();
  }

  const rows = () => db.sql.prepare<[], Message>("select * from outbox order by id").all();
  return {
    db,
    fake,
    sink,
    account,
    ...phones,
    errors,
    /** What the connection to WhatsApp logged. */
    whatsAppLog,
    settle,
    rows,
    bot,
    state: () => whatsapp.state(),
    /** What the bot last wrote down of its connection, for other programs to read. */
    waStatus: () =>
      JSON.parse(
        db.sql.prepare<[], string>("select value from settings where key = 'waState'").pluck().get() ?? "{}",
      ) as WhatsAppStatus,
    now: () => now,
    /** What LAPOR! says now. */
    async learn(...updates: ComplaintUpdate[]): Promise<void> {
      const counts = emptyCounts();
      bot.desk.intake.receive(updates, { source: "manual", asOf: now }, counts, now);
      bot.desk.intake.finish(counts, now);
      await settle();
    },
    until: (text: string) => passTo(at(text)),
    /** Minutes pass, the bot waking at each of its due moments. */
    pass: (minutes: number) => passTo(now + minutes * 60),
    /** Kominfo changes the book from another process. */
    async kominfo(change: (sql: ReturnType<typeof openDb>["sql"]) => void): Promise<void> {
      const other = openDb(db.path);
      change(other.sql);
      other.close();
      await settle();
    },
    /** Time passes without the bot looking. */
    leapTo(text: string): void {
      now = at(text);
    },
    /** What became of each message, as "kind channel person state". */
    fates: () => rows().map(({ kind, intended, person, state }) => `${kind} ${intended} ${person} ${state}`),
    /** What was accepted, as "time channel person". */
    told: () =>
      rows()
        .filter(({ acceptedAt, kind }) => acceptedAt !== null && kind !== "alarm")
        .sort((one, other) => (one.acceptedAt ?? 0) - (other.acceptedAt ?? 0) || one.id - other.id)
        .map(({ acceptedAt, intended, person }) => {
          const time = isoWithOffset(wita, acceptedAt ?? 0)
            .slice(5, 16)
            .replace("T", " ");
          return `${time} ${intended} ${person}`;
        }),
    alarms: () =>
      db.sql.prepare<[], string>("select cause from alarms where clearedAt is null").pluck().all(),
    alarmText: (cause: string) =>
      db.sql.prepare<[string], string>("select text from alarms where cause = ?").pluck().get(cause) ?? "",
    async close(): Promise<void> {
      await whatsapp.close();
      smtp.close();
      db.close();
      await fake.close();
      await sink.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function backoffOf(ms: number) {
  return { firstMs: ms, replacedMs: ms, capMs: ms };
}

/** As all but the newest linked devices: the library holds nothing back for a history that may still come. */
const hasHistory = `update waAuth set value = json_set(value, '$.accountSyncCounter', 1) where type = 'creds'`;

const unpaced = `insert into settings (key, value) values
  ('pace.wa', '{"gap":[0,0],"recipientGap":0,"perDay":1000,"newChatsPerDay":1000,"newChatsPerDayAtFirst":1000,"recipientPerDay":1000}')`;

function seed(sql: ReturnType<typeof openDb>["sql"]): void {
  const plain = { calendar: null, sebutan: "Kepala Dinas" };
  const root = insertUnit(sql, {
    ...plain,
    code: "PEMDA",
    name: "Pemerintah Kabupaten Contoh",
    externalId: null,
    parentId: null,
    zone: "Asia/Makassar",
  });
  const office = (code: string, name: string, externalId: string) =>
    insertUnit(sql, { ...plain, code, name, externalId, parentId: root, zone: null });
  const seat = (unitId: number, post: string, name: string, [wa, email]: [string | null, string | null]) => {
    insertPost(sql, { unitId, post });
    insertHolder(sql, { unitId, post, name, kind: "definitif", wa, email, fromDate: null, toDate: null });
    if (wa) sql.prepare("insert into addresses (channel, address, registeredAt) values ('wa', ?, 1)").run(wa);
  };
  const pupr = office("PUPR", "Dinas PUPR", "90001");
  const dlh = office("DLH", "Dinas Lingkungan Hidup", "90002");
  seat(root, "kominfo", "Kominfo", [null, "kominfo@contoh.example"]);
  seat(pupr, "admin", "Budi", ["+6281200000002", "budi@contoh.example"]);
  seat(pupr, "kepala", "Sari", ["+6281200000003", "sari@contoh.example"]);
  seat(dlh, "admin", "Dewi", ["+6281200000004", null]);
  sql.exec("insert into settings (key, value) values ('sendingSince', '1')");
}
