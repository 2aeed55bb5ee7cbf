import { utimesSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { isoWithOffset } from "../../src/calendar/format.ts";
import { importFile } from "../../src/desk/import-file.ts";
import { replaceAliases } from "../../src/people/units/store.ts";
import { exportColumns, type ExportRow } from "../support/exports/columns.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportTable } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
import { type CellValue, writeXlsx } from "../support/exports/write-xlsx.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { openStory, type Story } from "../support/story.ts";

// A Pemda without the API drops today's export every day, and the bot learns by comparing.

const wita = { zone: "Asia/Makassar" } as const;

let sink: MailSink;
let story: Story;
beforeEach(async () => {
  sink = await openMailSink();
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true, mail: sink });
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await sink.close();
});

const open: ExportRow = {
  "Tracking ID": "9100001",
  "Tanggal Laporan Masuk": "23 Nov 2026",
  "Waktu Laporan Masuk": "00:30:00",
  "ID Instansi Terdisposisi": "90001",
  "Instansi Terdisposisi": "Dinas PUPR",
  "Tipe Laporan (Anonim/Rahasia)": "",
  "Klasifikasi Laporan": "",
  "Status Laporan": "Belum Ditindaklanjuti",
};

interface Shape {
  readonly columns?: readonly string[];
  readonly isByHand?: boolean;
  readonly period?: readonly [string, string];
}

function tableOf(
  rows: readonly ExportRow[],
  { columns = exportColumns, isByHand = false, period }: Shape = {},
) {
  const today = isoWithOffset(wita, story.now()).slice(0, 10);
  return exportTable(
    rows.map((row) => exportRow(0, { ...open, ...row })),
    { columns, preamble: !isByHand, generatedOn: today, period: period ?? ["2026-11-01", today] },
  );
}

async function importNow(path: string) {
  utimesSync(path, story.now(), story.now());
  const order = { path, now: story.now(), isForced: false };
  const result = await importFile(story.db.sql, story.bot().desk.intake, order);
  await story.settle();
  return result;
}

/** Today's export with these reports. */
async function today(rows: readonly ExportRow[], shape: Shape = {}) {
  return importNow(await writeCsv(join(story.folder, "hari-ini.csv"), tableOf(rows, shape)));
}

const told = () => story.told().map((line) => line.replace(/ email /u, " "));
/** The head of PUPR has two addresses: one line for each. */
const heads = (lines: string[]) => lines.filter((line) => line.includes("wa kepala"));
const alarmTexts = () =>
  story.texts().filter((text) => /belum dikenal|mundur|tidak muncul|tidak ada lagi/u.test(text));

describe("an office between two exports", () => {
  beforeEach(async () => {
    await today([{}]);
    await story.until("2026-11-24T09:30");
    told();
  });

  test.each([
    [
      "spelled otherwise",
      { "Instansi Terdisposisi": "DINAS PUPR KABUPATEN CONTOH", "ID Instansi Terdisposisi": "" },
    ],
    ["renamed, with the id it had", { "Instansi Terdisposisi": "Dinas Bina Marga dan Cipta Karya" }],
    ["its id as a number", { "ID Instansi Terdisposisi": "90001.0" }],
  ])("%s, is no move: nobody is told, and the clock goes on", async (_, cells) => {
    expect(await today([cells])).toMatchObject({ unknownUnits: [] });
    await story.until("2026-11-26T09:30");
    expect(told().filter((line) => /moved|Kominfo|DLH/u.test(line))).toEqual([]);
    expect(story.ask("select count(*) || '/' || max(epoch) from escalations where clock = 'response'")).toBe(
      "1/1",
    );
    expect(story.ask("select opdId from complaints")).toBe(story.people.pupr);
  });

  test("renamed, without an id: held for Kominfo to map, and then goes on where it was", async () => {
    const renamed = { "Instansi Terdisposisi": "Dinas Bina Marga", "ID Instansi Terdisposisi": "" };
    expect(await today([renamed])).toMatchObject({ unknownUnits: [{ name: "Dinas Bina Marga", count: 1 }] });
    expect(alarmTexts().join()).toMatch(/"Dinas Bina Marga" belum dikenal.*--alias/su);
    await story.until("2026-11-26T08:00");
    await story.kominfo(({ sql }) => replaceAliases(sql, story.people.pupr, ["Dinas Bina Marga"]));
    await today([renamed]);
    told();
    await story.until("2026-11-26T09:30");
    expect(heads(told())).toEqual(["11-26 09:00 step wa kepala Kepala PUPR"]);
    expect(story.ask("select count(*) || '/' || max(epoch) from escalations where clock = 'response'")).toBe(
      "1/1",
    );
  });

  test("really another: whoever was told hears that it went, and the new one's clock begins", async () => {
    await today([{ "Instansi Terdisposisi": "Dinas Lingkungan Hidup", "ID Instansi Terdisposisi": "90002" }]);
    expect(told()).toEqual(
      expect.arrayContaining([
        "11-24 09:30 moved wa admin Admin PUPR",
        expect.stringMatching(/^11-24 09:30 step .*admin Admin DLH$/u),
      ]),
    );
    await story.until("2026-11-26T10:00");
    expect(heads(told())).toEqual([]);
  });
});

