import { expect, test } from "vitest";
import type { ComplaintUpdate } from "../../../src/complaints/contract.ts";
import { at, openStory } from "../../support/story.ts";

test("a complaint first seen days later says when it came in, so that nobody takes it for today's", async () => {
  const story = openStory({ begin: "2026-11-23T09:00" });
  await story.learn({
    trackingId: "9100001",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: "90001",
    opdName: "Dinas PUPR",
    isSecret: false,
    reportedAt: at("2026-11-16T08:40"),
  });
  await story.until("2026-11-23T10:00");
  expect(story.texts().at(-1)).toContain("Masuk di LAPOR!: 16 Nov 2026");
  expect(story.errors).toEqual([]);
  story.close();
});

test.each<[string, Partial<ComplaintUpdate>, string]>([
  [
    "the source does not say when it was passed on",
    {},
    "kurang dari 1 hari kerja sejak diketahui diteruskan ke OPD 23 Nov 2026",
  ],
  [
    "passed on days after it came in",
    { disposedAt: at("2026-11-20T09:00") },
    "1 hari kerja sejak diteruskan ke OPD 20 Nov 2026",
  ],
  ["passed on the same day", { disposedAt: at("2026-11-16T15:00") }, "4 hari kerja"],
])("the days for which it waits do not contradict the day it came in: %s", async (_, fields, wait) => {
  const story = openStory({ begin: "2026-11-23T09:00" });
  await story.learn({
    trackingId: "9100001",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: "90001",
    isSecret: false,
    reportedAt: at("2026-11-16T08:40"),
    ...fields,
  });
  await story.until("2026-11-23T10:00");
  const [first] = story.texts();
  expect(first).toMatch(new RegExp(`Masuk di LAPOR!: 16 Nov 2026 · Menunggu: ${wait}$`, "mu"));
  story.close();
});

test.each<[string, Partial<ComplaintUpdate>, RegExp]>([
  ["nobody says when it came in", {}, /Menunggu: 1 hari kerja sejak pertama terlihat 23 Nov 2026$/mu],
  [
    "it came in on a Friday",
    { reportedAt: at("2026-11-20T09:00") },
    /Masuk di LAPOR!: 20 Nov 2026\s+Menunggu: 1 hari kerja$/mu,
  ],
])("what waits to be passed on: %s", async (_, fields, line) => {
  const story = openStory({ begin: "2026-11-23T09:00" });
  await story.learn({ trackingId: "9100001", statusRaw: "Belum Terverifikasi", isSecret: false, ...fields });
  await story.until("2026-11-25T09:00");
  expect(story.texts().find((each) => each.includes("9100001"))).toMatch(line);
  story.close();
});
