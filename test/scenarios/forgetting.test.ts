import { afterEach, beforeEach, expect, test } from "vitest";
import { openThreads } from "../../src/desk/threads.ts";
import { forgetLetters } from "../../src/desk/forget-letters.ts";
import type { Message } from "../../src/outbox/contract.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

// What went over the wire names people and titles. It is kept for as long as somebody may ask for it, not for ever.

const pupr = { opdExternalId: "90001", opdName: "Dinas PUPR" };
const dlh = { opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" };
const complaint = (trackingId: string, unit: typeof pupr) => ({
  trackingId,
  title: `Jalan berlubang ${trackingId}`,
  statusRaw: "Belum Ditindaklanjuti",
  ...unit,
  isSecret: false,
  isAnonymous: false,
  disposedAt: at("2026-11-23T09:00"),
});
const done = (trackingId: string) => ({ trackingId, statusRaw: "Selesai" });

let sink: MailSink;
let story: Story;
beforeEach(async () => {
  sink = await openMailSink();
  story = openStory({ begin: "2026-11-23T09:00", mail: sink, hasWhatsApp: true });
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await sink.close();
});

/** Of which messages the words can still be read, as "channel complaint". */
const kept = () =>
  story.db.sql
    .prepare<[], string>(
      `select distinct o.channel || ' ' || o.trackingId from envelopes e join outbox o on o.wireId = e.wireId order by 1`,
    )
    .pluck()
    .all();
const rows = () => story.db.sql.prepare<[], Message>("select * from outbox order by id").all();
function morningOf(day: string): void {
  story.leapTo(`${day}T07:00`);
  story.bot().lookOver();
}

test("a month later only what WhatsApp quotes in the thread of an open complaint can still be read", async () => {
  await story.learn(complaint("1", pupr), complaint("2", pupr), complaint("3", dlh), complaint("4", dlh));
  await story.learn(done("1"), done("3"));
  const all = ["email 3", "email 4", "wa 1", "wa 2"];
  expect(kept()).toEqual(all);
  morningOf("2026-12-23");
  expect(kept()).toEqual(all); // sent at nine: not yet thirty days
  const before = rows();
  morningOf("2026-12-24");
  expect(kept()).toEqual(["wa 2"]);
  const { findFirstInThread } = openThreads(story.db.sql, story.now);
  expect(findFirstInThread("+6281200000001", "2")?.text).toContain("Jalan berlubang 2");
  // that it was sent, to whom and when, is not forgotten
  expect(rows().slice(0, before.length)).toEqual(before);
});

test("what may yet leave again keeps its words, and what left again only now", async () => {
  await story.learn(complaint("5", dlh), complaint("6", dlh), complaint("7", dlh));
  await story.learn(done("5"), done("6"), done("7"));
  const change = (what: string, trackingId: string) =>
    story.db.sql.prepare(`update outbox set ${what} where trackingId = ?`).run(trackingId);
  change("state = 'pending', note = 'terputus', acceptedAt = null", "5");
  change(`acceptedAt = ${at("2027-01-10T09:00")}`, "6");
  morningOf("2027-01-20");
  expect(kept()).toEqual(["email 5", "email 6"]);
});

test("years of letters go by and by, the oldest first", async () => {
  const put = story.db.sql.prepare("insert into envelopes values (?, 'email', 'a@contoh.example', '{}', ?)");
  story.db.sql.transaction(() => {
    for (let i = 0; i < 7000; i++) put.run(`<${i}>`, at("2024-01-01T09:00") + i);
  })();
  const now = at("2026-11-23T09:00");
  const oldest = () => story.ask("select min(createdAt) from envelopes");
  expect(forgetLetters(story.db.sql, now)).toBe(5000);
  expect(oldest()).toBe(at("2024-01-01T09:00") + 5000);
  expect(forgetLetters(story.db.sql, now)).toBe(2000);
  expect(forgetLetters(story.db.sql, now)).toBe(0);
});
