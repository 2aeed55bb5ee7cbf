import type { Row } from "./contract.ts";

const head: Row = { name: "what", figure: "figure", goal: "goal", note: "what it says" };

/** The rows as a table of plain text. */
export function renderTable(rows: readonly Row[]): string {
  const all = [head, ...rows];
  const width = (key: keyof Row) => Math.max(...all.map((row) => row[key].length));
  const [name, figure, goal] = [width("name"), width("figure"), width("goal")];
  return all
    .map(
      (row) =>
        `${row.name.padEnd(name)}  ${row.figure.padStart(figure)}  ${row.goal.padEnd(goal)}  ${row.note}\n`,
    )
    .join("");
}

export function count(value: number): string {
  return value.toLocaleString("en");
}

export function ratio(value: number): string {
  return value.toFixed(2);
}

export function milliseconds(value: number): string {
  return `${value < 10 ? value.toPrecision(2) : Math.round(value)} ms`;
}

export function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
