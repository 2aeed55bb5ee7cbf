import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";

const offsets: Record<string, number> = {
  UTC: 0,
  "Asia/Jakarta": 420,
  "Asia/Makassar": 480,
  "Asia/Jayapura": 540,
};

/** What the book knows of exports as a source. */
export interface FileSource {
  /** East of UTC, for times that carry no zone. */
  readonly offsetMinutes: number;
  /** As of when its newest export speaks. */
  readonly asOf: Instant | null;
}

export function readSource(sql: Sql): FileSource {
  const row = sql
    .prepare<[], { zone: string; asOf: number | null }>(
      "select zone, asOf from sources where source = 'file'",
    )
    .get();
  return { offsetMinutes: offsets[row?.zone ?? "UTC"] ?? 0, asOf: row?.asOf ?? null };
}

export function noteSource(sql: Sql, asOf: Instant, now: Instant): void {
  sql
    .prepare(
      "update sources set asOf = max(coalesce(asOf, 0), ?), lastOkAt = ?, lastError = null where source = 'file'",
    )
    .run(asOf, now);
}
