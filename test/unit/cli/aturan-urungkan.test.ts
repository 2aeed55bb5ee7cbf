import { afterEach, beforeEach, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { siagaOn } from "./on-story.ts";

const name = "Tindak lanjut pertama";
const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};

let story: Story;
beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T09:00" });
  await story.learn(complaint);
  await story.until("2026-11-26T08:40");
  await aturan("atur", name, "--jenjang", "2", "--setelah", "5 hari kerja");
  await aturan("terapkan", name, "--ya");
  await story.until("2026-11-26T09:20");
  story.told();
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

async function aturan(...words: string[]): Promise<string> {
  const { code, out, err } = await siagaOn(story, ["aturan", ...words]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  return out;
}

const undo = () => aturan("terapkan", name, "--urungkan");

// escalation.md, section 7: what would already be past comes one working hour from now
test("what fell due while the rule was applied comes one working hour after it is taken back, not at once", async () => {
  await undo();
  await story.until("2026-11-26T10:19");
  expect(story.told()).toEqual([]);
  await story.until("2026-11-26T10:20");
  expect(story.told()).toEqual([
    "11-26 10:20 step email kepala Kepala PUPR",
    "11-26 10:20 step wa kepala Kepala PUPR",
  ]);
});

test("of what was answered meanwhile it says so, not that it ran on", async () => {
  await story.learn({
    trackingId: "9100001",
    statusRaw: "Dalam Proses",
    firstFollowUpAt: at("2026-11-26T09:00"),
  });
  const out = await undo();
  expect(out).toContain(
    "dibatalkan pada 0 laporan. 1 laporan sudah ditindaklanjuti atau berakhir sejak itu.",
  );
  expect(out).not.toContain("berjalan lebih jauh");
});
