import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import readWorkbook from "read-excel-file/node";
import { describe, expect, test } from "vitest";
import { openExport } from "../../../../src/sources/file/open-export.ts";
import { freshFolder } from "../../../support/exports/folder.ts";
import { packZip } from "../../../support/exports/pack-zip.ts";
import { readAll } from "../../../support/exports/read-all.ts";
import { exportRow, exportRows } from "../../../support/exports/rows.ts";
import { exportTable } from "../../../support/exports/table.ts";
import { writeWorkbook, writeXlsx } from "../../../support/exports/write-xlsx.ts";
import { openXlsx } from "../../../../src/sources/file/xlsx-table.ts";

interface Parts {
  /** The rows of the sheet, as XML. */
  readonly rows: string;
  /** The shared strings, as XML; absent: there is no such part. */
  readonly strings?: string;
  readonly workbook?: string;
}

const relationships = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

const part = (name: string, text: string) => ({
  name,
  bytes: Buffer.from(`<?xml version="1.0"?>\n${text}`),
});

/** A workbook written by hand, as other programs than ours write them. */
async function workbook({ rows, strings, workbook: properties = "" }: Parts): Promise<string> {
  const path = join(freshFolder(), "x.xlsx");
  const link = (id: string, kind: string, target: string) =>
    `<Relationship Id="${id}" Type="${relationships}/${kind}" Target="${target}"/>`;
  const bytes = packZip([
    part("_rels/.rels", `<Relationships>${link("r1", "officeDocument", "xl/workbook.xml")}</Relationships>`),
    part(
      "xl/workbook.xml",
      `<workbook xmlns:r="${relationships}">${properties}<sheets><sheet name="Laporan" sheetId="1" r:id="r7"/></sheets></workbook>`,
    ),
    part(
      "xl/_rels/workbook.xml.rels",
      `<Relationships>${link("r7", "worksheet", "/xl/lembar/satu.xml")}${strings === undefined ? "" : link("r8", "sharedStrings", "teks.xml")}</Relationships>`,
    ),
    part("xl/lembar/satu.xml", `<worksheet><sheetData>${rows}</sheetData></worksheet>`),
    ...(strings === undefined ? [] : [part("xl/teks.xml", strings)]),
  ]);
  await writeFile(path, bytes);
  return path;
}

const inline = (text: string) => `<c t="inlineStr"><is><t>${text}</t></is></c>`;
const head = `<row>${["Tracking ID", "Status Laporan", "Judul Laporan", "Tipe Laporan", "Tanggal Masuk"].map(inline).join("")}</row>`;

/** Title and moment of the one report whose cells behind the status these are. */
async function readOne(cells: string, parts: Partial<Parts> = {}) {
  const row = `<row><c><v>9100001</v></c>${inline("Proses")}${cells}</row>`;
  const { updates } = await readAll(await workbook({ rows: head + row, ...parts }));
  return updates[0];
}

describe("what a cell says", () => {
  const publik = inline("Publik");

  test.each([
    ["words in the cell", inline("Jalan &lt;rusak&gt; &amp; gelap &#233;"), "Jalan <rusak> & gelap é"],
    ["words in runs", "<c t='inlineStr'><is><r><t>Jalan </t></r><r><t>rusak</t></r></is></c>", "Jalan rusak"],
    [
      "without how they are pronounced",
      '<c t="inlineStr"><is><t>Jalan</t><rPh sb="0" eb="1"><t>jaran</t></rPh></is></c>',
      "Jalan",
    ],
    ["a formula's words", '<c t="str"><f>A1&amp;B1</f><v>Jalan</v></c>', "Jalan"],
    ["a number", "<c><v>12</v></c>", "12"],
    ["an error", '<c t="e"><v>#N/A</v></c>', null],
    ["nothing", '<c s="3"/>', null],
    ["a line break that XML cannot hold", inline("Jalan_x000D_rusak"), "Jalan rusak"],
    ["an empty shared string", '<c t="s"><v>0</v></c>', null],
    ["a shared string", '<c t="s"><v>1</v></c>', "Jalan rusak"],
  ])("%s", async (_, title, words) => {
    const strings = '<sst><si><t/></si><si><t xml:space="preserve">Jalan </t><t>rusak</t></si></sst>';
    expect((await readOne(title + publik, { strings }))?.title).toBe(words);
  });

  test("a count of days is a date, with its time of day", async () => {
    const update = await readOne(`<c/>${publik}<c s="1"><v>46349.5</v></c>`);
    expect(update?.reportedAt).toBe(Date.UTC(2026, 10, 23, 12) / 1000);
  });

  test("names of XML may carry a prefix", async () => {
    const rows = (head + `<row><c><v>9100001</v></c>${inline("Selesai")}</row>`).replaceAll(
      /<(\/?)/g,
      "<$1x:",
    );
    const { updates } = await readAll(await workbook({ rows }));
    expect(updates).toMatchObject([{ trackingId: "9100001", statusRaw: "Selesai" }]);
  });

  test("rows that are not written count, and cells know their column", async () => {
    const rows =
      head.replace("<row>", '<row r="3">') +
      `<row r="7"><c r="A7"><v>9100001</v></c><c r="C7" t="inlineStr"><is><t>Jalan</t></is></c></row>`;
    const { updates } = await readAll(await workbook({ rows }));
    expect(updates).toMatchObject([{ sourceRow: 7, statusRaw: null }]);
  });

  test("what strays far beyond the table costs and changes nothing", async () => {
    const rows = `${head}<row r="2"><c r="A2"><v>9100001</v></c><c r="XFD2"><v>1</v></c></row><row r="1048576"><c r="Z1048576"><v>1</v></c></row>`;
    const { updates, refused } = await readAll(await workbook({ rows }));
    expect([updates.length, refused]).toEqual([1, []]);
  });
});

