import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";

export interface AuditEntry {
  readonly now: Instant;
  /** What was done, such as "aturan.atur". */
  readonly action: string;
  /** To what, such as the rule's name. */
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  /** Who said so; null: nobody was named. */
  readonly by: string | null;
}

/** Writes down a change by a person. `osUser`: by which account or channel it came. Call it inside the transaction of the change. */
export function writeAudit(sql: Sql, osUser: string, entry: AuditEntry): void {
  sql
    .prepare(
      `insert into audit (at, osUser, "by", action, subject, before, after) values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(entry.now, osUser, entry.by, entry.action, entry.subject, json(entry.before), json(entry.after));
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}
