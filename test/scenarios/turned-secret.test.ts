import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openThreads } from "../../src/desk/threads.ts";
import { at, openStory, type Story } from "../support/story.ts";

const title = "Kadis meminta uang pelicin";
const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  title,
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
  disposedAt: at("2026-11-23T09:00"),
};
const other = { ...complaint, trackingId: "9100002", title: "Lampu jalan padam" };
const secret = { trackingId: "9100001", isSecret: true };

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

/** Every cell of every table in which these words stand. */
function findInBook(words: string): string[] {
  const { sql } = story.db;
  const tables = sql.prepare<[], string>("select name from sqlite_schema where type = 'table'").pluck().all();
  return tables.flatMap((table) =>
    sql
      .prepare<[], Record<string, unknown>>(`select * from "${table}"`)
      .all()
      .flatMap((row) => Object.entries(row))
      .filter(([, value]) => String(value).includes(words))
      .map(([column]) => `${table}.${column}`),
  );
}

const admin = "+6281200000001";

test("a complaint that turns secret after it was told: its words stand nowhere any more", async () => {
  await story.learn(complaint);
  expect(findInBook(title)).toContain("envelopes.content");
  await story.reply({ from: admin, text: "BUKAN WEWENANG 9100001 sebab Kadis yang dilaporkan" });
  expect(findInBook("Kadis yang dilaporkan")).toEqual(
    expect.arrayContaining(["escalationLog.detail", "outbox.data", "envelopes.content"]),
  );
  await story.learn(secret);
  expect(findInBook(title)).toEqual([]);
  expect(findInBook("Kadis yang dilaporkan")).toEqual([]);
});

describe("with WhatsApp", () => {
  beforeEach(() => {
    story.close();
    story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  });

  test("later messages quote the first by its number alone, and say no more than that", async () => {
    await story.learn(complaint);
    await story.learn(secret);
    const threads = openThreads(story.db.sql, story.now);
    expect(threads.findFirstInThread(admin, "9100001")?.text).toBe("[LAPOR 9100001]");
    await story.until("2026-11-24T12:00");
    const reminder = story.texts().at(-1);
    expect(reminder).toContain("9100001");
    expect(reminder).not.toContain("Dinas PUPR");
    expect(findInBook(title)).toEqual([]);
  });
});

test("what waits to leave, or may have left, is written anew; what the others say stays", async () => {
  story.holdPost();
  await story.learn(complaint, other);
  expect(story.ask("select count(*) from outbox where state = 'pending'")).toBe(2);
  await story.learn(secret);
  expect(findInBook(title)).toEqual([]);
  story.releasePost();
  await story.until("2026-11-23T10:00");
  expect(story.told().filter((line) => line.includes("step"))).toHaveLength(2);
  expect(findInBook(title)).toEqual([]);
  expect(findInBook(other.title)).toContain("envelopes.content");
});

test("a message that a crash cut off, and its complaint is secret since: it goes out under its id, in words of today", async () => {
  await story.learn(complaint);
  const wireId = story.ask("select wireId from outbox where kind = 'step'");
  story.told();
  story.db.sql.exec(
    "update outbox set state = 'pending', note = 'terputus', acceptedAt = null where kind = 'step'",
  );
  await story.learn(secret);
  expect(story.told()).toHaveLength(0);
  expect(story.ask("select state || ' ' || wireId from outbox where kind = 'step'")).toBe(
    `accepted ${String(wireId)}`,
  );
  expect(story.texts()).toHaveLength(1);
  expect(findInBook(title)).toEqual([]);
});
