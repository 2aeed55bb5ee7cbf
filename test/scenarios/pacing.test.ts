import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pino } from "pino";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDb } from "../../db/open.ts";
import { type Bot, createBot } from "../../src/bot.ts";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { emptyCounts } from "../../src/desk/intake.ts";
import { createEvents } from "../../src/events.ts";
import type { Envelope } from "../../src/outbox/contract.ts";
import { home } from "../../src/paths.ts";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import { at } from "../support/story.ts";

// A WhatsApp number that is used too eagerly is banned: what the real bot hands to its door, and when.

const wita = { zone: "Asia/Makassar" } as const;

interface Handed {
  readonly at: number;
  readonly to: string;
  readonly text: string;
}

let db: Db;
/** The book as Kominfo's commands have it open. */
let kominfo: Db;
let bot: Bot;
let now: number;
let folder: string;
let handed: Handed[];
let rootId: number;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-pace-"));
  db = openDb(join(folder, "siaga.db"));
  kominfo = openDb(db.path);
  now = at("2026-11-23T09:00");
  handed = [];
  rootId = unit("PEMDA", null);
  db.sql.exec("insert into settings (key, value) values ('sendingSince', '1')");
  open();
});

afterEach(() => {
  kominfo.close();
  db.close();
  rmSync(folder, { recursive: true });
});

function open(): void {
  bot = createBot({
    db,
    clock: { now: () => now, elapsedMs: () => now * 1000 },
    random: () => 0.5,
    events: createEvents(pino({ level: "silent" })),
    inFolder: join(folder, "masuk"),
    templates: join(home, "templates"),
    channels: [
      {
        name: "wa",
        concurrency: 1,
        wireId: (key) => key,
        prepare: () => null,
        async send({ recipient, content }: Envelope) {
          handed.push({ at: now, to: recipient, text: content.text });
          return { kind: "accepted" };
        },
      },
    ],
  });
  bot.start();
}

function unit(code: string, parentId: number | null): number {
  const zone = parentId === null ? ("Asia/Makassar" as const) : null;
  const plain = { sebutan: null, calendar: null, externalId: code };
  return insertUnit(kominfo.sql, { ...plain, code, name: `OPD ${code}`, parentId, zone });
}

/** An office whose admin was written to before, unless the chat is to be new. */
function office(code: string, { isNew = false } = {}): void {
  seat(unit(code, rootId), "admin", { code, isNew });
}

function seat(unitId: number, post: string, { code, isNew }: { code: string; isNew: boolean }): void {
  const wa = `+62812000${code}`;
  insertPost(kominfo.sql, { unitId, post });
  insertHolder(kominfo.sql, {
    unitId,
    post,
    name: `Admin ${code}`,
    kind: "definitif",
    wa,
    email: null,
    fromDate: null,
    toDate: null,
  });
  kominfo.sql.prepare("insert into addresses (channel, address, registeredAt) values ('wa', ?, 1)").run(wa);
  if (isNew) return;
  db.sql
    .prepare(
      `insert into outbox (key, channel, intended, recipient, person, kind, reason, state, dueAt, notBefore, createdAt, acceptedAt, wireId)
       values (?, 'wa', 'wa', ?, 'Admin', 'reply', 'reply', 'accepted', 1, 1, 1, 1, 'WIRE ' || ?)`,
    )
    .run(`daftar/${code}`, wa, wa);
}

async function learn(code: string, ...trackingIds: string[]): Promise<void> {
  await settle(); // first what Kominfo changed, as in every turn
  const counts = emptyCounts();
  const updates = trackingIds.map((trackingId) => ({
    trackingId,
    title: "Jalan berlubang",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: code,
    isSecret: false,
    isAnonymous: false,
    reportedAt: now,
    disposedAt: now,
  }));
  bot.desk.intake.receive(updates, { source: "manual", asOf: now }, counts, now);
  bot.desk.intake.finish(counts, now);
  await settle();
}

async function settle(): Promise<void> {
  for (let turns = 0; turns < 2000; turns++) {
    await bot.turn();
    const next = bot.nextWakeAt();
    if (next === null || next > now) return;
  }
  throw new Error("the bot never came to rest");
}

async function until(text: string): Promise<void> {
  for (;;) {
    await settle();
    const next = bot.nextWakeAt();
    if (next === null || next > at(text)) break;
    now = next;
  }
  now = at(text);
  await settle();
}

const times = () => handed.map((one) => isoWithOffset(wita, one.at).slice(5, 19).replace("T", " "));
const waiting = () =>
  db.sql
    .prepare<[], { note: string | null; notBefore: number }>(
      "select note, notBefore from outbox where state = 'pending' order by id",
    )
    .all();

describe("a backlog leaves as digests, not as a burst", () => {
  test("two at once for one person: the first at once, the second after a quarter of an hour, with its reason", async () => {
    office("0001");
    await learn("0001", "9100001", "9100002");
    expect(times()).toEqual(["11-23 09:00:00"]);
    await until("2026-11-23T09:01");
    expect(waiting()).toEqual([
      { note: "jeda antarpesan kepada penerima", notBefore: at("2026-11-23T09:15") },
    ]);
    await until("2026-11-23T10:00");
    expect(times()).toEqual(["11-23 09:00:00", "11-23 09:15:00"]);
  });

  test("what comes while the person is left in peace joins what waits: one message of three lines", async () => {
    office("0001");
    await learn("0001", "9100001", "9100002");
    await until("2026-11-23T09:05");
    await learn("0001", "9100003", "9100004");
    await until("2026-11-23T10:00");
    expect(times()).toEqual(["11-23 09:00:00", "11-23 09:15:00"]);
    for (const id of ["9100002", "9100003", "9100004"]) expect(handed[1]?.text).toContain(id);
  });

  test("what waits behind other people's messages joins too", async () => {
    for (const code of ["0001", "0002", "0003"]) office(code);
    await learn("0001", "9100001");
    await learn("0002", "9100002");
    await learn("0003", "9100003");
    await until("2026-11-23T09:00");
    await learn("0003", "9100004");
    await until("2026-11-23T12:00");
    expect(handed.map(({ to }) => to.slice(-4))).toEqual(["0001", "0002", "0003"]);
    expect(handed[2]?.text).toContain("9100004");
    expect(times()).toEqual(["11-23 09:00:00", "11-23 09:00:33", "11-23 09:01:06"]);
  });
});

