import { applyAction, undoAction } from "../aturan/application-audit.ts";
import type { Difference } from "./describe-difference.ts";

/** A rule applied to what is open, or taken back again, in one line; null: the entry is something else. */
export function describeApplication(action: string, { subject, after }: Difference): string[] | null {
  if (action === undoAction && Array.isArray(after))
    return [`  ${subject}: penerapan dibatalkan pada ${after.length} laporan`];
  if (action !== applyAction || !isApplication(after)) return null;
  return [
    `  ${subject}: diterapkan pada ${after.runs.length} laporan, pesan berubah pada ${after.changed} (rincian: --json)`,
  ];
}

function isApplication(value: unknown): value is { changed: number; runs: unknown[] } {
  return typeof value === "object" && value !== null && "changed" in value && "runs" in value;
}
