import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { openExport } from "../../../../src/sources/file/open-export.ts";
import { exportColumns } from "../../../support/exports/columns.ts";
import { freshFolder } from "../../../support/exports/folder.ts";
import { readAll } from "../../../support/exports/read-all.ts";
import { exportRow, exportRows } from "../../../support/exports/rows.ts";
import { exportTable } from "../../../support/exports/table.ts";
import { type CsvShape, writeCsv } from "../../../support/exports/write-csv.ts";
import { writeWorkbook, writeXlsx } from "../../../support/exports/write-xlsx.ts";

const rows = [...exportRows(5)];
const plain = async () => readAll(await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows)));

describe("the same reports, whatever the file looks like", () => {
  const shapes: Record<string, CsvShape> = {
    semicolons: { delimiter: ";" },
    tabs: { delimiter: "\t" },
    "a byte order mark": { bom: true },
    "a byte order mark and semicolons": { bom: true, delimiter: ";" },
    "line feeds only": { lineEnd: "\n" },
    "carriage returns only": { lineEnd: "\r" },
    "Excel's Unicode text": { encoding: "utf16le", bom: true, delimiter: "\t" },
  };
  test.each(Object.entries(shapes))("%s", async (_, shape) => {
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows), shape);
    expect(await readAll(path)).toEqual(await plain());
  });

  test("a name with another ending", async () => {
    const folder = freshFolder();
    const csv = await writeCsv(join(folder, "a.xlsx"), exportTable(rows));
    const xlsx = await writeXlsx(join(folder, "b.csv"), exportTable(rows));
    expect((await readAll(csv)).updates).toEqual((await plain()).updates);
    expect((await readAll(xlsx)).updates).toEqual((await plain()).updates);
  });

  test("line ends that change within one file", async () => {
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows));
    const lines = (await readFile(path, "utf8")).split("\r\n");
    await writeFile(path, lines.map((line, index) => line + (index < 10 ? "\r\n" : "\n")).join(""));
    expect((await readAll(path)).updates).toEqual((await plain()).updates);
  });

  test("no preamble: the header on row 1", async () => {
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows, { preamble: false }));
    const { head, updates } = await readAll(path);
    expect(head).toMatchObject({
      generatedOn: null,
      periodFrom: null,
      periodTo: null,
      institutionName: null,
    });
    expect(updates.map(({ sourceRow }) => sourceRow)).toEqual([2, 3, 4, 5, 6]);
  });

  test("a blank line after every row; rows are counted as a spreadsheet counts them", async () => {
    const spaced = [...exportTable(rows)].flatMap((cells) => [cells, [""]]);
    const { updates, refused } = await readAll(await writeCsv(join(freshFolder(), "a.csv"), spaced));
    expect(refused).toEqual([]);
    expect(updates.map(({ sourceRow }) => sourceRow)).toEqual([23, 25, 27, 29, 31]);
  });

  test("line breaks inside fields count as one row", async () => {
    const broken = rows.map((row) => ({
      ...row,
      "Isi Laporan Awal": 'baris "satu"\nbaris dua\r\nbaris tiga',
    }));
    const { updates } = await readAll(await writeCsv(join(freshFolder(), "a.csv"), exportTable(broken)));
    expect(updates.map(({ sourceRow }) => sourceRow)).toEqual([12, 13, 14, 15, 16]);
  });

  test("a quote that nobody doubled", async () => {
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable([exportRow(1, { Kategori: "K" })]));
    await writeFile(path, (await readFile(path, "utf8")).replace(",K,", ',K "satu" dua,'));
    expect((await readAll(path)).updates[0]?.category).toBe('K "satu" dua');
  });

  test("merged-like preambles, and sheets before the one with the reports", async () => {
    const path = await writeWorkbook(join(freshFolder(), "a.xlsx"), [
      { name: "Sampul", rows: [["Rekap bulanan"], ["", "Kominfo"]] },
      { name: "Laporan", rows: exportTable(rows) },
    ]);
    expect((await readAll(path)).updates).toEqual((await plain()).updates);
  });
});

describe("Windows-1252", () => {
  test("is read where the bytes are no UTF-8", async () => {
    const row = exportRow(1, { "Judul Laporan": "Kafé \u0093berisik\u0094 malam", Kecamatan: "Pélaihari" });
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable([row]), { encoding: "latin1" });
    expect((await readAll(path)).updates[0]).toMatchObject({
      title: "Kafé “berisik” malam",
      locationName: "Pélaihari",
    });
  });

  test.each([0, 1])("UTF-8 is known wherever a chunk cuts a character (%d)", async (shift) => {
    const long = {
      "Nama Pelapor": "x".repeat(shift),
      "Isi Laporan Awal": "é".repeat(3000),
      "Isi Laporan Akhir": "",
    };
    const row = exportRow(400, { "Judul Laporan": "Kafé berisik" });
    const rows = [...exportRows(400, (index) => (index === 0 ? long : { ...long, "Nama Pelapor": "" })), row];
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows));
    const bytes = await readFile(path);
    // Only without the shift does the second byte of a character begin the second chunk.
    expect(bytes[1 << 20]).toBe(shift === 0 ? 0xa9 : 0xc3);
    expect((await readAll(path)).updates.at(-1)?.title).toBe("Kafé berisik");
  });
});

