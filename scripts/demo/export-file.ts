import { rename } from "node:fs/promises";
import { join } from "node:path";
import type { ExportRow } from "../../test/support/exports/columns.ts";
import { exportRow } from "../../test/support/exports/rows.ts";
import { exportTable } from "../../test/support/exports/table.ts";
import { writeCsv } from "../../test/support/exports/write-csv.ts";

/** Drops the export that an operator would download on that day ("2026-11-16"): written aside, then moved in whole. */
export async function dropExport(folder: string, date: string, rows: readonly ExportRow[]): Promise<string> {
  const name = `Laporan Ringkas ${date}.csv`;
  const arriving = join(folder, `${name}.part`);
  const cells = rows.map((row, index) => exportRow(index, row));
  await writeCsv(arriving, exportTable(cells, { generatedOn: date, period: ["2026-11-16", date] }));
  await rename(arriving, join(folder, name));
  return name;
}
