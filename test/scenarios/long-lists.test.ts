import { afterEach, beforeEach, expect, test } from "vitest";
import { at, openStory, type Story } from "../support/story.ts";

// Whoever counts as told of a complaint was shown its number, however many there are.

let story: Story;

beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  await story.kominfo(({ sql }) =>
    sql.exec(
      `update holders set wa = '+6281200000009' where post = 'kominfo';
       insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000009', 1)`,
    ),
  );
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

test.each([
  [200, 1],
  [520, 2],
])("%i complaints wait for verification: %i WhatsApp lists name each of them once", async (count, lists) => {
  const ids = Array.from({ length: count }, (_, index) => String(9_100_001 + index));
  await story.learn(
    ...ids.map((trackingId, index) => ({
      trackingId,
      title: "Jalan berlubang",
      statusRaw: "Belum Terverifikasi",
      isSecret: index % 50 === 49,
      reportedAt: at("2026-11-23T08:00"),
    })),
  );
  await story.until("2026-11-24T08:30");
  expect(
    story.ask("select count(distinct wireId) from outbox where intended = 'wa' and kind = 'digest'"),
  ).toBe(lists);
  expect(story.ask("select count(*) from escalations where toldAt is not null")).toBe(count);
  const named = story.texts().flatMap((text) => text.match(/\b91\d{5}\b/gu) ?? []);
  expect(named.toSorted()).toEqual(ids);
  expect(story.ask("select count(*) from outbox where intended = 'email'")).toBe(0);
});
