import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR Kab. Contoh",
  isSecret: false,
  isAnonymous: false,
};

describe("the response clock", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  test("admin at once, reminders, the head after three working days, the regional head's digest after five", async () => {
    await story.learn({
      ...complaint,
      reportedAt: at("2026-11-23T08:00"),
      disposedAt: at("2026-11-23T09:00"),
    });
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    await story.until("2026-11-26T08:59");
    expect(story.told()).toEqual([
      "11-24 09:00 reminder wa admin Admin PUPR",
      "11-25 09:00 reminder wa admin Admin PUPR",
    ]);
    await story.until("2026-11-26T09:00");
    expect(story.told()).toEqual([
      "11-26 09:00 step email kepala Kepala PUPR",
      "11-26 09:00 step wa kepala Kepala PUPR",
    ]);
    await story.until("2026-12-01T07:59");
    expect(story.told()).toEqual([]);
    await story.until("2026-12-01T08:00");
    expect(story.told()).toEqual(["12-01 08:00 digest email kepala_daerah Bupati"]);
    await story.until("2027-01-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("an answer stops it, also at the very instant at which the head would be told", async () => {
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T09:00") });
    await story.until("2026-11-26T08:59");
    story.told();
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("a complaint that had ended when first seen is silent", async () => {
    await story.learn({ ...complaint, statusRaw: "Selesai" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("an unknown office is told to Kominfo and to nobody else", async () => {
    await story.learn({ ...complaint, opdExternalId: null, opdName: "Dinas Antah Berantah" });
    await story.until("2026-11-24T00:00");
    expect(story.told()).toEqual(["11-23 09:00 alarm email kominfo Kominfo"]);
  });

  test("after three days off every overdue item advances one step, and the gap is kept", async () => {
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T09:00") });
    story.told();
    await story.offUntil("2026-12-02T09:30");
    expect(story.told()).toEqual([
      "12-02 09:30 step email kepala Kepala PUPR",
      "12-02 09:30 step wa kepala Kepala PUPR",
      "12-02 09:30 notice email kominfo Kominfo", // one summary of the outage
    ]);
    await story.until("2026-12-03T23:00");
    expect(story.told()).toEqual([]);
    await story.until("2026-12-04T08:00");
    expect(story.told()).toEqual(["12-04 08:00 digest email kepala_daerah Bupati"]);
  });
});
