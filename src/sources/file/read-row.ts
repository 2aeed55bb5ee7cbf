import type { ReadRow } from "../contract.ts";
import { CellFault } from "./cell-fault.ts";
import type { Header } from "./header.ts";
import { readPauseSpans } from "./pauses-text.ts";
import { columnReaders, type DraftUpdate } from "./read-columns.ts";
import { readTrackingId } from "../reading/tracking-id.ts";

/**
 * Makes the reader of an export's rows: (cells, row number) to an update, or to the reason why it cannot be read. Only
 * known columns are looked at, so reporters and bodies stay behind in `cells`.
 * `offsetMinutes`: minutes east of UTC for times without a zone.
 */
export function rowReader(
  header: Header,
  offsetMinutes: number,
): (cells: readonly string[], row: number) => ReadRow {
  const readers = columnReaders(header, offsetMinutes);
  const pauses = header.columnOf("pauses");
  return (cells, row) => {
    try {
      checkShape(header, cells);
      checkSwallowed(header, cells);
      const update: DraftUpdate = { trackingId: trackingIdOf(header, cells), sourceRow: row };
      for (const read of readers) read(update, cells);
      return pauses
        ? { ok: true, update, pauses: readPauseSpans(pauses, cells, offsetMinutes) }
        : { ok: true, update };
    } catch (fault) {
      if (!(fault instanceof CellFault)) throw fault;
      return { ok: false, refused: { row, column: fault.column, reason: fault.message } };
    }
  };
}

/**
 * A row with a cell too few or too many has values under the wrong headers: a body would pass for a title, and a secret
 * complaint for a public one. A cell that is missing in the middle looks just like one that was cut off at the end.
 */
function checkShape({ columns }: Header, cells: readonly string[]): void {
  if (cells.length === columns.length) return;
  const isShort = cells.length < columns.length;
  throw new CellFault(
    (isShort ? columns[cells.length] : columns.at(-1)) || "Tracking ID",
    `isi baris ${isShort ? "lebih sedikit" : "lebih banyak"} daripada kolom judul (${cells.length} sel, seharusnya ${columns.length}) sehingga mungkin bergeser; unduh ulang berkasnya, atau simpan sebagai XLSX`,
  );
}

/** Where another report begins within a cell. */
const nextReport = /[\r\n]\s*["']?\[?[0-9]{5,15}[^,;\t\r\n]{0,20}[,;\t]/;

/**
 * A quote that was typed at the head of a cell and not closed takes in all up to the next quote; that may be a whole number
 * of rows, and then no cell is missing. What it took in are reporters and bodies.
 */
function checkSwallowed({ columns, isKnown }: Header, cells: readonly string[]): void {
  const place = cells.findIndex((cell, at) => isKnown(at) && cell.includes("\n") && nextReport.test(cell));
  if (place < 0) return;
  throw new CellFault(
    columns[place] ?? "",
    "menyatu dengan baris sesudahnya karena ada tanda kutip yang tidak ditutup; unduh ulang berkasnya, atau hapus tanda kutip itu",
  );
}

function trackingIdOf({ columnOf }: Header, cells: readonly string[]): string {
  const column = columnOf("trackingId");
  const id = readTrackingId(cells[column?.place ?? -1] ?? "");
  if (id === null)
    throw new CellFault(
      column?.name ?? "",
      "bukan nomor laporan; isi dengan 5 sampai 15 angka seperti di SP4N-LAPOR!",
    );
  return id;
}
