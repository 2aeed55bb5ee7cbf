import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Db, openDb } from "../../db/open.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import { createFolderChannel } from "../../src/channels/folder/channel.ts";
import { systemClock } from "../../src/clock.ts";
import { emptyCounts } from "../../src/desk/intake.ts";
import { createEvents } from "../../src/events.ts";
import { home } from "../../src/paths.ts";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import { type ConnectedWhatsApp, connectWhatsApp } from "../../src/whatsapp.ts";
import type { Account } from "../support/fake-whatsapp/account.ts";
import type { Phone } from "../support/fake-whatsapp/phone.ts";
import { openLinkedRig, pause, startFake, until } from "../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../support/fake-whatsapp/server.ts";

// Officials answer on a phone; the bot hears them through the real client, over a real socket.

const silent = pino({ level: "silent" });

let fake: FakeWhatsApp;
let account: Account;
let budi: Phone;
let db: Db;
let bot: Bot;
let whatsapp: ConnectedWhatsApp;
let folder: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "siaga-replies-"));
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  budi = fake.addPhone("6281200000002", "900000000000002");
  db = openDb(join(folder, "siaga.db"));
  seed();
  const rig = await openLinkedRig(fake, account, { db });
  await rig.wa.close();
  await open();
});

async function open(): Promise<void> {
  whatsapp = await connectWhatsApp({
    db,
    log: silent,
    settings: { url: fake.url, version: null },
    onNews: () => {},
    bot: () => bot,
  });
  bot = createBot({
    db,
    clock: systemClock,
    random: () => 0.5,
    events: createEvents(silent),
    inFolder: join(folder, "masuk"),
    templates: join(home, "templates"),
    channels: [createFolderChannel(join(folder, "keluar")), whatsapp.channel],
    doorState: (name) => (name === "wa" ? whatsapp.state() : "up"),
  });
  bot.start();
  whatsapp.announce();
  await until(() => whatsapp.state() === "up");
}

afterEach(async () => {
  await whatsapp.close();
  db.close();
  await fake.close();
  rmSync(folder, { recursive: true });
});

/** One office whose admin is Budi, told at any hour; numbers registered, sending on, no pauses between messages. */
function seed(): void {
  const plain = { sebutan: null, externalId: null, calendar: null, zone: null };
  const root = insertUnit(db.sql, {
    ...plain,
    code: "PEMDA",
    name: "Kabupaten Contoh",
    parentId: null,
    zone: "Asia/Makassar",
  });
  const pupr = insertUnit(db.sql, {
    ...plain,
    code: "PUPR",
    name: "Dinas PUPR",
    externalId: "90001",
    parentId: root,
  });
  insertPost(db.sql, { unitId: pupr, post: "admin" });
  insertHolder(db.sql, {
    unitId: pupr,
    post: "admin",
    name: "Budi",
    kind: "definitif",
    wa: "+6281200000002",
    email: null,
    fromDate: null,
    toDate: null,
  });
  db.sql.exec(`
    update ruleSteps set "window" = 'selalu';
    insert into settings (key, value) values ('sendingSince', '1');
    insert into settings (key, value) values ('pace.wa', '{"gap":[0,0],"recipientGap":900,"perDay":1000,"recipientPerDay":1000}');
    insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000002', 1);
  `);
}

async function learn(trackingId: string): Promise<void> {
  const now = systemClock.now();
  const counts = emptyCounts();
  const update = {
    trackingId,
    title: "Jalan berlubang",
    statusRaw: "Belum Ditindaklanjuti",
    isSecret: false,
  };
  bot.desk.intake.receive(
    [{ ...update, opdExternalId: "90001", reportedAt: now - 60, disposedAt: now - 60 }],
    { source: "manual", asOf: now },
    counts,
    now,
  );
  bot.desk.intake.finish(counts, now);
  await turnUntil(() => budi.inbox.length > 0);
}

/** The bot turns as its loop would, until something is so. */
async function turnUntil(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`did not become so: ${isSo.toString()}`);
    await bot.turn();
    await pause(5);
  }
}

function textOf(index: number): string {
  return budi.inbox[index]?.message?.extendedTextMessage?.text ?? "";
}

/** To whom the bot wrote, but for copies to its own phone. */
const sentTo = () =>
  fake.log.filter(({ tag }) => tag === "message").map(({ attrs }) => attrs["to"]?.replace(/@.*/u, ""));

const acked = () => db.sql.prepare("select ackedBy from escalations").pluck().get();

test("SIAP that quotes the bot's message, from a number that WhatsApp shows", async () => {
  await learn("9100001");
  const contextInfo = {
    stanzaId: budi.inbox[0]!.id,
    participant: "6281100000001@s.whatsapp.net",
    quotedMessage: { conversation: textOf(0) },
  };
  await fake.write(budi, account, { extendedTextMessage: { text: "Siap pak 🙏", contextInfo } });
  await turnUntil(() => budi.inbox.length > 1);
  expect(acked()).toBe("Budi");
  expect(textOf(1)).toContain("Laporan 9100001 tercatat sudah diterima");
  const answered = budi.inbox[1]!.message?.extendedTextMessage?.contextInfo;
  expect(answered?.stanzaId).toBe(budi.inbox[0]!.id);
});

