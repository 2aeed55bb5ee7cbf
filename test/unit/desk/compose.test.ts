import { expect, test } from "vitest";
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
