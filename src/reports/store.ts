import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Escalation } from "../escalation/contract.ts";
import type { Times } from "./case.ts";
import type { Change } from "./first-disposition.ts";
import { leftOutStatuses } from "./figures.ts";

/** Complaints that came in within [from, to): of the unit they are with now, or all (null). */
export interface Question {
  readonly from: Instant;
  readonly to: Instant;
  readonly unitId: number | null;
}

const cameIn = `coalesce(c.reportedAt, c.firstSeenAt) >= @from and coalesce(c.reportedAt, c.firstSeenAt) < @to
  and (@unitId is null or c.opdId = @unitId)`;

/** Nothing of what a complaint says is read. */
export function readTimes(sql: Sql, question: Question): Times[] {
  return sql
    .prepare<[Question], Omit<Times, "firstFollowUpIsBound"> & { firstFollowUpIsBound: number }>(
      `select trackingId, status, opdId, disposedAt, unitSeenAt, firstFollowUpAt, firstFollowUpIsBound, answeredAt, closedAt
       from complaints c where ${cameIn}`,
    )
    .all(question)
    .map((row) => ({ ...row, firstFollowUpIsBound: row.firstFollowUpIsBound === 1 }));
}

export type ChangeRow = Change & { readonly trackingId: string };

/** What tells the first disposition of those that moved since, in the order in which it was learned. */
export function readPlacements(sql: Sql, question: Question): ChangeRow[] {
  return sql
    .prepare<[Question], ChangeRow>(
      `with moved as (
         select distinct c.trackingId from complaints c join complaintHistory h on h.trackingId = c.trackingId
         where ${cameIn} and h.field = 'opdId' and h.before is not null
       )
       select h.trackingId, h.at, h.field, h.before from moved join complaintHistory h on h.trackingId = moved.trackingId
       where h.field in ('opdId', 'disposedAt', 'unitSeenAt') order by h.id`,
    )
    .all(question);
}

export type RunRow = Pick<
  Escalation,
  "trackingId" | "clock" | "unitId" | "ruleVersionId" | "anchorAt" | "endedAt"
>;

/** The first run of each clock; one that the switch-on ended as backlog is none. */
export function readFirstRuns(sql: Sql, question: Question): RunRow[] {
  return sql
    .prepare<[Question], RunRow>(
      // with min() SQLite takes the other columns from the row that has it
      `select e.trackingId, e.clock, e.unitId, e.ruleVersionId, e.anchorAt, e.endedAt, min(e.epoch)
       from complaints c join escalations e on e.trackingId = c.trackingId
       where ${cameIn} and e.reason is not 'backlog' group by e.trackingId, e.clock`,
    )
    .all(question);
}

/** How many each unit received, without what is counted beside. */
export function countReceived(sql: Sql, question: Question): ReadonlyMap<number, number> {
  const rows = sql
    .prepare<[Question], { opdId: number; count: number }>(
      `select c.opdId, count(*) as count from complaints c where ${cameIn} and c.opdId is not null
       and c.status not in (${leftOutStatuses.map((status) => `'${status}'`).join(", ")}) group by c.opdId`,
    )
    .all(question);
  return new Map(rows.map(({ opdId, count }) => [opdId, count]));
}
