import writeExcelFile, { type Row } from "write-excel-file/node";

/**
 * Writes rows of cells as a workbook; empty cells are left out, as under merged ones. A number or a Date becomes a cell of
 * that kind.
 */
export async function writeXlsx(path: string, rows: Iterable<readonly CellValue[]>): Promise<string> {
  await writeExcelFile([...rows].map(toRow)).toFile(path);
  return path;
}

/** As writeXlsx, with several sheets in this order. */
export async function writeWorkbook(
  path: string,
  sheets: readonly { readonly name: string; readonly rows: Iterable<readonly CellValue[]> }[],
): Promise<string> {
  await writeExcelFile(sheets.map(({ name, rows }) => ({ sheet: name, data: [...rows].map(toRow) }))).toFile(
    path,
  );
  return path;
}

export type CellValue = string | number | Date;

function toRow(cells: readonly CellValue[]): Row {
  return cells.map((value) => {
    if (value === "") return null;
    if (value instanceof Date) return { value, type: Date, format: "dd mmm yyyy" };
    return typeof value === "number" ? { value, type: Number } : { value, type: String };
  });
}
