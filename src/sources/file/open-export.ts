import type { ExportOptions, OpenExport, ReadRow } from "../contract.ts";
import { openCsv } from "./csv-table.ts";
import { readHead } from "./export-head.ts";
import { findHeader, type Header } from "./header.ts";
import { inspectFile } from "./inspect-file.ts";
import { looksWhole } from "./looks-whole.ts";
import { rowReader } from "./read-row.ts";
import { fileRefusal } from "./refuse-file.ts";
import type { Table } from "./table.ts";
import { openXlsx } from "./xlsx-table.ts";

/**
 * Opens an export of LAPOR! (CSV or XLSX, judged by its bytes) and reads its head; the rows are read as they are asked for,
 * in the order of the file, and may be walked more than once. Reporters and bodies are never handed out.
 * Throws UserError, with one sentence for the operator, when the file as a whole cannot be used; the rows throw one too
 * when a CSV turns out to be broken further down, so walk them once before keeping any if half a file must not count.
 */
export async function openExport(path: string, options: ExportOptions): Promise<OpenExport> {
  const kind = await inspectFile(path);
  const own = options.aliases ?? {};
  const table = await (kind.format === "csv"
    ? openCsv(path, { encoding: kind.encoding, own })
    : openXlsx(path, { size: kind.size, own }));
  const header = findHeader(table.top, own);
  if (!header) throw fileRefusal(path, "noTrackingId");
  if (!header.columnOf("statusRaw")) throw fileRefusal(path, "noStatus");
  return {
    head: readHead(table.top, header),
    progress: () => ({ done: Math.min(table.bytesDone(), kind.size), total: kind.size }),
    rows: {
      async *[Symbol.asyncIterator]() {
        const width = yield* readRows(table, header, options.offsetMinutes);
        if (width < header.columns.length && !(await looksWhole(path, kind.size)))
          throw fileRefusal(path, "cutOff");
      },
    },
  };
}

/** Returns how many cells the last row has. */
async function* readRows(
  table: Table,
  header: Header,
  offsetMinutes: number,
): AsyncGenerator<ReadRow, number> {
  const readRow = rowReader(header, offsetMinutes);
  let row = 0;
  let width = header.columns.length;
  for await (const cells of table.records()) {
    row += 1;
    width = cells.length;
    if (row > header.row && !isBlank(cells)) yield readRow(cells, row);
  }
  return width;
}

function isBlank(cells: readonly string[]): boolean {
  return cells.every((cell) => cell.trim() === "");
}
