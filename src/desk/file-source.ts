import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { OwnAliases } from "../sources/file/header-aliases.ts";
import { readFileSettings } from "../sources/file/settings.ts";

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
  /** Spellings of headers that Kominfo added. */
  readonly aliases: OwnAliases;
  /** The latest exports that were read, and as of when each speaks, by their fingerprints. */
  readonly read: ReadonlyMap<string, Instant>;
}

/** An export that was read. */
export interface ReadingNote {
  readonly mark: string;
  readonly asOf: Instant;
  readonly now: Instant;
}

interface SourceRow {
  readonly zone: string;
  readonly asOf: number | null;
  readonly lastError: string | null;
  readonly settings: string | null;
  readonly cursor: string | null;
}

/** Half a year of an export a working day. */
const mostRemembered = 128;

export function readSource(sql: Sql): FileSource {
  const row = selectRow(sql);
  return {
    offsetMinutes: offsets[row?.zone ?? "UTC"] ?? 0,
    asOf: row?.asOf ?? null,
    aliases: readFileSettings(row?.settings ?? null).aliases,
    read: marksOf(row),
  };
}

/** That an export was read. Of one that was read before there is nothing to note: the book stays as it is, byte for byte. */
export function noteSource(sql: Sql, { mark, asOf, now }: ReadingNote): void {
  const row = selectRow(sql);
  const read = marksOf(row);
  if (read.get(mark) === asOf && row?.lastError === null) return;
  read.delete(mark);
  const marks = [...read, [mark, asOf] as const].slice(-mostRemembered);
  sql
    .prepare(
      "update sources set asOf = max(coalesce(asOf, 0), ?), lastOkAt = ?, lastError = null, cursor = ? where source = 'file'",
    )
    .run(asOf, now, JSON.stringify({ read: marks }));
}

/** That one could not be read; the next that is read clears it. */
export function noteSourceError(sql: Sql, error: string, now: Instant): void {
  sql.prepare("update sources set lastError = ?, lastErrorAt = ? where source = 'file'").run(error, now);
}

function selectRow(sql: Sql): SourceRow | undefined {
  return sql
    .prepare<[], SourceRow>(
      "select zone, asOf, lastError, settings, cursor from sources where source = 'file'",
    )
    .get();
}

function marksOf(row: SourceRow | undefined): Map<string, Instant> {
  const { read = [] } = JSON.parse(row?.cursor ?? "{}") as { read?: [string, Instant][] };
  return new Map(read);
}
