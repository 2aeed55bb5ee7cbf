import { afterEach, beforeEach, expect, test } from "vitest";
import { insertHolder, insertPost } from "../../src/people/holders/store.ts";
import { insertUnit } from "../../src/people/units/store.ts";
import { emptyCounts } from "../../src/desk/intake.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { openStory, type Story } from "../support/story.ts";

// Many emails at once, through a server that takes its time: what a crash at that moment would find in the book.

const offices = 120;
/** As many as the email channel has under way at once. */
const underWay = 5;

let sink: MailSink;
let story: Story;
/** Mails that the server holds back its answer to. */
let held: (() => void)[];

beforeEach(async () => {
  held = [];
  sink = await openMailSink();
  sink.onMail = () => new Promise<void>((resolve) => held.push(resolve));
  story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  await story.kominfo(({ sql }) => {
    for (let index = 0; index < offices; index++) addOffice(sql, index);
  });
});

afterEach(async () => {
  letGo();
  await sink.close();
  expect(story.errors).toEqual([]);
  story.close();
});

function addOffice(sql: Story["db"]["sql"], index: number): void {
  const code = String(91_000 + index);
  const plain = { sebutan: null, calendar: null, zone: null, parentId: story.people.root };
  const unitId = insertUnit(sql, { ...plain, code, name: `Dinas ${code}`, externalId: code });
  insertPost(sql, { unitId, post: "admin" });
  const email = `admin@opd${code}.contoh.example`;
  const term = { fromDate: null, toDate: null };
  insertHolder(sql, {
    ...term,
    unitId,
    post: "admin",
    name: `Admin ${code}`,
    kind: "definitif",
    wa: null,
    email,
  });
}

/** A complaint for each of these offices; its number ends with that of the office. */
function learn(indexes: readonly number[], answeredAt: number | null = null): void {
  const { intake } = story.bot().desk;
  const counts = emptyCounts();
  const now = story.now();
  const updates = indexes.map((index) => ({
    trackingId: String(9_100_000 + index),
    title: "Jalan berlubang",
    statusRaw: answeredAt === null ? "Belum Ditindaklanjuti" : "Dalam Proses",
    opdExternalId: String(91_000 + index),
    isSecret: false,
    reportedAt: now - 60,
    disposedAt: now - 60,
    ...(answeredAt !== null && { firstFollowUpAt: answeredAt }),
  }));
  intake.receive(updates, { source: "manual", asOf: now }, counts, now);
  intake.finish(counts, now);
}

const everyOffice = Array.from({ length: offices }, (_, index) => index);
const inState = (state: string) => story.ask(`select count(*) from outbox where state = '${state}'`);

function letGo(): void {
  sink.onMail = () => {};
  for (const answer of held.splice(0)) answer();
}

async function until(isSo: () => boolean): Promise<void> {
  const deadline = Date.now() + 8000;
  while (!isSo()) {
    if (Date.now() > deadline) throw new Error(`did not become so: ${isSo.toString()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("forty at most are claimed at once; whoever answers meanwhile is not written to", async () => {
  learn(everyOffice);
  const turn = story.bot().turn();
  await until(() => held.length === underWay);
  expect([inState("sending"), inState("pending")]).toEqual([40, offices - 40]);
  learn([100], story.now());
  letGo();
  await turn;
  await story.settle();
  expect(sink.mails).toHaveLength(offices - 1);
  expect(sink.mails.map(({ to }) => to)).not.toContain("admin@opd91100.contoh.example");
  expect(inState("accepted")).toBe(offices - 1);
});

test("what the server took is written down at once, though it says nothing to the next", async () => {
  learn(everyOffice);
  const turn = story.bot().turn();
  await until(() => held.length === underWay);
  held.shift()?.();
  await until(() => inState("accepted") === 1);
  expect(inState("sending")).toBe(39);
  letGo();
  await turn;
});
