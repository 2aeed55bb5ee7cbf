import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { notEndedSql } from "../complaints/status-words.ts";
import type { Office } from "../escalation/contract.ts";
import type { Desk } from "./desk.ts";

/** Open complaints that were reported before the switch-on: of one unit, or of all (null). */
export function listBacklog(sql: Sql, unitId: number | null): string[] {
  return sql
    .prepare<[object], string>(
      `select trackingId from complaints where isBacklog = 1 and (@unitId is null or opdId = @unitId) and ${notEndedSql}
       order by trackingId`,
    )
    .pluck()
    .all({ unitId });
}

/** These complaints go on: their clocks are anchored at `now` (escalation.md section 3). Call it inside a transaction. */
export function resumeBacklog(
  { sql, book, clerk }: Desk,
  office: Office,
  trackingIds: readonly string[],
  now: Instant,
): void {
  const resume = sql.prepare("update complaints set isBacklog = 0, resumedAt = ? where trackingId = ?");
  const note = sql.prepare(
    `insert into complaintHistory (trackingId, at, source, field, before, after) values (?, ?, 'manual', ?, ?, ?)`,
  );
  for (const trackingId of trackingIds) {
    resume.run(now, trackingId);
    note.run(trackingId, now, "isBacklog", "true", "false");
    note.run(trackingId, now, "resumedAt", null, String(now));
    const complaint = book.find(trackingId);
    if (complaint) clerk.review(complaint, office, now);
  }
}
