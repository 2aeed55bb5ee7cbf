import type { ComplaintUpdate, Status } from "../complaints/contract.ts";
import { isEnded, statusOf } from "../complaints/status-words.ts";
import type { ExportOptions, RefusedRow } from "../sources/contract.ts";
import { openExport } from "../sources/file/open-export.ts";
import { type Disposition, type Happening, layOutLife } from "./timeline.ts";

/** What a file tells of the past. */
export interface Lives {
  readonly happenings: readonly Happening[];
  readonly complaints: number;
  readonly refused: readonly RefusedRow[];
  /** True where the file says when offices got complaints and answered them; else only "what if nobody had answered". */
  readonly isDetailed: boolean;
  /** Rows of a plain export left out because they were answered or ended. */
  readonly leftOut: number;
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
  const isDetailed = opened.head.columns.some((column) => /^tanggal[ _]disposisi$/iu.test(column.trim()));
  const rowsById = new Map<string, Disposition[]>();
  const refused: RefusedRow[] = [];
  let leftOut = 0;
  let read = 0;
  for await (const row of opened.rows) {
    if (++read % 1000 === 0) onProgress?.(opened.progress().done, opened.progress().total, read);
    if (!row.ok) refused.push(row.refused);
    else if (!isDetailed && isSettled(row.update, statusWords)) leftOut++;
    else
      addRow(rowsById, isDetailed ? { update: row.update, pauses: row.pauses ?? [] } : plainLife(row.update));
  }
  const happenings = [...rowsById.values()].flatMap(layOutLife).sort((a, b) => a.at - b.at);
  return { happenings, complaints: rowsById.size, refused, isDetailed, leftOut };
}

/** A plain export says neither when an office got a complaint nor when it answered. */
function plainLife(update: ComplaintUpdate): Disposition {
  const { firstFollowUpAt: _answered, closedAt: _closed, ...open } = update;
  return { update: { ...open, disposedAt: update.opdName ? (update.reportedAt ?? null) : null }, pauses: [] };
}

function isSettled({ statusRaw }: ComplaintUpdate, words: LivesOptions["statusWords"]): boolean {
  const status = statusOf(statusRaw ?? "", words);
  return answered.has(status) || isEnded(status);
}

function addRow(rowsById: Map<string, Disposition[]>, row: Disposition): void {
  const rows = rowsById.get(row.update.trackingId);
  if (rows) rows.push(row);
  else rowsById.set(row.update.trackingId, [row]);
}
