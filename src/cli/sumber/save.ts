import type { Db } from "../../../db/open.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import type { SourceRow } from "./source-row.ts";

export interface SourceChange {
  /** Such as "sumber.atur". */
  readonly action: string;
  readonly by: string | null;
}

/**
 * Writes a source's settings down with what follows from them: whoever it could not read is asked about again, and what its
 * age held goes on where it no longer does.
 */
export function saveSource(db: Db, before: SourceRow, after: SourceRow, { action, by }: SourceChange): void {
  const now = currentInstant();
  db.sql
    .transaction(() => {
      db.sql
        .prepare(
          `update sources set zone = ?, maxAge = ?, settings = ?, nextPollAt = null, cursor = json_remove(cursor, ${restarted}) where source = ?`,
        )
        .run(after.zone, after.maxAge, after.settings, after.source);
      if (after.source === "lapor")
        db.sql.prepare("update laporReads set nextAt = 0, fault = null where nextAt is not null").run();
      writeAudit(db, { now, action, subject: after.source, before: said(before), after: said(after), by });
      const { clerk, office } = openCommandDesk(db);
      clerk.releaseConfirmed(office, now);
    })
    .immediate();
}

/** Where the source begins anew; what it used of its budget stays used. */
const restarted = ["failures", "failingSince", "pacedUntil", "listAt", "listPage", "isWholeList"]
  .map((key) => `'$.${key}'`)
  .join(", ");

function said({ zone, maxAge, settings }: SourceRow): object {
  return { zone, maxAge, ...(settings !== null && { settings: JSON.parse(settings) as unknown }) };
}
