import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Status } from "../complaints/contract.ts";
import { foldWords } from "../complaints/status-words.ts";
import type { Desk } from "./desk.ts";
import { emptyCounts } from "./intake.ts";
import { isAboutStatus } from "./unknown-status.ts";

/** A status text that is in the table of spellings; "unknown": nobody said yet what it means. */
export interface Spelling {
  readonly key: string;
  readonly text: string;
  readonly status: Status;
  /** Complaints that stand so. */
  readonly count: number;
}

/** Those that Kominfo added and those that nobody explained, the latter first. */
export function readSpellings(sql: Sql): Spelling[] {
  const counts = new Map<string, number>();
  for (const { text, count } of countTexts(sql))
    counts.set(foldWords(text), (counts.get(foldWords(text)) ?? 0) + count);
  return sql
    .prepare<[], Omit<Spelling, "count">>(
      "select key, text, status from statusWords order by status <> 'unknown', text",
    )
    .all()
    .map((row) => ({ ...row, count: counts.get(row.key) ?? 0 }));
}

/** The complaints whose status text is this one, however it is written. */
export function findSpelled(sql: Sql, text: string): string[] {
  const key = foldWords(text);
  const texts = countTexts(sql).filter((each) => foldWords(each.text) === key);
  const ids = sql
    .prepare<[string], string>("select trackingId from complaints where statusRaw = ? order by trackingId")
    .pluck();
  return texts.flatMap((each) => ids.all(each.text));
}

function countTexts(sql: Sql): { text: string; count: number }[] {
  return sql
    .prepare<[], { text: string; count: number }>(
      "select statusRaw as text, count(*) as count from complaints where statusRaw is not null group by statusRaw",
    )
    .all();
}

/**
 * Writes down what a status text means and reads the complaints anew that have it, so that their runs go on or end. Returns
 * how many became something else. Call it inside a transaction.
 */
export function learnSpelling(
  { sql, book, intake, alarms }: Desk,
  { text, status }: Pick<Spelling, "text" | "status">,
  now: Instant,
): number {
  sql
    .prepare(
      `insert into statusWords (key, text, status) values (?, ?, ?)
       on conflict (key) do update set status = excluded.status`,
    )
    .run(foldWords(text), text, status);
  const counts = emptyCounts();
  for (const trackingId of findSpelled(sql, text)) {
    const complaint = book.find(trackingId);
    if (!complaint) continue;
    // no news from LAPOR!: it makes no complaint fresher than it was
    const report = { source: "manual", asOf: complaint.confirmedAt - 1, isForced: true };
    intake.receive([{ trackingId, statusRaw: complaint.statusRaw }], report, counts, now);
  }
  for (const { cause } of alarms.open()) if (isAboutStatus(cause, text)) alarms.clear(cause, now);
  return counts.changed;
}
