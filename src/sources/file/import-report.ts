import type { RefusedRow } from "../contract.ts";

/** What came of one file; the same figures as `siaga laporan impor --json`. */
export interface ImportReport {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  readonly unknownUnits: readonly { readonly name: string; readonly count: number }[];
  readonly warnings: readonly string[];
  /** Why the whole file was refused: the sentence for the operator. */
  readonly error?: string;
}

const MOST_LINES = 500;

/** The report as text for the operator: figures, refused rows and unknown offices; never what a row holds. */
export function writeReport(file: string, report: ImportReport): string {
  const sections = [
    [`Berkas: ${file}`, ...(report.error === undefined ? figures(report) : [`Ditolak: ${report.error}`])],
    listed(
      "Baris yang tidak dapat dibaca (perbaiki di berkas, lalu impor lagi):",
      report.refused.map(({ row, column, reason }) => `baris ${row}, kolom ${column}: ${reason}`),
    ),
    listed(
      "Instansi yang belum dikenal (tambahkan sebagai OPD atau alias):",
      report.unknownUnits.map(({ name, count }) => `${name}: ${count} laporan`),
    ),
    listed("Perlu diperhatikan:", report.warnings),
  ];
  return sections
    .filter((lines) => lines.length > 0)
    .map((lines) => `${lines.join("\n")}\n`)
    .join("\n");
}

function figures(report: ImportReport): string[] {
  return [
    `Dibaca: ${report.read} laporan`,
    `Baru: ${report.new}`,
    `Berubah: ${report.changed}`,
    `Tetap: ${report.unchanged}`,
    `Tidak terbaca: ${report.refused.length} baris`,
  ];
}

function listed(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const shown = lines.slice(0, MOST_LINES).map((line) => `- ${line}`);
  const hidden = lines.length - shown.length;
  return [title, ...shown, ...(hidden > 0 ? [`- dan ${hidden} lainnya`] : [])];
}