describe("columns", () => {
  test("a subset is enough, and what the file does not have stays unsaid", async () => {
    const columns = ["Tracking ID", "Status Laporan"];
    const path = await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows, { columns }));
    expect((await readAll(path)).updates[0]).toEqual({
      trackingId: "9200000",
      statusRaw: "Belum Ditindaklanjuti",
      sourceRow: 12,
    });
  });

  test("other columns are skipped, and never come out", async () => {
    const columns = ["No", "NIK Pelapor", "Email", "No. HP", "Alamat", ...exportColumns];
    const extra = {
      No: "1",
      "NIK Pelapor": "RAHASIA1",
      Email: "RAHASIA2",
      "No. HP": "RAHASIA3",
      Alamat: "RAHASIA4",
    };
    const path = await writeCsv(
      join(freshFolder(), "a.csv"),
      exportTable([exportRow(1, extra)], { columns }),
    );
    const read = await readAll(path);
    expect(read.updates).toEqual(
      [(await plain()).updates[1]].map((update) => ({ ...update, sourceRow: 12 })),
    );
    expect(JSON.stringify(read.rows)).not.toContain("RAHASIA");
  });

  test("names in snake case, in other cases, and of other hands", async () => {
    const names = ["tracking_id", "TANGGAL_MASUK", "dinas_tujuan", "kecamatan_final", "status", "kategori"];
    const cells = ["9200000", "2026-11-16", "Dinas Kesehatan", "Alalak", "Selesai", "Sampah"];
    const path = await writeCsv(join(freshFolder(), "a.csv"), [names, cells]);
    expect((await readAll(path)).updates).toEqual([
      {
        trackingId: "9200000",
        sourceRow: 2,
        reportedAt: Date.UTC(2026, 10, 16) / 1000,
        opdName: "Dinas Kesehatan",
        locationName: "Alalak",
        statusRaw: "Selesai",
        category: "Sampah",
      },
    ]);
  });

  test("those of a simulation file: empty is never", async () => {
    const columns = [
      "Tracking ID",
      "Status Laporan",
      "Tanggal Disposisi",
      "Tanggal Tindak Lanjut Pertama",
    ].concat("Tanggal Selesai", "Masa Tunda");
    const table = [
      columns,
      [
        "9200000",
        "",
        "2026-11-20T15:00:00+08:00",
        "",
        "",
        "2026-11-21T08:00:00+08:00/2026-11-22T08:00:00+08:00;2026-11-24T00:00:00Z/",
      ],
      ["9200000", "", "2026-11-23T07:30:00Z", "2026-11-24T00:00:00Z", "2026-11-25T00:00:00Z", ""],
    ];
    const { rows: read } = await readAll(await writeCsv(join(freshFolder(), "a.csv"), table));
    expect(read).toEqual([
      {
        ok: true,
        update: {
          trackingId: "9200000",
          sourceRow: 2,
          statusRaw: null,
          disposedAt: Date.UTC(2026, 10, 20, 7, 0) / 1000,
          firstFollowUpAt: null,
          closedAt: null,
        },
        pauses: [
          [Date.UTC(2026, 10, 21, 0, 0) / 1000, Date.UTC(2026, 10, 22, 0, 0) / 1000],
          [Date.UTC(2026, 10, 24, 0, 0) / 1000, null],
        ],
      },
      {
        ok: true,
        update: {
          trackingId: "9200000",
          sourceRow: 3,
          statusRaw: null,
          disposedAt: Date.UTC(2026, 10, 23, 7, 30) / 1000,
          firstFollowUpAt: Date.UTC(2026, 10, 24, 0, 0) / 1000,
          closedAt: Date.UTC(2026, 10, 25, 0, 0) / 1000,
        },
        pauses: [],
      },
    ]);
  });
});

test("progress tells bytes, and the rows may be walked again", async () => {
  for (const path of [
    await writeCsv(join(freshFolder(), "a.csv"), exportTable(exportRows(3000))),
    await writeXlsx(join(freshFolder(), "a.xlsx"), exportTable(exportRows(30))),
  ]) {
    const opened = await openExport(path, { offsetMinutes: 0, now: 0 });
    const seen: number[] = [];
    for await (const row of opened.rows) if (row.ok) seen.push(opened.progress().done);
    expect(seen.toSorted((a, b) => a - b)).toEqual(seen);
    expect(seen[0]).toBeLessThan(seen.at(-1)!);
    expect(opened.progress()).toEqual({
      done: (await readFile(path)).length,
      total: (await readFile(path)).length,
    });
    let again = 0;
    for await (const row of opened.rows) if (row.ok) again += 1;
    expect(again).toBe(seen.length);
  }
});
