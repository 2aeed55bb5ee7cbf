import type { Sql } from "../../../../db/open.ts";
import { openSql } from "../../../complaints/status-words.ts";

/** Which complaints the API is to be asked about. */
export function openRoll(sql: Sql) {
  // where nobody ever set the API up there is no roll; once somebody does, all are put on it
  const enroll = sql.prepare(
    `insert into laporReads (trackingId, nextAt)
       select ?, 0 where exists (select 1 from sources where source = 'lapor' and settings is not null)
     on conflict (trackingId) do update set nextAt = 0 where nextAt is null`,
  );
  const enrollAll = sql.prepare(
    `insert into laporReads (trackingId, nextAt)
       select trackingId, 0 from complaints c where ${openSql}
         and not exists (select 1 from laporReads r where r.trackingId = c.trackingId and r.nextAt is not null)
     on conflict (trackingId) do update set nextAt = 0`,
  );
  return {
    /** An open complaint that is new, or was thought to have ended; whoever is on the roll keeps the turn. */
    enroll: (trackingId: string): void => void enroll.run(trackingId),
    /** Every open complaint. It looks at each of them: not for every poll. */
    enrollAll: (): void => void enrollAll.run(),
  };
}
