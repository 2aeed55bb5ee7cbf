import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn } from "./on-story.ts";

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
  await story.until("2026-11-24T10:00");
  story.told();
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const laporan = (...words: string[]) => siagaOn(story, ["laporan", ...words]);

function audit(): unknown[] {
  return story.db.sql.prepare('select action, subject, "by", after from audit order by id').all();
}

describe("tahan and lanjutkan", () => {
  test("nothing fires until it is let go; then what is overdue advances one step", async () => {
    const held = await laporan(
      "tahan",
      "9100001",
      "--alasan",
      "menunggu rapat dengan 081234567890",
      "--oleh",
      "Nurul",
    );
    expect(held.out).toContain("Laporan 9100001 ditahan");
    await story.until("2026-12-02T09:30");
    expect(story.told()).toEqual([]);
    expect(audit()).toEqual([
      {
        action: "laporan.tahan",
        subject: "Laporan 9100001",
        by: "Nurul",
        after: JSON.stringify({ state: "held", reason: "manual", why: "menunggu rapat dengan [disamarkan]" }),
      },
    ]);
    expect((await laporan("lanjutkan", "9100001", "--oleh", "Nurul")).out).toContain("dilanjutkan");
    await story.settle();
    expect(story.told()).toEqual([
      "12-02 09:30 step email kepala Kepala PUPR",
      "12-02 09:30 step wa kepala Kepala PUPR",
    ]);
    expect(audit()).toHaveLength(2);
  });

  test("a message that waits to leave does not leave; the step goes out when the complaint is let go", async () => {
    story.holdPost();
    await story.learn({ ...complaint, trackingId: "9100002", disposedAt: story.now() });
    await laporan("tahan", "9100002", "--alasan", "keliru");
    story.releasePost();
    await story.until("2026-11-24T10:20");
    expect(story.told()).toEqual([]);
    await laporan("lanjutkan", "9100002");
    await story.settle();
    expect(story.told()).toEqual(["11-24 10:20 step wa admin Admin PUPR"]);
  });

  test("a postponement in between does not let it go", async () => {
    await laporan("tahan", "9100001", "--alasan", "menunggu");
    await story.learn({ trackingId: "9100001", statusRaw: "Ditunda" });
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    await story.until("2026-12-02T09:30");
    expect(story.told()).toEqual([]);
    expect(story.ask("select reason from escalations")).toBe("manual");
  });

  test("for programs", async () => {
    expect(await jsonOn(story, ["laporan", "tahan", "9100001", "--alasan", "menunggu"])).toEqual([
      { trackingId: "9100001", held: ["response"], why: "menunggu" },
    ]);
    expect(await jsonOn(story, ["laporan", "lanjutkan", "9100001"])).toEqual([
      { trackingId: "9100001", released: ["response"] },
    ]);
  });

  test.each([
    [
      ["tahan", "9999999", "--alasan", "x"],
      1,
      "Laporan 9999999 tidak tercatat di Siaga. Lihat: siaga laporan daftar --semua.",
    ],
    [["tahan", "9100001"], 2, "Pilihan --alasan <alasan> wajib diisi."],
    [["tahan", "9100001", "--alasan", "  "], 1, "Alasan belum diisi."],
    [["lanjutkan", "9100001"], 1, "tidak sedang ditahan oleh Kominfo. Lihat: siaga laporan lihat 9100001."],
    [["lanjutkan"], 1, "Sebutkan satu nomor laporan, atau --tunggakan"],
    [["lanjutkan", "9100001", "--tunggakan"], 1, "Sebutkan satu nomor laporan, atau --tunggakan"],
    [["lanjutkan", "9100001", "--opd", "PUPR"], 1, "Sebutkan satu nomor laporan, atau --tunggakan"],
  ])("%j is refused in one line that says what to do", async (words, code, sentence) => {
    const answer = await laporan(...words);
    expect(answer.code).toBe(code);
    expect(answer.err).toContain(sentence);
    expect(answer.err.split("\n")).toHaveLength(1);
  });

  test("held twice, or with nothing that runs", async () => {
    await laporan("tahan", "9100001", "--alasan", "menunggu");
    expect((await laporan("tahan", "9100001", "--alasan", "menunggu")).err).toBe(
      "Laporan 9100001 sudah ditahan. Melanjutkan: siaga laporan lanjutkan 9100001.",
    );
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    expect((await laporan("tahan", "9100001", "--alasan", "menunggu")).err).toContain(
      "Tidak ada jenjang yang berjalan",
    );
    expect((await laporan("lanjutkan", "9100001")).err).toContain("tidak sedang ditahan");
  });
});