describe("limits of a day", () => {
  test("sixty messages, then tomorrow at 07.00, together with what came in meanwhile; alarms and answers still go", async () => {
    db.sql.exec(`insert into settings (key, value) values ('pace.wa', '{"perDay":3}')`);
    for (let n = 1; n <= 5; n++) {
      office(`000${n}`);
      await learn(`000${n}`, `910000${n}`);
    }
    await until("2026-11-23T12:00");
    expect(handed).toHaveLength(3);
    answerTo("0001");
    seat(rootId, "kominfo", { code: "0009", isNew: false });
    await settle();
    bot.desk.alarms.raise({ cause: "a", text: "Sebab a." }, now);
    await until("2026-11-23T12:01");
    expect(times().slice(3)).toEqual(["11-23 12:00:00", "11-23 12:00:33"]);
    expect(handed[4]?.text).toContain("Sebab a.");
    await learn("0005", "9100010");
    await until("2026-11-24T06:59");
    expect(handed).toHaveLength(5);
    await until("2026-11-24T07:05");
    expect(times().slice(5)).toEqual(["11-24 07:00:00", "11-24 07:00:33"]);
    expect(handed[6]?.text).toContain("9100010");
  });

  test("five first messages a day in the number's first week, ten after it; people who know the bot do not wait", async () => {
    const linked = { number: "+6281100000001", since: now - 86_400 };
    db.sql
      .prepare("insert into settings (key, value) values ('pace.wa.number', ?)")
      .run(JSON.stringify(linked));
    for (let n = 10; n < 23; n++) office(`00${n}`, { isNew: true });
    for (let n = 10; n < 23; n++) await learn(`00${n}`, `91000${n}`);
    office("0001");
    await learn("0001", "9100001");
    await until("2026-11-23T15:00");
    expect(handed.filter(({ to }) => !to.endsWith("0001"))).toHaveLength(5);
    expect(handed).toHaveLength(6);
    expect(new Set(waiting().map(({ note }) => note))).toEqual(
      new Set(["batas harian percakapan baru (5 nomor)"]),
    );
    linked.since = now - 8 * 86_400;
    db.sql.prepare("update settings set value = ? where key = 'pace.wa.number'").run(JSON.stringify(linked));
    db.sql.exec("update outbox set notBefore = 1 where state = 'pending'");
    await until("2026-11-23T16:00");
    expect(handed).toHaveLength(11);
  });
});

test("six messages a day for one person: the seventh waits for the morning, with its reason", async () => {
  office("0001");
  for (let n = 0; n < 7; n++) {
    await until(`2026-11-23T1${n}:30`);
    await learn("0001", `910000${n}`);
  }
  await until("2026-11-23T17:00");
  expect(handed).toHaveLength(6);
  expect(waiting()).toEqual([{ note: "batas harian penerima (6 pesan)", notBefore: at("2026-11-24T07:00") }]);
  await until("2026-11-24T07:00");
  expect(handed).toHaveLength(7);
});

test("what the gap held back past 20.00 waits for 07.00; what its window lets out at night leaves at night", async () => {
  office("0001");
  office("0002");
  now = at("2026-11-23T19:50");
  await learn("0001", "9100001", "9100002");
  await until("2026-11-23T22:00");
  expect(waiting()).toEqual([{ note: "di luar jam kirim", notBefore: at("2026-11-24T07:00") }]);
  db.sql.exec(`update ruleSteps set "window" = 'selalu'`);
  open();
  await learn("0002", "9100003");
  expect(times()).toEqual(["11-23 19:50:00", "11-23 22:00:00"]);
  await until("2026-11-24T07:00");
  expect(times().slice(2)).toEqual(["11-24 07:00:00"]);
});

test("answers go at once, several in a row, while everything else rests", async () => {
  for (const code of ["0001", "0002"]) office(code);
  await learn("0001", "9100001");
  await learn("0002", "9100002");
  for (const code of ["0001", "0002"]) answerTo(code);
  await settle();
  expect(times()).toEqual(["11-23 09:00:00", "11-23 09:00:00", "11-23 09:00:00"]);
  expect(handed.slice(1).map(({ text }) => text)).toEqual(["Jawaban 0001", "Jawaban 0002"]);
});

function answerTo(code: string): void {
  const content = { subject: "Jawaban", text: `Jawaban ${code}`, html: null, thread: null };
  bot.desk.outbox.enqueue(
    {
      key: `reply/${code}/${now}`,
      channel: "wa",
      intended: "wa",
      recipient: `+62812000${code}`,
      holderId: null,
      person: "",
      kind: "reply",
      trackingId: null,
      escalationId: null,
      step: null,
      round: 0,
      occurrence: null,
      unitId: null,
      post: null,
      reason: "reply",
      data: JSON.stringify(content),
      bundle: null,
      fallback: null,
      dueAt: now,
      notBefore: 0,
    },
    now,
  );
}
