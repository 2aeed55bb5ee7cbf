import { statSync } from "node:fs";
import type { Sql } from "../../db/open.ts";
import { startOfDate } from "../calendar/arithmetic.ts";
import { dateOfDay } from "../calendar/civil.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ComplaintUpdate } from "../complaints/contract.ts";
import type { ExportHead, OpenExport, RefusedRow } from "../sources/contract.ts";
import { type Contested, foldRows } from "../sources/file/fold-rows.ts";
import { openExport } from "../sources/file/open-export.ts";
import { fileRefusal } from "../sources/file/refuse-file.ts";
import { UserError } from "../user-error.ts";
import { emptyCounts, type openIntake } from "./intake.ts";

export interface ImportResult {
  readonly read: number;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
  readonly unknownUnits: readonly { readonly name: string; readonly count: number }[];
  /** Sentences about what was read all the same, but may not be what was meant. */
  readonly warnings: readonly string[];
}

export interface ImportOrder {
  readonly path: string;
  readonly now: Instant;
  /** --paksa: take a file that is older than the newest one. */
  readonly isForced: boolean;
  readonly onProgress?: (done: number, total: number, rows: number) => void;
}

const batchSize = 500;
const daySeconds = 86_400;

/** Reads one export into the book, in batches that each stand or fall whole. Reading it again changes nothing. */
export async function importFile(
  sql: Sql,
  intake: ReturnType<typeof openIntake>,
  order: ImportOrder,
): Promise<ImportResult> {
  const source = readSource(sql);
  const stampBefore = stampOf(order.path);
  const opened = await openExport(order.path, { offsetMinutes: source.offsetMinutes, now: order.now });
  const asOf = speaksAsOf(opened.head, order, source.offsetMinutes);
  if (!order.isForced) refuseOlder(asOf, source);
  const { updates: rows, refused } = await readRows(opened, order);
  if (stampOf(order.path) !== stampBefore) throw fileRefusal(order.path, "changed");
  const { updates, contested } = foldRows(rows);
  const counts = emptyCounts();
  for (let from = 0; from < updates.length; from += batchSize)
    intake.receive(
      updates.slice(from, from + batchSize),
      { source: "file", asOf, isForced: order.isForced },
      counts,
      order.now,
    );
  // a row that could not be read may be the one that seems absent
  if (refused.length === 0)
    markAbsent(intake, opened.head, updates, {
      now: order.now,
      offsetMinutes: source.offsetMinutes,
    });
  intake.finish(counts, order.now);
  noteSource(sql, asOf, order.now);
  const { new: added, changed, unchanged, unknownUnits } = counts;
  return {
    read: rows.length + refused.length,
    new: added,
    changed,
    unchanged: unchanged + rows.length - updates.length,
    refused,
    unknownUnits: [...unknownUnits].map(([name, count]) => ({ name, count })),
    warnings: sayContested(contested),
  };
}

/** Another one: somebody wrote to the file meanwhile. "" where there is none, which opening it will say better. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino}/${stats.size}/${stats.mtimeMs}` : "";
}

/** By days: of two exports of one day nobody can say which came first. Throws UserError. */
function refuseOlder(asOf: Instant, source: Source): void {
  const dayOf = (moment: Instant) => dateOfDay(Math.floor((moment + source.offsetMinutes * 60) / daySeconds));
  if (source.asOf === null || dayOf(asOf) >= dayOf(source.asOf)) return;
  throw new UserError(
    `Berkas ini dibuat ${dayOf(asOf)}, lebih lama daripada ekspor terakhir yang sudah diimpor (${dayOf(source.asOf)}). Pakai ekspor terbaru, atau: siaga laporan impor BERKAS --paksa.`,
  );
}

const mostNamed = 20;

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

/** Complaints of the period that the file no longer holds. Its first and last day may be cut by the file's zone: a day's grace. */
function markAbsent(
  intake: ReturnType<typeof openIntake>,
  { periodFrom, periodTo }: ExportHead,
  updates: readonly ComplaintUpdate[],
  { now, offsetMinutes }: { now: Instant; offsetMinutes: number },
): void {
  if (periodFrom === null || periodTo === null) return;
  intake.markMissing(
    {
      source: "file",
      present: new Set(updates.map(({ trackingId }) => trackingId)),
      from: startOfDay(periodFrom, offsetMinutes) + daySeconds,
      to: startOfDay(periodTo, offsetMinutes) - 1,
    },
    now,
  );
}

function startOfDay(date: string, offsetMinutes: number): Instant {
  return startOfDate({ zone: "Asia/Jakarta" }, date) + (7 * 60 - offsetMinutes) * 60;
}

/** Reads the whole file before anything is written: one that breaks off in the middle changes nothing. */
async function readRows(opened: OpenExport, { onProgress }: ImportOrder) {
  const updates: ComplaintUpdate[] = [];
  const refused: RefusedRow[] = [];
  for await (const row of opened.rows) {
    if (row.ok) updates.push(row.update);
    else refused.push(row.refused);
    if ((updates.length + refused.length) % batchSize !== 0) continue;
    const { done, total } = opened.progress();
    onProgress?.(done, total, updates.length);
  }
  return { updates, refused };
}

/** The latest moment of which the export can speak: within its Tanggal Generate, and not after the file was written. */
function speaksAsOf(head: ExportHead, { path, now }: ImportOrder, offsetMinutes: number): Instant {
  const written = Math.min(Math.floor(statSync(path).mtimeMs / 1000), now);
  if (head.generatedOn === null) return written;
  const begin = startOfDay(head.generatedOn, offsetMinutes);
  return Math.min(Math.max(begin, Math.min(written, begin + daySeconds - 1)), now);
}

const offsets: Record<string, number> = {
  UTC: 0,
  "Asia/Jakarta": 420,
  "Asia/Makassar": 480,
  "Asia/Jayapura": 540,
};

interface Source {
  /** East of UTC, for times that carry no zone. */
  readonly offsetMinutes: number;
  /** As of when its newest export speaks. */
  readonly asOf: Instant | null;
}

function readSource(sql: Sql): Source {
  const row = sql
    .prepare<[], { zone: string; asOf: number | null }>(
      "select zone, asOf from sources where source = 'file'",
    )
    .get();
  return { offsetMinutes: offsets[row?.zone ?? "UTC"] ?? 0, asOf: row?.asOf ?? null };
}

function noteSource(sql: Sql, asOf: Instant, now: Instant): void {
  sql
    .prepare(
      "update sources set asOf = max(coalesce(asOf, 0), ?), lastOkAt = ?, lastError = null where source = 'file'",
    )
    .run(asOf, now);
}
