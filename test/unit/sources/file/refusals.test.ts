import { chmod, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { UserError } from "../../../../src/user-error.ts";
import { openExport } from "../../../../src/sources/file/open-export.ts";
import type { ExportRow } from "../../../support/exports/columns.ts";
import { examplePath, freshFolder } from "../../../support/exports/folder.ts";
import { readAll } from "../../../support/exports/read-all.ts";
import { exportRows } from "../../../support/exports/rows.ts";
import { exportTable } from "../../../support/exports/table.ts";
import { writeCsv } from "../../../support/exports/write-csv.ts";
import { writeXlsx } from "../../../support/exports/write-xlsx.ts";

const png = Buffer.from("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489", "hex");
const oldExcel = Buffer.concat([Buffer.from("d0cf11e0a1b11ae1", "hex"), Buffer.alloc(504)]);
const emptyZip = Buffer.concat([Buffer.from("504b0506", "hex"), Buffer.alloc(18)]);

async function refusal(path: string): Promise<string> {
  const error = await openExport(path, { offsetMinutes: 0, now: 0 }).then(
    () => null,
    (reason: unknown) => reason,
  );
  expect(error).toBeInstanceOf(UserError);
  const { message } = error as UserError;
  expect(message).not.toContain("\n");
  return message;
}

const made: readonly [what: string, make: (folder: string) => Promise<string>, words: RegExp][] = [
  ["a missing file", async (folder) => join(folder, "x.csv"), /"x\.csv" tidak ditemukan; periksa/],
  ["a path through a file", async () => join(examplePath, "x.csv"), /tidak ditemukan/],
  ["a directory", async (folder) => put(folder, "map", null), /adalah folder/],
  ["an empty file", async (folder) => put(folder, "x.csv", Buffer.alloc(0)), /kosong \(0 byte\)/],
  ["a device", async () => "/dev/null", /bukan berkas biasa/],
  ["a picture", async (folder) => put(folder, "x.csv", png), /bukan CSV atau XLSX/],
  ["an old workbook", async (folder) => put(folder, "x.xlsx", oldExcel), /Excel lama/],
  [
    "a web page",
    async (folder) => put(folder, "x.xls", Buffer.from("<html><table>")),
    /"Tracking ID" tidak ada/,
  ],
  [
    "a text",
    async (folder) => put(folder, "x.csv", Buffer.from("halo\n".repeat(99))),
    /"Tracking ID" tidak ada/,
  ],
  ["an empty archive", async (folder) => put(folder, "x.xlsx", emptyZip), /rusak atau terpotong/],
  ["half a workbook", async (folder) => cutWorkbook(folder, 0.5), /rusak atau terpotong/],
  ["a workbook without its end", async (folder) => cutWorkbook(folder, 0.99), /rusak atau terpotong/],
  ["a workbook that swells", swollenWorkbook, /terlalu besar.*simpan sebagai CSV/],
  [
    "a workbook of something else",
    async (folder) => writeXlsx(join(folder, "x.xlsx"), [["Nama", "Nilai"]]),
    /"Tracking ID" tidak ada/,
  ],
  [
    "no status column",
    async (folder) =>
      writeCsv(join(folder, "x.csv"), exportTable(exportRows(2), { columns: ["Tracking ID", "Kategori"] })),
    /tidak memiliki kolom "Status Laporan"/,
  ],
  [
    "a header too far down",
    async (folder) =>
      writeCsv(join(folder, "x.csv"), [
        ...Array.from({ length: 40 }, () => ["catatan"]),
        ["Tracking ID", "Status Laporan"],
      ]),
    /40 baris pertama/,
  ],
];

test.each(made)("%s is refused whole", async (_, make, words) => {
  expect(await refusal(await make(freshFolder()))).toMatch(words);
});

test.skipIf(process.getuid?.() === 0)("a file that this account may not read is refused", async () => {
  const path = await writeCsv(join(freshFolder(), "x.csv"), exportTable(exportRows(1)));
  await chmod(path, 0o000);
  expect(await refusal(path)).toMatch(/izin/);
});

test("the header may stand on row 40", async () => {
  const path = await writeCsv(join(freshFolder(), "x.csv"), [
    ...Array.from({ length: 39 }, () => ["catatan"]),
    ["Tracking ID", "Status Laporan"],
    ["9200000", "Selesai"],
  ]);
  expect((await readAll(path)).updates).toEqual([
    { trackingId: "9200000", statusRaw: "Selesai", sourceRow: 41 },
  ]);
});

const unquoted = {
  "Isi Laporan Awal": "lampu mati",
  "Isi Laporan Akhir": "lampu mati",
  "Judul Laporan": "Lampu",
};

/** An export in which a quote opens before the date of report 3 and, where no other quote follows, never closes. */
async function withLostQuote(count: number, cells: ExportRow): Promise<string> {
  const path = await writeCsv(join(freshFolder(), "x.csv"), exportTable(exportRows(count, () => cells)));
  const text = await readFile(path, "utf8");
  await writeFile(path, text.replace("9200003,", '9200003,"'));
  return path;
}

test("a quote that stays open is refused while reading, with one sentence", async () => {
  const reading = readAll(await withLostQuote(50, unquoted));
  await expect(reading).rejects.toThrow(UserError);
  await expect(reading).rejects.toThrow(/tanda kutip/);
});

test("a quote that stays open does not pull a large file into memory", async () => {
  const opened = await openExport(await withLostQuote(20_000, unquoted), { offsetMinutes: 0, now: 0 });
  const walk = async () => {
    let rows = 0;
    for await (const row of opened.rows) rows += row.ok ? 1 : 0;
    return rows;
  };
  await expect(walk()).rejects.toThrow(UserError);
  expect(opened.progress().done).toBeLessThan(opened.progress().total / 2);
});

test("a quote that closes in the next field costs its own row only", async () => {
  const { updates, refused } = await readAll(await withLostQuote(50, {}));
  expect(updates).toHaveLength(49);
  expect(refused.map(({ row }) => row)).toEqual([15]);
});

test.each([2, 30, 100, 200])(
  "a text that ends %d characters early, within a row, is refused whole",
  async (early) => {
    const path = await writeCsv(join(freshFolder(), "x.csv"), exportTable(exportRows(9, () => unquoted)));
    await writeFile(path, (await readFile(path)).subarray(0, -2 - early));
    await expect(readAll(path)).rejects.toThrow(/terpotong.*tidak ada yang diimpor/);
  },
);

test("a text without its last line end is whole when its last row is", async () => {
  const path = await writeCsv(join(freshFolder(), "x.csv"), exportTable(exportRows(9)));
  await writeFile(path, (await readFile(path)).subarray(0, -2));
  expect((await readAll(path)).updates).toHaveLength(9);
});

test("a file that goes away after it was opened", async () => {
  const folder = freshFolder();
  const path = await writeCsv(join(folder, "x.csv"), exportTable(exportRows(2)));
  const { rows } = await openExport(path, { offsetMinutes: 0, now: 0 });
  await rm(path);
  await expect(rows[Symbol.asyncIterator]().next()).rejects.toThrow(/hilang selagi dibaca/);
});

async function put(folder: string, name: string, bytes: Buffer | null): Promise<string> {
  const path = join(folder, name);
  await (bytes ? writeFile(path, bytes) : mkdir(path));
  return path;
}

async function cutWorkbook(folder: string, share: number): Promise<string> {
  const path = await writeXlsx(join(folder, "x.xlsx"), exportTable(exportRows(20)));
  const bytes = await readFile(path);
  await writeFile(path, bytes.subarray(0, Math.floor(bytes.length * share)));
  return path;
}

/** Its table of contents says that a sheet unpacks to 4 GB. */
async function swollenWorkbook(folder: string): Promise<string> {
  const path = await writeXlsx(join(folder, "x.xlsx"), exportTable(exportRows(1)));
  const bytes = await readFile(path);
  bytes.writeUInt32LE(0xfffffff0, bytes.indexOf("504b0102", 0, "hex") + 24);
  await writeFile(path, bytes);
  return path;
}
