import type { LocalDate } from "../calendar/contract.ts";
import type { ComplaintUpdate, Status } from "../complaints/contract.ts";
import { isEnded, statusOf } from "../complaints/status-words.ts";
import type { ExportOptions, RefusedRow } from "../sources/contract.ts";
import { openExport } from "../sources/file/open-export.ts";
import { findMomentColumns, type MomentColumns } from "./moment-columns.ts";
import { type Disposition, type Happening, layOutLife } from "./timeline.ts";

/** What a file tells of the past. */
export interface Lives {
  readonly happenings: readonly Happening[];
  readonly refused: readonly RefusedRow[];
  readonly columns: MomentColumns;
  /** False for a plain export, without the moment of disposition: only "what if nobody had answered". */
  readonly isDetailed: boolean;
  /**
   * Complaints that were answered or have ended by their status, while the column that would say when is missing: left out of
   * a plain export, else played as though it had never happened.
   */
  readonly undated: number;
  /** Tanggal Generate. */
  readonly generatedOn: LocalDate | null;
}

export interface LivesOptions extends ExportOptions {
  /** Spellings of statuses that Kominfo added. */
  readonly statusWords: ReadonlyMap<string, Status>;
  readonly onProgress?: (done: number, total: number, rows: number) => void;
}

const answered: ReadonlySet<Status> = new Set(["in_progress"]);

/** Reads an export, with the columns of a simulation or plain, as lives in order of time. Throws UserError as an import does. */
export async function readLives(
  path: string,
  { onProgress, statusWords, ...options }: LivesOptions,
): Promise<Lives> {
  const opened = await openExport(path, options);
  const columns = findMomentColumns(opened.head.columns, options.aliases);
  const isDetailed = columns.has("disposedAt");
  const rowsById = new Map<string, Disposition[]>();
  const refused: RefusedRow[] = [];
  const undated = new Set<string>();
  let read = 0;
  for await (const row of opened.rows) {
    if (++read % 1000 === 0) onProgress?.(opened.progress().done, opened.progress().total, read);
    if (!row.ok) {
      refused.push(row.refused);
      continue;
    }
    const isUndated = isSettled(row.update, { columns, isDetailed, statusWords });
    if (isUndated) undated.add(row.update.trackingId);
    if (isDetailed || !isUndated)
      addRow(rowsById, isDetailed ? { update: row.update, pauses: row.pauses ?? [] } : plainLife(row.update));
  }
  const happenings = [...rowsById.values()].flatMap(layOutLife).sort((a, b) => a.at - b.at);
  const { generatedOn } = opened.head;
  return { happenings, refused, columns, isDetailed, undated: undated.size, generatedOn };
}

/** A plain export says neither when an office got a complaint nor when it answered. */
function plainLife(update: ComplaintUpdate): Disposition {
  const { firstFollowUpAt: _answered, closedAt: _closed, ...open } = update;
  return { update: { ...open, disposedAt: update.opdName ? (update.reportedAt ?? null) : null }, pauses: [] };
}

interface Telling extends Pick<Lives, "columns" | "isDetailed">, Pick<LivesOptions, "statusWords"> {}

/** Answered or ended by its status, of which this file cannot say when. */
function isSettled(
  { statusRaw, closedAt }: ComplaintUpdate,
  { columns, isDetailed, statusWords }: Telling,
): boolean {
  const status = statusOf(statusRaw ?? "", statusWords);
  const isOver = isEnded(status);
  if (!isDetailed) return answered.has(status) || isOver;
  if (!columns.has("firstFollowUpAt")) return (answered.has(status) || isOver) && !closedAt;
  return !columns.has("closedAt") && isOver;
}

function addRow(rowsById: Map<string, Disposition[]>, row: Disposition): void {
  const rows = rowsById.get(row.update.trackingId);
  if (rows) rows.push(row);
  else rowsById.set(row.update.trackingId, [row]);
}
