import { basename } from "node:path";
import type { Instant } from "../calendar/contract.ts";
import { quoted } from "../calendar/quoted.ts";
import type { ComplaintUpdate } from "../complaints/contract.ts";
import { type Backwards, sayBackwards } from "./backwards.ts";
import type { Contested } from "../sources/file/fold-rows.ts";
import { nameSome } from "./name-some.ts";

/** Seconds by which the clocks of LAPOR! and of this machine may differ. */
const clockTolerance = 300;
const mostNamed = 20;

export interface ReadExport {
  readonly path: string;
  /** As of when it speaks. */
  readonly asOf: Instant;
  readonly updates: readonly ComplaintUpdate[];
  readonly contested: readonly Contested[];
  readonly refusedRows: number;
  readonly backwards: readonly Backwards[];
  /** Complaints of its period that it no longer holds, as far as nobody knew. */
  readonly missing: number;
}

/** Sentences about an export that was read all the same, but may not be what was meant. */
export function warningsOf(read: ReadExport): string[] {
  const { path, asOf, updates, contested, refusedRows, backwards, missing } = read;
  return [
    ...(updates.length + refusedRows === 0 ? [sayEmpty(path)] : []),
    ...sayContested(contested),
    ...sayFuture(updates, asOf),
    ...sayUnknownClasses(updates),
    ...(missing > 0 ? [sayMissing(missing)] : []),
    ...(backwards.length > 0 ? [sayBackwards(backwards)] : []),
  ];
}

function sayEmpty(path: string): string {
  return `Berkas ${quoted(basename(path))} berisi 0 laporan; periksa periode saat mengunduhnya.`;
}

function sayMissing(count: number): string {
  return `${count} laporan terbuka dari periode berkas ini tidak ada lagi di dalamnya (hilang dari ekspor), jadi jenjangnya ditahan. Lihat: siaga laporan daftar --hilang`;
}

/** Nobody reports after the export was made: its times are of another zone than the one set for files. */
function sayFuture(updates: readonly ComplaintUpdate[], asOf: Instant): string[] {
  const late = updates.filter(({ reportedAt }) => (reportedAt ?? 0) > asOf + clockTolerance).length;
  if (late === 0) return [];
  return [
    `${late} laporan bertanggal sesudah berkas ini dibuat; mungkin zona waktu berkas keliru. Periksa: siaga sumber daftar.`,
  ];
}

/** Rules that go by the classification do not see them. */
function sayUnknownClasses(updates: readonly ComplaintUpdate[]): string[] {
  const unknown = updates.filter(({ classification }) => classification === "lain");
  if (unknown.length === 0) return [];
  const named = nameSome(
    unknown.map(({ trackingId }) => trackingId),
    mostNamed,
  );
  return [
    `Klasifikasi ${unknown.length} laporan tidak dikenal (${named}), jadi aturan menurut klasifikasi tidak mengenainya. Periksa: siaga periksa`,
  ];
}

function sayContested(contested: readonly Contested[]): string[] {
  const named = contested.slice(0, mostNamed);
  const left = contested.length - named.length;
  return [
    ...named.map(
      ({ trackingId, rows: [above, below] }) =>
        `Laporan ${trackingId} tercantum di baris ${above} dan ${below} dengan isi berbeda; yang dipakai baris ${below}.`,
    ),
    ...(left > 0 ? [`${left} laporan lain juga tercantum lebih dari sekali dengan isi berbeda.`] : []),
  ];
}