describe("a status that goes backwards", () => {
  test("after an answer: recorded, told to Kominfo once, and no clock begins anew", async () => {
    await today([{}, { "Tracking ID": "9100002" }]);
    await story.until("2026-11-24T09:30");
    await today([{ "Status Laporan": "Proses" }, { "Tracking ID": "9100002" }]);
    await story.until("2026-11-25T09:30");
    told();
    const { warnings } = await today([{}, { "Tracking ID": "9100002" }]);
    expect(warnings).toEqual([
      'Status 1 laporan mundur: 9100001 (dari "Proses" menjadi "Belum Ditindaklanjuti"). Batas waktunya tidak diulang; periksa di SP4N-LAPOR! bila berkasnya pernah disunting tangan.',
    ]);
    expect(alarmTexts()).toHaveLength(1);
    await story.until("2026-11-26T09:30");
    await today([{}, { "Tracking ID": "9100002" }]);
    await story.until("2026-12-01T09:30");
    expect(alarmTexts()).toHaveLength(1);
    expect(story.ask("select status from complaints where trackingId = '9100001'")).toBe("unanswered");
    expect(
      story.ask(
        "select count(*) from outbox where kind = 'step' and post = 'kepala' and trackingId = '9100001'",
      ),
    ).toBe(0);
  });

  test("with another office is its beginning there, and no news", async () => {
    await today([{ "Status Laporan": "Proses" }]);
    const moved = { "Instansi Terdisposisi": "Dinas Lingkungan Hidup", "ID Instansi Terdisposisi": "90002" };
    expect((await today([moved])).warnings).toEqual([]);
  });
});

describe("a complaint that is absent although it is in the period", () => {
  beforeEach(async () => {
    await today([{}, { "Tracking ID": "9100002" }]);
    await story.until("2026-11-25T09:30");
    told();
  });
  const other = { "Tracking ID": "9100002" };

  test("waits, Kominfo hears of it, and it goes on when it is back", async () => {
    await today([other]);
    expect(story.ask("select missingSince from complaints where trackingId = '9100001'")).toBe(story.now());
    await story.until("2026-11-26T09:30");
    expect(heads(told())).toEqual(["11-26 09:00 step wa kepala Kepala PUPR"]);
    expect(
      story.ask("select reason from escalations where trackingId = '9100001' and clock = 'response'"),
    ).toBe("missing_upstream");
    expect(
      story.ask("select count(*) from alarms where cause = 'missing_upstream' and toldAt is not null"),
    ).toBe(1);
    await today([{}, other]);
    expect(story.ask("select missingSince from complaints where trackingId = '9100001'")).toBeNull();
    await story.until("2026-11-26T10:30");
    expect(heads(told()).length).toBe(1);
  });

  test.each<[string, readonly ExportRow[], Shape]>([
    ["another period", [other], { period: ["2026-01-01", "2026-06-30"] }],
    ["no period", [other], { isByHand: true }],
    ["a row that could not be read", [other, { "Tracking ID": "rusak" }], {}],
  ])("an export with %s says nothing of it", async (_, rows, shape) => {
    await today(rows, shape);
    expect(story.ask("select count(*) from complaints where missingSince is not null")).toBe(0);
  });
});

/** Read after today's export it is the same report, at the same moment. */
async function expectKept(make: () => Promise<unknown>): Promise<void> {
  await today([{}]);
  expect(await make()).toMatchObject({ read: 1, new: 0, refused: [] });
  expect(story.ask("select count(*) from complaints")).toBe(1);
  expect(story.ask("select reportedAt from complaints")).toBe(Date.UTC(2026, 10, 23, 0, 30) / 1000);
}

describe("the same complaint, however its file was kept", () => {
  test.each(["168054.0", "[168054](javascript:;)", "'168054", " 168054 "])("its id as %s", async (id) => {
    await today([{ "Tracking ID": "168054" }]);
    expect(await today([{ "Tracking ID": id }])).toMatchObject({ new: 0, unchanged: 1 });
  });

  test("edited by hand: header on row 1, other columns between, names in snake case", async () => {
    const names: Record<string, string> = {
      catatan_kami: "",
      tracking_id: "9100001",
      TANGGAL_LAPORAN_MASUK: "23 Nov 2026",
      waktu_laporan_masuk: "00:30:00",
      warna: "merah",
      id_instansi_terdisposisi: "90001",
      instansi_terdisposisi: "Dinas PUPR",
      status_laporan: "Belum Ditindaklanjuti",
      tipe_laporan: "",
    };
    const path = join(story.folder, "suntingan.csv");
    await expectKept(async () => importNow(await writeCsv(path, [Object.keys(names), Object.values(names)])));
  });

  test.each<[string, (date: Date, text: string) => readonly [CellValue, CellValue]]>([
    [
      "a date and a time as the spreadsheet keeps them",
      (date) => [new Date(date.getTime() + 30 * 60_000), ""],
    ],
    ["a count of days", (date) => [date.getTime() / 86_400_000 + 25_569 + 30 / 1440, ""]],
    ["texts", (_, text) => [text, "00:30:00"]],
  ])("as a workbook, its date as %s, its ids as numbers", async (_, cellsOf) => {
    const rows = [...tableOf([{}])].map((row) => [...row] as CellValue[]);
    const last = rows.at(-1) ?? [];
    const [date, time] = cellsOf(new Date(Date.UTC(2026, 10, 23)), "23 Nov 2026");
    rows[rows.length - 1] = last.with(0, 9_100_001).with(1, date).with(2, time).with(13, 90_001);
    const path = join(story.folder, "suntingan.xlsx");
    await expectKept(async () => importNow(await writeXlsx(path, rows)));
  });
});
