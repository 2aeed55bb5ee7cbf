import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { type ExportRow, exportColumns } from "../../../support/exports/columns.ts";
import { freshFolder } from "../../../support/exports/folder.ts";
import { readAll, type ReadExport } from "../../../support/exports/read-all.ts";
import { exportRow } from "../../../support/exports/rows.ts";
import { exportTable } from "../../../support/exports/table.ts";
import { writeCsv } from "../../../support/exports/write-csv.ts";
import { writeXlsx } from "../../../support/exports/write-xlsx.ts";

async function readRows(...rows: readonly ExportRow[]): Promise<ReadExport> {
  return readAll(await writeCsv(join(freshFolder(), "a.csv"), exportTable(rows)));
}

async function titleOf(title: string): Promise<string | null | undefined> {
  return (await readRows(exportRow(1, { "Judul Laporan": title }))).updates[0]?.title;
}

describe("one broken row is refused, the others are read", () => {
  test.each<[string, string, ExportRow, RegExp]>([
    ["no id", "Tracking ID", { "Tracking ID": "" }, /bukan nomor laporan/],
    ["a name for an id", "Tracking ID", { "Tracking ID": "Budi Santoso" }, /bukan nomor laporan/],
    ["an id that Excel rounded", "Tracking ID", { "Tracking ID": "1.23457E+11" }, /bukan nomor laporan/],
    [
      "30 February",
      "Tanggal Laporan Masuk",
      { "Tanggal Laporan Masuk": "30 Feb 2026" },
      /tanggal tidak terbaca/,
    ],
    [
      "American order",
      "Tanggal Laporan Masuk",
      { "Tanggal Laporan Masuk": "11/16/2026" },
      /tanggal tidak terbaca/,
    ],
    [
      "a name for a date",
      "Tanggal Laporan Masuk",
      { "Tanggal Laporan Masuk": "Budi Santoso" },
      /tanggal tidak/,
    ],
    ["25 o'clock", "Waktu Laporan Masuk", { "Waktu Laporan Masuk": "25:00:00" }, /waktu tidak terbaca/],
    [
      "a body for a status",
      "Status Laporan",
      { "Status Laporan": "Budi Santoso ".repeat(20) },
      /tidak cocok untuk kolom ini/,
    ],
  ])("%s", async (_, column, cells, reason) => {
    const { updates, refused } = await readRows(exportRow(0), exportRow(1, cells), exportRow(2));
    expect(updates.map(({ trackingId }) => trackingId)).toEqual(["9200000", "9200002"]);
    expect(refused).toEqual([{ row: 13, column, reason: expect.stringMatching(reason) }]);
    expect(JSON.stringify(refused)).not.toContain("Budi");
  });

  test("a lost quote that takes in just so much that no cell is missing: nothing of it passes for a title", async () => {
    const body = "Nama saya Zulqarnain, kucing oranye masuk sumur";
    const quoted = { "Judul Laporan": "KUTIP", "Isi Laporan Awal": body, "Isi Laporan Akhir": "" };
    const path = await writeCsv(
      join(freshFolder(), "a.csv"),
      exportTable([
        exportRow(0),
        exportRow(1, { ...quoted, "Judul Laporan": "BUKA" }),
        exportRow(2, quoted),
        exportRow(3),
      ]),
    );
    const text = (await readFile(path, "utf8"))
      .replace("BUKA", '"Jalan')
      .replace("KUTIP", '"Jalan rusak"')
      .replaceAll(`"${body}"`, "isi tanpa koma");
    await writeFile(path, text);
    const { updates, refused } = await readAll(path);
    expect(updates.map(({ trackingId }) => trackingId)).toEqual(["9200000", "9200003"]);
    expect(refused).toEqual([
      { row: 13, column: "Judul Laporan", reason: expect.stringMatching(/menyatu.*tanda kutip/) },
    ]);
    expect(JSON.stringify([updates, refused])).not.toMatch(/Warga|isi tanpa/u);
  });

  test("a title in two lines is no lost quote", async () => {
    expect(await titleOf("Jalan rusak\n3 titik, RT 08\n12 rumah")).toBe(
      "Jalan rusak 3 titik, RT 08 12 rumah",
    );
  });

  test("cells to spare, as after a comma without quotes", async () => {
    const table = [
      ["Tracking ID", "Judul", "Status"],
      ["9200000", "Jalan rusak", " parah", "Selesai"],
    ];
    const { refused } = await readAll(await writeCsv(join(freshFolder(), "a.csv"), table));
    expect(refused).toEqual([{ row: 2, column: "Status", reason: expect.stringMatching(/lebih banyak/) }]);
  });

  test("an empty cell to spare: a comma without quotes before a last cell that is empty", async () => {
    const row = exportRow(1, { Kelurahan: "" });
    const [header, cells] = [...exportTable([row], { preamble: false })];
    const shifted = cells!.toSpliced(7, 1, "Jalan rusak", " parah");
    const { updates, refused } = await readAll(
      await writeCsv(join(freshFolder(), "a.csv"), [header!, shifted]),
    );
    expect(updates).toEqual([]);
    expect(refused).toMatchObject([{ row: 2, reason: expect.stringMatching(/22 sel, seharusnya 21/) }]);
  });

  test.each(exportColumns)(
    "a cell missing at %s: a body is no title, and a secret stays secret",
    async (name) => {
      const row = exportRow(1, { "Tipe Laporan (Anonim/Rahasia)": "Rahasia" });
      const [header, cells] = [...exportTable([row], { preamble: false })];
      const short = cells!.toSpliced(exportColumns.indexOf(name), 1);
      const { updates, refused } = await readAll(
        await writeCsv(join(freshFolder(), "a.csv"), [header!, cells!, short]),
      );
      expect(updates).toHaveLength(1);
      expect(refused).toEqual([
        {
          row: 3,
          column: "Kelurahan",
          reason: expect.stringMatching(/lebih sedikit.*20 sel, seharusnya 21/),
        },
      ]);
    },
  );

  test("a row cut off long before its end", async () => {
    const [header, row] = [...exportTable([exportRow(0)], { preamble: false })];
    const path = await writeCsv(join(freshFolder(), "a.csv"), [header!, row!, row!.slice(0, 4), row!]);
    const { updates, refused } = await readAll(path);
    expect(updates).toHaveLength(2);
    expect(refused).toMatchObject([{ row: 3, column: "Klasifikasi Laporan" }]);
  });

  test("a workbook whose last cells are empty is no short row", async () => {
    const rows = [exportRow(1, { Kelurahan: "", Kecamatan: "" }), exportRow(2)];
    const { updates } = await readAll(await writeXlsx(join(freshFolder(), "a.xlsx"), exportTable(rows)));
    expect(updates).toHaveLength(2);
  });
});

