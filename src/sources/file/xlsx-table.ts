import { findHeader, type Header, HEADER_WITHIN } from "./header.ts";
import type { OwnAliases } from "./header-aliases.ts";
import { fileRefusal } from "./refuse-file.ts";
import type { Table } from "./table.ts";
import { readStrings } from "./xlsx/shared-strings.ts";
import { type RawCell, sheetRows } from "./xlsx/sheet-rows.ts";
import { openWorkbook, readXml, type Workbook } from "./xlsx/workbook.ts";
import { readEntries, type ZipEntry } from "./zip-entries.ts";

/** Some million reports: what unpacks to more than this was made to hurt. */
const LARGEST_UNPACKED = 1024 * 1024 * 1024;

/**
 * A workbook as rows: of the first sheet that has a header. It is read as it is unpacked, once to find the header and the
 * strings of the columns that are known, and once for each walk; memory holds those strings and no other.
 */
export async function openXlsx(
  path: string,
  { size, own }: { readonly size: number; readonly own: OwnAliases },
): Promise<Table> {
  const entries = await readEntries(path, size);
  if (entries === null) throw fileRefusal(path, "brokenZip");
  if (entries.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0) > LARGEST_UNPACKED)
    throw fileRefusal(path, "tooBig");
  const workbook = await wholeOrRefused(path, () => openWorkbook(path, entries));
  if (workbook.isFrom1904) throw fileRefusal(path, "from1904");
  const found = await wholeOrRefused(path, () => findSheet(path, workbook, own));
  if (!found) throw fileRefusal(path, "noTrackingId");
  const { strings, rows } = await wholeOrRefused(path, () => lookThrough(path, workbook, found));
  const { sheet, top, header } = found;
  let row = 0;
  async function* records(): AsyncGenerator<readonly string[]> {
    yield* top;
    row = 0;
    for await (const cells of sheetRows(readXml(path, sheet))) {
      row += 1;
      if (row > header.row) yield knownCells(cells, header, strings);
    }
  }
  return {
    top,
    records: () => refusing(path, records()),
    bytesDone: () => Math.floor((row / rows) * size),
  };
}

interface Found {
  readonly sheet: ZipEntry;
  /** Up to its header. */
  readonly top: readonly (readonly string[])[];
  readonly header: Header;
}

async function findSheet(
  path: string,
  { sheets, strings }: Workbook,
  own: OwnAliases,
): Promise<Found | null> {
  for (const sheet of sheets) {
    const raw: (readonly RawCell[])[] = [];
    for await (const cells of sheetRows(readXml(path, sheet))) if (raw.push(cells) >= HEADER_WITHIN) break;
    const wanted = new Set(raw.flat().filter((cell) => typeof cell === "number"));
    const known = await stringsOf(path, strings, wanted);
    const top = raw.map((cells) => cells.map((cell) => wordsOf(cell, known)));
    const header = findHeader(top, own);
    if (header) return { sheet, top: top.slice(0, header.row), header };
  }
  return null;
}

/** How many rows there are, and what the known columns of the reports hold. */
async function lookThrough(path: string, { strings }: Workbook, { sheet, header }: Found) {
  const wanted = new Set<number>();
  let rows = 0;
  for await (const cells of sheetRows(readXml(path, sheet))) {
    rows += 1;
    if (rows <= header.row) continue;
    for (const [place, cell] of cells.entries())
      if (typeof cell === "number" && header.isKnown(place)) wanted.add(cell);
  }
  return { rows, strings: await stringsOf(path, strings, wanted) };
}

async function stringsOf(path: string, entry: ZipEntry | null, wanted: ReadonlySet<number>) {
  if (wanted.size === 0) return new Map<number, string>();
  if (!entry) throw new Error("the shared strings are missing");
  return readStrings(readXml(path, entry), wanted);
}

/** As wide as the header; reporters, bodies and what strays beyond the table are left out. */
function knownCells(
  cells: readonly RawCell[],
  { columns, isKnown }: Header,
  strings: ReadonlyMap<number, string>,
): string[] {
  return columns.map((_, place) => (isKnown(place) ? wordsOf(cells[place] ?? "", strings) : ""));
}

function wordsOf(cell: RawCell, strings: ReadonlyMap<number, string>): string {
  return typeof cell === "string" ? cell : (strings.get(cell) ?? "");
}

async function wholeOrRefused<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw fileRefusal(path, "brokenZip", error);
  }
}

async function* refusing(path: string, rows: AsyncIterable<readonly string[]>) {
  try {
    yield* rows;
  } catch (error) {
    throw fileRefusal(path, "brokenZip", error);
  }
}
