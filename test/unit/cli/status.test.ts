import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, mailOnly, siagaOn, tooWide } from "./on-story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
  disposedAt: at("2026-11-23T09:00"),
};

/** The line that begins with this label. */
async function line(label: string, settings = mailOnly): Promise<string> {
  const { out } = await siagaOn(story, ["status"], settings);
  const found = out.split("\n").find((each) => each.startsWith(label)) ?? "";
  return found.slice(label.length).trim();
}

describe("siaga status", () => {
  test("an empty book, in one column", async () => {
    const { code, out } = await siagaOn(story, ["status"], mailOnly);
    expect(code).toBe(0);
    expect(tooWide(out)).toEqual([]);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    for (const each of lines) expect(each).toMatch(/^\S.{17}\s\S/u);
    expect(lines).toContain("Laporan terbuka    0, di antaranya 0 tunggakan");
    expect(lines).toContain("Bot                tidak berjalan (npm start)");
  });

  test("late counts complaints past the limit of a clock, each once, to the second", async () => {
    await story.learn(
      { ...complaint, classification: "permintaan_informasi" },
      { ...complaint, trackingId: "9100002", disposedAt: at("2026-11-24T09:00") },
    );
    await story.until("2026-11-30T09:00");
    expect(await line("Terlambat")).toBe("0 laporan terbuka melewati batas waktunya");
    await story.until("2026-11-30T09:01");
    expect(await line("Terlambat")).toBe("1 laporan terbuka melewati batas waktunya");
    await story.until("2026-12-02T09:00");
    expect(await line("Terlambat")).toBe("2 laporan terbuka melewati batas waktunya");
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    expect(await line("Terlambat")).toBe("1 laporan terbuka melewati batas waktunya");
  });

  test("a year without holidays makes nobody late and breaks nothing", async () => {
    story.close();
    story = openStory({ begin: "2027-12-30T09:00" });
    await story.learn({ ...complaint, reportedAt: story.now(), disposedAt: story.now() });
    expect(await line("Terlambat")).toBe("0 laporan terbuka melewati batas waktunya");
  });

  test("offices that wait to be mapped", async () => {
    expect(await line("OPD belum dikenal")).toBe("tidak ada");
    await story.learn(
      { ...complaint, opdExternalId: null, opdName: "Dinas X" },
      { ...complaint, trackingId: "9100002", opdExternalId: null, opdName: "Dinas X" },
      { ...complaint, trackingId: "9100003", opdExternalId: null, opdName: "Dinas Y" },
    );
    expect(await line("OPD belum dikenal")).toBe("2 nama, 3 laporan menunggu dipetakan (siaga periksa)");
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({
      unknownUnits: 3,
      unknownOffices: [
        { name: "Dinas X", complaints: 2 },
        { name: "Dinas Y", complaints: 1 },
      ],
    });
  });

  test("runs, what is next, and open alarms", async () => {
    await story.learn(complaint);
    expect(await line("Eskalasi")).toBe("1 berjalan, 0 ditahan");
    expect(await line("Berikutnya")).toBe("Sel, 24 Nov 2026, 09.00 WITA");
    story.db.sql.exec(
      "insert into alarms (cause, text, openedAt) values ('x', 'Ada yang perlu dibetulkan.', 1)",
    );
    expect((await siagaOn(story, ["status"], mailOnly)).out).toContain("\n! Ada yang perlu dibetulkan.\n");
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({
      running: false,
      sending: false,
      open: 1,
      late: 0,
      nextDueAt: "2026-11-24T09:00:00+08:00",
      lastImportAt: null,
      alarms: [{ cause: "x", text: "Ada yang perlu dibetulkan." }],
    });
  });

  test.each([
    [mailOnly, "diatur (memeriksa: siaga email uji)"],
    [{}, "belum diatur (SIAGA_SMTP)"],
    [{ SIAGA_WA: "hidup" }, "pengaturan salah (siaga periksa)"],
  ])("email: %j", async (settings, words) => {
    expect(await line("Email", settings)).toBe(words);
  });

  test.each([
    ["open", "bot tidak berjalan; terakhir tersambung"],
    ["logged_out", "belum ditautkan (siaga wa tautkan)"],
  ])("WhatsApp: %s", async (state, words) => {
    const text = JSON.stringify({ state, since: 1, code: null, failures: 0 });
    story.db.sql.prepare("insert into settings (key, value) values ('waState', ?)").run(text);
    expect(await line("WhatsApp")).toBe(words);
  });
});