describe("what a row may hold", () => {
  test("no date: unknown, not today", async () => {
    const { updates } = await readRows(
      exportRow(0, { "Tanggal Laporan Masuk": "", "Waktu Laporan Masuk": "" }),
    );
    expect(updates[0]?.reportedAt).toBeNull();
  });

  test("a title is scrubbed, put on one line and cut", async () => {
    expect(await titleOf("Pungli,\nhubungi 0812-3456-7890")).toBe("Pungli, hubungi [disamarkan]");
    expect(await titleOf("  Jalan\u200b  rusak\t parah ")).toBe("Jalan rusak parah");
    expect(await titleOf("=HYPERLINK(1)")).toBe("=HYPERLINK(1)");
    expect(await titleOf("   ")).toBeNull();
    const long = await titleOf(`${"a".repeat(195)} 081234567890`);
    expect(long).toHaveLength(200);
    expect(long).not.toMatch(/[0-9]/);
  });

  test("a note is scrubbed, and not given for a secret report", async () => {
    const note = { "Alasan Tunda/Arsip": "Hubungi pelapor di 0812-3456-7890" };
    const { updates } = await readRows(
      exportRow(1, note),
      exportRow(2, { ...note, "Tipe Laporan (Anonim/Rahasia)": "Rahasia" }),
    );
    expect(updates.map(({ statusNote }) => statusNote)).toEqual(["Hubungi pelapor di [disamarkan]", null]);
  });

  test.each([
    "Kategori",
    "Sumber Laporan",
    "Instansi Induk",
    "Instansi Terdisposisi",
    "Status Laporan",
    "Kecamatan",
  ])("%s is scrubbed", async (column) => {
    const { updates, refused } = await readRows(
      exportRow(1, { [column]: "Budi NIK 6304051708900001 telp 0812-3456-7890" }),
    );
    expect(refused).toEqual([]);
    expect(JSON.stringify(updates)).toContain("Budi NIK [disamarkan] telp [disamarkan]");
    expect(JSON.stringify(updates)).not.toMatch(/6304051708900001|0812-3456-7890/);
  });

  test("an address in the place of a kecamatan is left out, and the row is read", async () => {
    const { updates, refused } = await readRows(
      exportRow(1, { Kecamatan: "Jalan Mawar No 3 RT 5" }),
      exportRow(2, { Kecamatan: "Kec. Alalak" }),
    );
    expect(refused).toEqual([]);
    expect(updates.map(({ locationName }) => locationName)).toEqual([null, "Kec. Alalak"]);
  });

  test.each(["ID Kategori", "ID Instansi Terdisposisi"])(
    "%s is no place for a NIK or a phone",
    async (column) => {
      for (const text of ["6304051708900001", "0812-3456-7890", "x".repeat(41)]) {
        const { updates, refused } = await readRows(exportRow(1, { [column]: text }));
        expect(updates).toEqual([]);
        expect(refused).toMatchObject([{ column, reason: expect.stringMatching(/tidak cocok/) }]);
        expect(JSON.stringify(refused)).not.toContain(text);
      }
    },
  );

  test.each([
    "Kecamatan Alalak",
    "Puskesmas Marabahan I",
    "SMP Negeri 12 Banjarbaru",
    "UPTD Puskesmas 11 Ilir",
    "Bagian Organisasi Setda Kab. Contoh",
    "Dinas PU & Penataan Ruang (Bidang 2)",
  ])("the office %s keeps its name", async (name) => {
    const { updates } = await readRows(exportRow(1, { "Instansi Terdisposisi": name }));
    expect(updates[0]?.opdName).toBe(name);
  });

  test.each([
    ["", false, false],
    ["Anonim", true, false],
    ["Rahasia", false, true],
    ["Anonim|Rahasia", true, true],
    ["rahasia, anonim", true, true],
    ["Publik", false, false],
    ["Tertutup", undefined, undefined],
  ])("Tipe Laporan %j", async (text, isAnonymous, isSecret) => {
    const { updates } = await readRows(exportRow(1, { "Tipe Laporan (Anonim/Rahasia)": text }));
    expect([updates[0]?.isAnonymous, updates[0]?.isSecret]).toEqual([isAnonymous, isSecret]);
  });

  test("the same id twice comes out twice, in the order of the file", async () => {
    const { updates } = await readRows(
      exportRow(0, { "Status Laporan": "Proses" }),
      exportRow(1),
      exportRow(0, { "Status Laporan": "Selesai" }),
    );
    expect(updates.map(({ trackingId, statusRaw }) => [trackingId, statusRaw])).toEqual([
      ["9200000", "Proses"],
      ["9200001", "Proses"],
      ["9200000", "Selesai"],
    ]);
  });
});
