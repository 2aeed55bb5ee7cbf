import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyCounts } from "../../src/desk/intake.ts";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};

describe("a message is only as true as the last look at LAPOR!", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  /** What an export of this moment says. */
  async function importNow(statusRaw: string): Promise<void> {
    const { intake } = story.bot().desk;
    const counts = emptyCounts();
    intake.receive([{ ...complaint, statusRaw }], { source: "file", asOf: story.now() }, counts, story.now());
    intake.finish(counts, story.now());
    await story.settle();
  }

  test("not confirmed for two working days: held, one alarm, and on it goes after the next export", async () => {
    await importNow("Belum Ditindaklanjuti");
    await story.until("2026-11-26T11:00");
    const told = story.told();
    expect(told.filter((line) => line.includes("kepala"))).toEqual([]);
    expect(told.filter((line) => line.includes("alarm"))).toHaveLength(1);
    expect(story.ask("select reason from escalations")).toBe("stale");
    await importNow("Belum Ditindaklanjuti");
    expect(story.told()).toContain("11-26 11:00 step email kepala Kepala PUPR");
  });

  test("answered meanwhile: nobody hears of it", async () => {
    await importNow("Belum Ditindaklanjuti");
    await story.until("2026-11-26T12:00");
    story.told();
    await importNow("Proses");
    await story.until("2026-12-31T00:00");
    expect(story.told().filter((line) => !line.includes("alarm"))).toEqual([]);
  });
});
