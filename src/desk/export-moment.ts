import { statSync } from "node:fs";
import { startOfDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { ExportHead } from "../sources/contract.ts";
import type { FileSource } from "./file-source.ts";

const daySeconds = 86_400;

export interface ReadingExport extends Pick<FileSource, "offsetMinutes" | "read"> {
  readonly path: string;
  readonly head: ExportHead;
  /** Its fingerprint. */
  readonly mark: string;
  readonly now: Instant;
}

/**
 * The latest moment of which an export can speak: within its Tanggal Generate, and not after the file was written. A copy
 * made later of one that was read before says nothing newer; without a date only the time of the file can say.
 */
export function speaksAsOf({ path, head, mark, read, offsetMinutes, now }: ReadingExport): Instant {
  const written = Math.min(Math.floor(statSync(path).mtimeMs / 1000), now);
  if (head.generatedOn === null) return written;
  const begin = startOfDay(head.generatedOn, offsetMinutes);
  return read.get(mark) ?? Math.min(Math.max(begin, Math.min(written, begin + daySeconds - 1)), now);
}

export function startOfDay(date: string, offsetMinutes: number): Instant {
  return startOfDate({ zone: "Asia/Jakarta" }, date) + (7 * 60 - offsetMinutes) * 60;
}
