import { userInfo } from "node:os";
import type { Db } from "../../../db/open.ts";

export interface AuditEntry {
  readonly now: number;
  /** What was done, such as "aturan.atur". */
  readonly action: string;
  /** To what, such as the rule's name. */
  readonly subject: string;
  readonly before: unknown;
  readonly after: unknown;
  /** The --oleh name. */
  readonly by: string | null;
}

/** Writes down a change by a person. Call it inside the transaction of the change. */
export function writeAudit(db: Db, entry: AuditEntry): void {
  db.sql
    .prepare(
      `insert into audit (at, osUser, "by", action, subject, before, after) values (?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(
      entry.now,
      systemUser(),
      entry.by,
      entry.action,
      entry.subject,
      json(entry.before),
      json(entry.after),
    );
}

function json(value: unknown): string | null {
  return value === null || value === undefined ? null : JSON.stringify(value);
}

function systemUser(): string {
  try {
    return userInfo().username;
  } catch {
    return `uid ${process.getuid?.() ?? "?"}`; // a container without a passwd entry
  }
}
