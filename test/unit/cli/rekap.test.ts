import { existsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { switchOn } from "../../../src/desk/sending.ts";
import { readPeriod } from "../../../src/cli/rekap/period.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn, tooWide } from "./on-story.ts";
import { done, example, path, siaga, useFolder } from "./siaga.ts";

describe("the period", () => {
  test.each([
    [{}, "2026-11-01", "2026-11-22"],
    [{ bulan: "2026-11" }, "2026-11-01", "2026-11-30"],
    [{ bulan: "2026-12" }, "2026-12-01", "2026-12-31"],
    [{ bulan: "2028-02" }, "2028-02-01", "2028-02-29"],
    [{ tahun: "2026" }, "2026-01-01", "2026-12-31"],
    [{ dari: "2026-10-05" }, "2026-10-05", "2026-11-22"],
    [{ dari: "2026-10-05", sampai: "2026-10-05" }, "2026-10-05", "2026-10-05"],
  ])("%j", (options, from, to) => {
    expect(readPeriod(options, "2026-11-22")).toEqual({ from, to });
  });

  test.each([
    [{ bulan: "2026-13" }, 'Bulan "2026-13" tidak dikenal'],
    [{ bulan: "November" }, "Tulis misalnya 2026-11"],
    [{ tahun: "26" }, 'Tahun "26" tidak dikenal'],
    [{ dari: "2026-02-30" }, "2026-02-30"],
    [{ sampai: "2026-11-20" }, "--sampai perlu --dari"],
    [{ dari: "2026-11-20", sampai: "2026-11-01" }, "terbalik"],
    [{ dari: "2026-11-01", bulan: "2026-11" }, "Pilih satu masa"],
    [{ bulan: "2026-11", tahun: "2026" }, "Pilih satu masa"],
  ])("refuses %j", (options, words) => {
    expect(() => readPeriod(options, "2026-11-22")).toThrow(words);
  });
});

describe("on the example data", () => {
  useFolder();
  const november = ["--bulan", "2026-11"];

  test("figures of a month, of one OPD, as text and as JSON", async () => {
    await done("konfig", "impor", example, "--ya");
    await done(
      "laporan",
      "impor",
      join(import.meta.dirname, "../../support/exports/laporan-ringkas-contoh.csv"),
    );
    const json = JSON.parse(await done("rekap", ...november, "--json")) as Record<string, unknown>;
    expect(json).toMatchObject({
      from: "2026-11-01",
      to: "2026-11-30",
      unit: null,
      received: 17,
      leftOut: { archived: 1, rejected: 0, not_authority: 0 },
      buckets: { unanswered: 12, in_progress: 2, done: 3 },
      donePercent: 17.65,
      // an export says neither when a complaint was disposed nor when it was answered
      pace: {
        days: null,
        answered: 0,
        unknown: 4,
        undisposed: 1,
        dispositionBound: 12,
        waiting: { count: 12 },
      },
      late: { response: { timed: 12 } },
      undisposed: { received: 1 },
    });
    const out = await done("rekap", ...november);
    expect(tooWide(out)).toEqual([]);
    expect(out).toContain("Diterima                 17 laporan\n");
    expect(out).toContain("Persentase penyelesaian  17,65 %\n");
    expect(out).toContain("Di luar hitungan         diarsipkan 1, ditolak 0, bukan wewenang 0\n");
    const own = JSON.parse(await done("rekap", ...november, "--opd", "PUPR", "--json")) as Record<
      string,
      unknown
    >;
    expect(own).toMatchObject({
      unit: "pupr",
      received: 5,
      units: [{ unit: "pupr", received: 5, isSmall: true }],
    });
    expect(await siaga("rekap", "--opd", "tidakada")).toMatchObject({ code: 1 });
  });

  test("where there is no book it creates none", async () => {
    expect(await done("rekap", ...november)).toContain("Diterima                 0 laporan\n");
    expect(existsSync(path("siaga.db"))).toBe(false);
  });
});

describe("on a book that lived", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-16T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  const complaint = {
    trackingId: "9100001",
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: "90001",
    title: "Lampu jalan padam di depan pasar",
    isSecret: false,
    reportedAt: at("2026-11-16T08:00"),
    disposedAt: at("2026-11-16T09:00"),
  };
  const recap = async (...words: string[]) => (await jsonOn(story, ["rekap", ...words]))[0];

  test("of a complaint that moved the first disposition and the first limit count, with the unit it is with now", async () => {
    await story.learn(complaint);
    await story.until("2026-11-20T09:00");
    await story.learn({ ...complaint, opdExternalId: "90002", disposedAt: at("2026-11-20T09:00") });
    await story.until("2026-11-24T09:00");
    await story.learn({
      trackingId: "9100001",
      statusRaw: "Proses",
      firstFollowUpAt: at("2026-11-24T09:00"),
    });
    const told = await recap();
    expect(told).toMatchObject({
      received: 1,
      moved: 1,
      // Monday 16 to Tuesday 24, 09.00: six working days, the limit of five passed, whatever the second unit did
      pace: { days: 6, answered: 1, bound: 0, dispositionBound: 0, waiting: { count: 0 } },
      late: { response: { timed: 1, late: 1, bound: 0 } },
      units: [{ moved: 1, rank: 1, isSmall: true, isSlow: true }],
    });
    const { out } = await siagaOn(story, ["rekap"]);
    expect(out.replace(/\s+/gu, " ")).toContain(
      "Laju tindak lanjut 6,0 hari kerja dari disposisi sampai tindak lanjut pertama, rata-rata 1 laporan",
    );
    expect(out).toContain("Terlambat tindak lanjut  1 dari 1 laporan");
    expect(out).toContain("1 laporan, dihitung sejak disposisi pertama");
    expect(out).toMatch(/│ 1\. .* │ 1\* +│ .*│ 6,0! │/u);
  });

  test("late is judged by the version under which the escalation runs, not by today's rule", async () => {
    await story.learn(complaint);
    const rule = ["aturan", "atur", "Tindak lanjut pertama", "--batas", "4 hari kerja"];
    expect(await siagaOn(story, rule)).toMatchObject({ code: 0 });
    // four working days are over, five are not
    await story.until("2026-11-20T16:00");
    expect(await recap()).toMatchObject({ late: { response: { timed: 1, late: 0 } } });
    await story.until("2026-11-23T09:01");
    expect(await recap()).toMatchObject({ late: { response: { timed: 1, late: 1 } } });
  });

  test("backlog is not blame: no clock until it is resumed, then the one that begins there; its age is what it is", async () => {
    story.close();
    story = openStory({ begin: "2026-11-16T09:00", hasWhatsApp: true });
    story.db.sql.prepare("delete from settings where key = 'sendingSince'").run();
    await story.kominfo(() => {});
    await story.learn(complaint);
    await story.until("2026-11-17T09:00");
    expect(await recap()).toMatchObject({ late: { response: { timed: 1 } } });
    await story.kominfo((db) => {
      const desk = openCommandDesk(db, { wa: true, email: true });
      switchOn(desk, desk.office, story.now());
    });
    await story.until("2026-11-24T09:00");
    expect(await recap()).toMatchObject({
      late: { response: { timed: 0, late: 0 } },
      pace: { waiting: { count: 1, days: 6 } },
    });
    expect(await siagaOn(story, ["laporan", "lanjutkan", "9100001", "--ya"])).toMatchObject({ code: 0 });
    expect(await recap()).toMatchObject({ late: { response: { timed: 1, late: 0 } } });
    await story.until("2026-12-01T09:01");
    expect(await recap("--bulan", "2026-11")).toMatchObject({ late: { response: { timed: 1, late: 1 } } });
  });

  test("office time is that of the complaint's own unit", async () => {
    await story.kominfo(({ sql }) => sql.exec("update units set zone = 'Asia/Jakarta' where code = 'PUPR'"));
    // before 08.30 WITA an office in WIB is closed
    const times = { disposedAt: at("2026-11-16T07:30"), firstFollowUpAt: at("2026-11-16T08:30") };
    await story.learn({ ...complaint, ...times, statusRaw: "Proses" });
    await story.learn({
      ...complaint,
      ...times,
      statusRaw: "Proses",
      trackingId: "9100002",
      opdExternalId: "90002",
    });
    expect(await recap("--opd", "PUPR")).toMatchObject({ pace: { answered: 1, days: 0 } });
    expect(await recap("--opd", "DLH")).toMatchObject({ pace: { answered: 1, days: 0.1 } });
  });

  test("under 50 a year is told by the 365 days that end with the period", async () => {
    await story.learn(
      complaint,
      { ...complaint, trackingId: "9100002", reportedAt: at("2025-11-17T00:00") },
      { ...complaint, trackingId: "9100003", reportedAt: at("2025-11-16T23:59") },
      { ...complaint, trackingId: "9100004", reportedAt: at("2026-03-02T08:00"), statusRaw: "Ditolak" },
    );
    expect(await recap("--dari", "2026-11-16", "--sampai", "2026-11-16")).toMatchObject({
      units: [{ received: 1, receivedInYear: 2, isSmall: true }],
    });
  });

  test("one OPD alone has no rank", async () => {
    await story.learn(complaint, { ...complaint, trackingId: "9100002", opdExternalId: "90002" });
    await story.until("2026-11-17T09:00");
    await story.learn({
      trackingId: "9100001",
      firstFollowUpAt: at("2026-11-17T09:00"),
      statusRaw: "Proses",
    });
    expect(await recap()).toMatchObject({ received: 2, units: [{ unit: "PUPR", rank: 1 }, { rank: null }] });
    expect(await recap("--opd", "PUPR")).toMatchObject({
      received: 1,
      units: [{ unit: "PUPR", rank: null }],
    });
  });

  test("a bound is told as one: the follow-up came at the latest when an export said so", async () => {
    await story.learn({ ...complaint, disposedAt: null });
    await story.until("2026-11-24T09:00");
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    expect(await recap()).toMatchObject({
      pace: { days: 6, answered: 1, bound: 1, dispositionBound: 1 },
      late: { response: { timed: 1, late: 1, bound: 1 } },
    });
    const { out } = await siagaOn(story, ["rekap"]);
    const words = out.replace(/\s+/gu, " ");
    expect(words).toContain('1 di antaranya "paling lambat": waktu tepatnya tidak disebut sumber');
    expect(words).toContain("1 dari 1 laporan (1 mungkin tepat waktu");
  });

  test("a complaint belongs to the day on which it came in at the Pemda's place", async () => {
    await story.learn(
      { ...complaint, reportedAt: at("2026-10-31T23:59") },
      { ...complaint, trackingId: "9100002", reportedAt: at("2026-11-01T00:00") },
    );
    expect(await recap()).toMatchObject({ from: "2026-11-01", received: 1 });
    expect(await recap("--bulan", "2026-10")).toMatchObject({ received: 1 });
    expect(await recap("--tahun", "2026")).toMatchObject({ received: 2 });
    expect(await recap("--dari", "2026-11-02")).toMatchObject({ received: 0 });
  });

  test("a year without holidays is told and counted, and stops nothing", async () => {
    story.close();
    story = openStory({ begin: "2028-01-05T09:00" });
    const said = { ...complaint, reportedAt: at("2027-12-30T08:00"), disposedAt: at("2027-12-30T09:00") };
    await story.learn(said);
    expect(await recap("--tahun", "2027")).toMatchObject({
      received: 1,
      pace: { days: null, uncounted: 1, waiting: { count: 0 } },
      late: { response: { timed: 0, uncounted: 1 } },
      missingYears: [2028, 2029],
    });
    const { code, out } = await siagaOn(story, ["rekap", "--tahun", "2027"]);
    expect(code).toBe(0);
    expect(out).toContain("! Tabel hari libur tahun 2028, 2029 belum ada");
  });

  test("secret complaints count like others; nothing of any complaint is shown", async () => {
    await story.learn(complaint, { ...complaint, trackingId: "9100002", isSecret: true });
    expect(await recap()).toMatchObject({ received: 2, units: [{ received: 2 }] });
    for (const words of [["rekap"], ["rekap", "--json"]]) {
      const { out } = await siagaOn(story, words);
      expect(out).not.toMatch(/91000|Lampu|rahasia/u);
    }
  });

  test("it writes nothing", async () => {
    await story.learn(complaint);
    const version = story.db.sql.pragma("data_version", { simple: true });
    await siagaOn(story, ["rekap"]);
    expect(story.db.sql.pragma("data_version", { simple: true })).toBe(version);
  });
});
