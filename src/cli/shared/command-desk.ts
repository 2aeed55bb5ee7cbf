import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { openDesk } from "../../desk/desk.ts";
import { type Channels, loadOffice } from "../../desk/office.ts";

/** The desk for one command: it learns and reviews; firing is left to the bot. */
export function openCommandDesk(db: Db, channels: Channels = { wa: false, email: false }) {
  const office = loadOffice(db.sql, channels);
  const desk = openDesk({
    db,
    office: () => office,
    onPoison: (_, error) => {
      throw error;
    },
  });
  return {
    ...desk,
    office,
    /** Everything open that was reported before `now` starts no steps any more. Returns how many. Call it inside a transaction. */
    markBacklog(now: Instant): number {
      const { changes } = db.sql
        .prepare(
          `update complaints set isBacklog = 1 where isBacklog = 0 and isHistoric = 0 and coalesce(reportedAt, firstSeenAt) < ?
           and status not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority')`,
        )
        .run(now);
      desk.reviewAll(now);
      return changes;
    },
  };
}