describe("a workbook that is broken is refused in one sentence, and does not keep the bot waiting", () => {
  const row = `<row><c><v>9100001</v></c>${inline("Proses")}</row>`;

  test.each<[string, Parts]>([
    ["a row without its end", { rows: head + row.replace("</row>", "") }],
    ["a cell without its end", { rows: head + row.replace("</c>", "") }],
    ["a cell that is none", { rows: head + row.replace("<c>", "<d>") }],
    ["rows in disorder", { rows: head + row.replace("<row>", '<row r="1">') }],
    ["cells in disorder", { rows: `${head}<row><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>` }],
    ["a place that is none", { rows: `${head}<row><c r="0"><v>1</v></c></row>` }],
    ["strings that are missing", { rows: `<row><c t="s"><v>0</v></c></row>` }],
    [
      "a string that is missing",
      { rows: `<row><c t="s"><v>5</v></c></row>`, strings: "<sst><si><t>a</t></si></sst>" },
    ],
    ["strings without an end", { rows: `<row><c t="s"><v>5</v></c></row>`, strings: "<sst><si><t>a" }],
    ["a string's number that is none", { rows: `<row><c t="s"><v>-1</v></c></row>`, strings: "<sst></sst>" }],
  ])("%s", async (_, parts) => {
    const path = await workbook(parts);
    await expect(readAll(path)).rejects.toThrow(/rusak atau terpotong/u);
  });

  test("bytes that are no UTF-8", async () => {
    const path = await workbook({ rows: head + row });
    const bytes = await readFile(path);
    bytes[bytes.indexOf("Proses")] = 0xff;
    await writeFile(path, bytes);
    await expect(readAll(path)).rejects.toThrow(/rusak atau terpotong/u);
  });

  test("a part that holds more than the table of contents says", async () => {
    const path = await writeXlsx(join(freshFolder(), "x.xlsx"), exportTable(exportRows(50)));
    const bytes = await readFile(path);
    const entry = bytes.indexOf("xl/worksheets/sheet1.xml", bytes.indexOf("504b0102", 0, "hex"));
    bytes.writeUInt32LE(100, entry - 46 + 24);
    await writeFile(path, bytes);
    await expect(readAll(path)).rejects.toThrow(/rusak atau terpotong/u);
  });

  test("dates counted from 1904 would be four years off", async () => {
    const path = await workbook({ rows: head + row, workbook: '<workbookPr date1904="1"/>' });
    await expect(openExport(path, { offsetMinutes: 0, now: 0 })).rejects.toThrow(/1904.*CSV/u);
  });
});

test("reads what another reader of workbooks reads", async () => {
  const odd = ["", " ", "a\nb", "&lt;", "é 🇮🇩", "_x000A_", "=1+1", "x".repeat(3000), "]]>", "'"];
  const rows = odd.map((text, index) => exportRow(index, { "Judul Laporan": text, Kecamatan: text }));
  const table = [...exportTable(rows, { generatedOn: "2026-11-23" })];
  const path = await writeWorkbook(join(freshFolder(), "x.xlsx"), [
    { name: "Petunjuk", rows: [["bukan tabel"]] },
    { name: "Laporan", rows: table },
  ]);
  const ours: (readonly string[])[] = [];
  const { size } = await readFile(path).then(({ length }) => ({ size: length }));
  for await (const record of (await openXlsx(path, { size, own: {} })).records()) ours.push(record);
  const [, theirs] = await readWorkbook(path, { trim: false });
  const known = ours[10]!.map((_, place) => ours.slice(11).some((row) => row[place] !== ""));
  expect(ours.slice(11)).toEqual(
    theirs!.data.slice(11).map((row) => row.map((cell, place) => (known[place] ? words(cell) : ""))),
  );
});

function words(cell: unknown): string {
  return typeof cell === "string" ? cell.replace("\r", "") : "";
}
