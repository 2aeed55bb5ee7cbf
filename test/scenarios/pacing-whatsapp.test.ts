import { afterEach, beforeEach, expect, test } from "vitest";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import { openForecast } from "../../src/outbox/pace/forecast.ts";
import { openPaceSettings } from "../../src/outbox/pace/settings/store.ts";
import type { Phone } from "../support/fake-whatsapp/phone.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";

// How carefully the number is used, seen from WhatsApp's side of a real socket: the moment and the words of each message.

const offices = 8;

let pemda: TwoDoors;
let phones: Phone[];
/** What left, as the bot's clock stood then. */
let left: { at: number; to: string }[];

beforeEach(async () => {
  pemda = await openTwoDoors("2026-11-23T09:00");
  left = [];
  pemda.fake.on("outgoing", ({ attrs: { to = "" } }) => {
    // not the probe to its own number
    if (!to.startsWith(pemda.account.pn)) left.push({ at: pemda.now(), to });
  });
  phones = Array.from({ length: offices }, (_, index) =>
    pemda.fake.addPhone(String(6_281_300_000_000 + index), String(900_000_000_000_100 + index)),
  );
  await pemda.kominfo((sql) => {
    for (const [index, { pn }] of phones.entries()) addOffice(sql, index, `+${pn}`);
  });
});

afterEach(async () => {
  expect(pemda.errors).toEqual([]);
  await pemda.close();
});

type Sql = TwoDoors["db"]["sql"];

/** An office whose admin has only WhatsApp, and knows the bot from before. */
function addOffice(sql: Sql, index: number, wa: string): void {
  const code = String(91_000 + index);
  const parentId = 1;
  const plain = { sebutan: null, calendar: null, zone: null, parentId };
  const unitId = insertUnit(sql, { ...plain, code, name: `Dinas ${code}`, externalId: code });
  insertPost(sql, { unitId, post: "admin" });
  const term = { fromDate: null, toDate: null };
  insertHolder(sql, {
    ...term,
    unitId,
    post: "admin",
    name: `Admin ${code}`,
    kind: "definitif",
    wa,
    email: null,
  });
  sql.prepare("insert into addresses (channel, address, registeredAt) values ('wa', ?, 1)").run(wa);
  sql
    .prepare(
      `insert into outbox (key, channel, intended, recipient, person, kind, reason, state, dueAt, notBefore, createdAt, acceptedAt, wireId)
       values (?, 'wa', 'wa', ?, 'Admin', 'reply', 'reply', 'accepted', 1, 1, 1, 1, ?)`,
    )
    .run(`daftar/${code}`, wa, `3EB0${code}`);
}

function complaints(index: number, count: number) {
  return Array.from({ length: count }, (_, nth) => ({
    trackingId: String(9_100_000 + index * 100 + nth),
    title: "Jalan berlubang",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: String(91_000 + index),
    isSecret: false,
    disposedAt: pemda.now(),
  }));
}

const textsTo = ({ inbox }: Phone) => inbox.map(({ message }) => message?.extendedTextMessage?.text ?? "");

/** Each left when it was said that it would; the bot looks once a second. */
function expectKept(said: ReadonlyMap<string, number>): void {
  const times = leftTo();
  expect(said.size).toBeGreaterThan(3);
  for (const [number, at] of said)
    expect(Math.abs((times.get(number) ?? 0) - at)).toBeLessThanOrEqual(offices);
}

test("a hundred complaints at once for eight people: eight messages, a gap before each, every complaint in one of them", async () => {
  const backlog = phones.flatMap((_, index) => complaints(index, index === 0 ? 16 : 12));
  await pemda.learn(...backlog);
  const said = announced();
  expect(said.size).toBe(offices - 1);
  await pemda.until("2026-11-23T09:30");
  expect(left).toHaveLength(offices);
  expectKept(said);
  const gaps = left.slice(1).map(({ at }, index) => at - (left[index]?.at ?? 0));
  for (const gap of gaps) expect(gap).toBeGreaterThanOrEqual(20);
  expect(new Set(left.map(({ to }) => to)).size).toBe(offices);
  const texts = phones.flatMap(textsTo);
  expect(texts).toHaveLength(offices);
  expect(texts[0]).toContain("16 laporan menunggu");
  expect(texts[0]).toContain("dan 1 laporan lainnya");
  const all = texts.join("\n");
  for (const { trackingId } of backlog) expect(all).toContain(trackingId);
  expect(all).not.toContain("lihat email");
  for (const text of texts.slice(1)) expect(text).toContain("12 laporan menunggu");
});

test("the same news for several people: no two bodies greet and thank alike by rule, and what goes out again is the same bytes", async () => {
  for (const [index] of phones.entries()) await pemda.learn(...complaints(index, 1));
  await pemda.until("2026-11-23T09:30");
  const frames = phones.flatMap(textsTo).map((text) => {
    const [, greeting = "", ...rest] = text.split("\n");
    const thanks = rest.find((line) => /terima kasih/iu.test(line)) ?? "";
    return `${greeting.replace(/Admin.*/u, "")} ${thanks}`;
  });
  expect(frames).toHaveLength(offices);
  expect(new Set(frames).size).toBeGreaterThan(offices / 2);

  Object.assign(pemda.fake.policy, { ack: false, deliver: false });
  await pemda.learn(...complaints(0, 2).slice(1));
  await pemda.until("2026-11-23T10:00");
  Object.assign(pemda.fake.policy, { ack: true, deliver: true });
  await pemda.until("2026-11-23T10:30");
  const [, first, again] = textsTo(phones[0]!);
  expect(first).toContain("9100001");
  expect(again).toBe(first);
});

/** When the outbox says that each message which still waits will leave, by the digits of its recipient. */
function announced(): Map<string, number> {
  const settings = openPaceSettings(pemda.db.sql, "wa");
  const forecast = openForecast({
    limits: settings.limits(),
    state: settings.state(),
    isAtFirst: false,
    isNewChat: () => false,
    now: pemda.now(),
    offset: 8 * 3600,
  });
  const waiting = pemda.rows().filter(({ state }) => state === "pending");
  return new Map(waiting.map((row) => [row.recipient.slice(1), forecast(row)]));
}

const leftTo = () => new Map(left.map(({ at, to }) => [to.replace(/@.*/u, ""), at]));

test("a day's limit: what is over goes tomorrow at 07.00", async () => {
  await pemda.kominfo((sql) =>
    sql.exec(`insert into settings (key, value) values ('pace.wa', '{"perDay":5}')`),
  );
  for (const [index] of phones.entries()) await pemda.learn(...complaints(index, 1));
  const said = announced();
  await pemda.until("2026-11-24T06:59");
  expect(left).toHaveLength(5);
  await pemda.until("2026-11-24T07:10");
  expect(left).toHaveLength(offices);
  expectKept(said);
});
