import { statSync } from "node:fs";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ComplaintUpdate } from "../complaints/contract.ts";
import { loadPeople } from "../people/store.ts";
import type { ExportHead, OpenExport, RefusedRow } from "../sources/contract.ts";
import { fingerprint } from "../sources/file/fingerprint.ts";
import { foldRows } from "../sources/file/fold-rows.ts";
import { openExport } from "../sources/file/open-export.ts";
import { fileRefusal } from "../sources/file/refuse-file.ts";
import { speaksAsOf, startOfDay } from "./export-moment.ts";
import { noteSource, readSource } from "./file-source.ts";
import { refuseOlder, refuseOtherPemda } from "./import-refusals.ts";
import { warningsOf } from "./import-warnings.ts";
import { emptyCounts, type IntakeCounts, type openIntake } from "./intake.ts";

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
  /** After each batch: how many of the file's complaints are in the book by now. */
  readonly onStored?: (stored: number) => void;
}

const batchSize = 500;
const daySeconds = 86_400;

/** Reads one export into the book, in batches that each stand or fall whole. Reading it again writes nothing. */
export async function importFile(
  sql: Sql,
  intake: ReturnType<typeof openIntake>,
  order: ImportOrder,
): Promise<ImportResult> {
  const source = readSource(sql);
  const stampBefore = stampOf(order.path);
  const opened = await openExport(order.path, { ...source, now: order.now });
  const mark = await fingerprint(order.path);
  const asOf = speaksAsOf({ ...order, ...source, head: opened.head, mark });
  if (!order.isForced) {
    refuseOtherPemda(opened.head, loadPeople(sql));
    refuseOlder(asOf, source);
  }
  const { updates: rows, refused } = await readRows(opened, order);
  if (stampOf(order.path) !== stampBefore) throw fileRefusal(order.path, "changed");
  const { updates, contested } = foldRows(rows);
  const counts = takeIn(intake, updates, { ...order, asOf });
  // A row that could not be read may be the one that seems absent; one without any rows was asked for wrongly.
  const isWhole = refused.length === 0 && updates.length > 0;
  const moments = { now: order.now, asOf, offsetMinutes: source.offsetMinutes };
  const missing = isWhole ? markAbsent(intake, opened.head, updates, moments) : 0;
  intake.finish(counts, order.now);
  noteSource(sql, { mark, asOf, now: order.now });
  const { new: added, changed, unchanged, unknownUnits, backwards } = counts;
  return {
    read: rows.length + refused.length,
    new: added,
    changed,
    unchanged: unchanged + rows.length - updates.length,
    refused,
    unknownUnits: [...unknownUnits].map(([name, count]) => ({ name, count })),
    warnings: warningsOf({
      path: order.path,
      asOf,
      updates,
      contested,
      refusedRows: refused.length,
      backwards,
      missing,
    }),
  };
}

function takeIn(
  intake: ReturnType<typeof openIntake>,
  updates: readonly ComplaintUpdate[],
  { asOf, isForced, now, onStored }: ImportOrder & { readonly asOf: Instant },
): IntakeCounts {
  const counts = emptyCounts();
  for (let from = 0; from < updates.length; from += batchSize) {
    const batch = updates.slice(from, from + batchSize);
    intake.receive(batch, { source: "file", asOf, isForced }, counts, now);
    onStored?.(from + batch.length);
  }
  return counts;
}

/** Complaints of the period that the file no longer holds, and how many of them are missed anew. Its first and last day may be cut by the file's zone: a day's grace. */
function markAbsent(
  intake: ReturnType<typeof openIntake>,
  { periodFrom, periodTo }: ExportHead,
  updates: readonly ComplaintUpdate[],
  { now, asOf, offsetMinutes }: { now: Instant; asOf: Instant; offsetMinutes: number },
): number {
  if (periodFrom === null || periodTo === null) return 0;
  return intake.markMissing(
    {
      source: "file",
      asOf,
      present: new Set(updates.map(({ trackingId }) => trackingId)),
      from: startOfDay(periodFrom, offsetMinutes) + daySeconds,
      to: startOfDay(periodTo, offsetMinutes) - 1,
    },
    now,
  );
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

/** Another one: somebody wrote to the file meanwhile. "" where there is none, which opening it will say better. */
function stampOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats ? `${stats.ino}/${stats.size}/${stats.mtimeMs}` : "";
}
