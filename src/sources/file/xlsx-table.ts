import readWorkbook, { readSheet } from "read-excel-file/node";
import { findHeader, type Header } from "./header.ts";
import { fileRefusal } from "./refuse-file.ts";
import type { Table } from "./table.ts";
import { furthestCell } from "./sheet-extent.ts";
import { readEntries } from "./zip-entries.ts";

/** The library unpacks a workbook whole; some 200,000 reports with their texts fit in this. */
const LARGEST_UNPACKED = 400 * 1024 * 1024;
/** It lays a sheet out as a matrix up to its furthest cell: one stray cell in a corner costs all between. */
const MOST_COLUMNS = 200;
const MOST_CELLS = 8_000_000;

/**
 * A workbook as rows: of the first sheet, or the first that has a header. The library reads it whole; of each row only the
 * columns that are known stay in memory, so that reporters and bodies are gone once this returns.
 */
export async function openXlsx(path: string, size: number): Promise<Table> {
  await checkSize(path, size);
  const { rows, header } = await readRows(path);
  forgetUnknownColumns(rows, header);
  let handedOut = 0;
  return {
    top: rows.slice(0, header.row),
    *records() {
      for (handedOut = 0; handedOut < rows.length; handedOut += 1) yield rows[handedOut] ?? [];
    },
    bytesDone: () => Math.floor((handedOut / rows.length) * size),
  };
}

/** Before anything is unpacked whole. Throws UserError. */
async function checkSize(path: string, size: number): Promise<void> {
  const entries = await readEntries(path, size);
  if (entries === null) throw fileRefusal(path, "brokenZip");
  const unpacked = entries.reduce((sum, { unpackedSize }) => sum + unpackedSize, 0);
  if (unpacked > LARGEST_UNPACKED) throw fileRefusal(path, "tooBig");
  const { rows, columns } = await furthestCell(path, entries).catch((error: unknown) => {
    throw fileRefusal(path, "brokenZip", error);
  });
  if (columns > MOST_COLUMNS || rows * columns > MOST_CELLS) throw fileRefusal(path, "strayCell");
}

interface Sheet {
  readonly rows: string[][];
  readonly header: Header;
}

async function readRows(path: string): Promise<Sheet> {
  const options = { parseNumber: (text: string) => text, trim: false };
  try {
    const first = withHeader(await readSheet(path, options));
    if (first) return first;
    const sheets = await readWorkbook(path, options);
    const found = sheets.map(({ data }) => withHeader(data)).find((sheet) => sheet !== null);
    if (found) return found;
  } catch (error) {
    throw fileRefusal(path, "brokenZip", error);
  }
  throw fileRefusal(path, "noTrackingId");
}

function withHeader(cells: readonly (readonly unknown[])[]): Sheet | null {
  const rows = cells.map((row) => row.map(cellAsText));
  const header = findHeader(rows);
  return header && { rows, header };
}

/** Dates come as objects that stand for what the sheet shows, in no zone. */
function cellAsText(cell: unknown): string {
  if (typeof cell === "string") return cell;
  if (typeof cell === "number" || typeof cell === "boolean") return String(cell);
  const date = cell as { toISOString?: () => string; getTime?: () => number } | null;
  return date?.toISOString && Number.isFinite(date.getTime?.()) ? date.toISOString().slice(0, 19) : "";
}

function forgetUnknownColumns(rows: string[][], header: Header): void {
  const unknown = header.columns.map((_, place) => place).filter((place) => !header.isKnown(place));
  for (const row of rows.slice(header.row)) for (const place of unknown) row[place] = "";
}