test("SIAP that quotes nothing, from a hidden id whose number is known from before; delivered twice, it counts once", async () => {
  await learn("9100001");
  await fake.write(budi, account, { conversation: "bantuan" });
  await turnUntil(() => budi.inbox.length > 1);
  const stanza = await fake.compose(
    budi,
    account,
    { conversation: "siap" },
    { lid: true, hidesOtherAddress: true },
  );
  fake.hand(account, stanza);
  await turnUntil(() => budi.inbox.length > 2);
  expect(acked()).toBe("Budi");
  expect(textOf(2)).toContain("Laporan 9100001 tercatat sudah diterima");
  fake.hand(account, stanza);
  const receipts = () =>
    fake.log.filter(({ tag, attrs }) => tag === "receipt" && attrs["id"] === stanza.attrs["id"]);
  await turnUntil(() => receipts().length > 1);
  await bot.turn();
  expect(budi.inbox).toHaveLength(3);
  expect(db.sql.prepare("select count(*) from outbox where kind = 'reply'").pluck().get()).toBe(2);
});

test("what is said while the bot is away waits for it: by number and by hidden id, quoting and not, once each", async () => {
  await learn("9100001");
  await fake.write(budi, account, { conversation: "bantuan" }); // so that the hidden id is known
  await turnUntil(() => budi.inbox.length > 1);
  await whatsapp.close();
  const contextInfo = { stanzaId: budi.inbox[0]!.id, participant: "6281100000001@s.whatsapp.net" };
  const quoting = await fake.compose(
    budi,
    account,
    { extendedTextMessage: { text: "SIAP", contextInfo } },
    { lid: true, hidesOtherAddress: true },
  );
  for (const stanza of [quoting, quoting]) fake.hand(account, stanza);
  await fake.write(budi, account, { conversation: "status" });
  await open();
  await turnUntil(() => budi.inbox.length > 3);
  await bot.turn();
  expect(acked()).toBe("Budi");
  expect([2, 3].map(textOf).sort()).toEqual([
    expect.stringContaining("Laporan 9100001 tercatat sudah diterima"),
    expect.stringContaining("Laporan terbuka Bapak/Ibu: 1"),
  ]);
  expect(budi.inbox).toHaveLength(4);
});

test("never answered: a group, a status, the bot's own phone; heard meanwhile: a person", async () => {
  await learn("9100001");
  const own = account.phone;
  for (const group of ["120363000000000001@g.us", "status@broadcast"])
    await fake.write(budi, account, { conversation: "siap" }, { group });
  await fake.write(own, account, { conversation: "siap 9100001" });
  await fake.write(own, account, { conversation: "siap 9100001" }, { lid: true });
  await fake.write(budi, account, { conversation: "status" });
  await turnUntil(() => budi.inbox.length > 1);
  expect(textOf(1)).toContain("Laporan terbuka Bapak/Ibu: 1");
  expect(acked()).toBeNull();
  expect(db.sql.prepare("select count(*) from inbound").pluck().get()).toBe(1);
  expect(sentTo()).toEqual([budi.pn, budi.pn]);
});

test.each([
  [
    "a greeting that it gives everybody",
    "Terima kasih telah menghubungi Dinas PUPR. Kami segera membalas.",
    1,
  ],
  ["words that the bot understands", "Siap", 5],
])("another bot, with %s, is not talked to for ever", async (_, says, most) => {
  const away = () => fake.write(budi, account, { conversation: says });
  let answered = 0;
  fake.on("outgoing", ({ attrs }) => {
    if (attrs["to"]?.startsWith(budi.pn)) answered++;
  });
  await learn("9100001");
  for (let seen = 0; seen < budi.inbox.length; seen++) {
    await away();
    const heard = seen + 1;
    await turnUntil(
      () => db.sql.prepare("select count(*) from inbound where handledAt > 0").pluck().get() === heard,
    );
    await bot.turn();
  }
  expect(answered).toBe(1 + most);
});

test("a stranger and a group get no answer", async () => {
  await learn("9100001");
  const stranger = fake.addPhone("6285550001111", "900000000000009");
  await fake.write(budi, account, { conversation: "siap" }, { group: "120363000000000001@g.us" });
  await fake.write(stranger, account, { conversation: "siap 9100001" });
  await fake.write(budi, account, { conversation: "status" });
  await turnUntil(() => budi.inbox.length > 1);
  expect(textOf(1)).toContain("Laporan terbuka Bapak/Ibu: 1");
  expect(stranger.inbox).toEqual([]);
  expect(acked()).toBeNull();
  expect(db.sql.prepare("select count(*) from inbound").pluck().get()).toBe(1);
});
