import { type ExportRow, exportColumns } from "./columns.ts";

export interface TableShape {
  /** Default: the 21 columns of the export. */
  readonly columns?: readonly string[];
  /** The ten rows above the header; false for a file edited by hand. */
  readonly preamble?: boolean;
  readonly institution?: string;
  /** YYYY-MM-DD */
  readonly generatedOn?: string;
  readonly period?: readonly [from: string, to: string];
}

/** An export as rows of cells, made as they are asked for: preamble, header, reports. */
export function* exportTable(
  rows: Iterable<ExportRow>,
  shape: TableShape = {},
): Generator<readonly string[]> {
  const columns = shape.columns ?? exportColumns;
  if (shape.preamble ?? true) yield* preambleRows(columns.length, shape);
  yield columns;
  for (const row of rows) yield columns.map((column) => row[column] ?? "");
}

function* preambleRows(width: number, shape: TableShape): Generator<readonly string[]> {
  const [from, to] = shape.period ?? ["2026-11-01", "2026-11-21"];
  const labels = [
    ["Judul Laporan", "Laporan Ringkas"],
    ["Nama Instansi", shape.institution ?? "Pemerintah Kabupaten Contoh"],
    ["Tanggal Generate", shape.generatedOn ?? "2026-11-21"],
    ["Periode Masuk", `(${from}) - (${to})`],
    ["Pengelola", ""],
  ] as const;
  const blank = Array.from({ length: width }, () => "");
  for (const [label, value] of labels) {
    yield blank.with(0, label).with(Math.min(2, width - 1), width > 2 ? value : label);
    yield blank;
  }
}
