import Table from "cli-table3";

/** One JSON document on one line. */
export function printJson(value: unknown): void {
  process.stdout.write(`${JSON.stringify(value)}\n`);
}

/** JSON Lines: one document a row. */
export function printJsonLines(rows: Iterable<unknown>): void {
  for (const row of rows) printJson(row);
}

/** "1.234": thousands as Indonesians write them. */
export function whole(figure: number): string {
  return figure.toLocaleString("id-ID");
}

/** "2,6" */
export function decimal(figure: number, digits = 1): string {
  return figure.toLocaleString("id-ID", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

export function printLine(text = ""): void {
  process.stdout.write(`${text}\n`);
}

/** A plain table for people; nothing but `empty` where there are no rows. */
export function printTable(head: string[], rows: readonly (string | number | null)[][], empty: string): void {
  if (rows.length === 0) {
    printLine(empty);
    return;
  }
  const table = new Table({ head, style: { head: [], border: [], compact: true } });
  for (const row of rows) table.push(row.map((cell) => (cell === null ? "–" : String(cell))));
  printLine(table.toString());
}
