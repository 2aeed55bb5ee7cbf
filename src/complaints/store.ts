import type { Sql } from "../../db/open.ts";
import type { Complaint, ComplaintUpdate, Standing, Status } from "./contract.ts";
import { type Merged, type MergeContext, mergeUpdate } from "./merge.ts";

/** The book of complaints: prepared once, used for every row. */
export interface ComplaintBook {
  find(trackingId: string): Complaint | null;
  /** The standing of those that the book knows, by their tracking ids. */
  standingOf(trackingIds: readonly string[]): ReadonlyMap<string, Standing>;
  /** Merges one update and writes what changed, with its history. Call it inside a transaction. */
  record(update: ComplaintUpdate, context: MergeContext): Merged;
  /** Spellings of a status that Kominfo added. */
  addedStatusWords(): ReadonlyMap<string, Status>;
}

const columns = [
  "trackingId",
  "source",
  "title",
  "classification",
  "categoryId",
  "category",
  "channel",
  "statusRaw",
  "status",
  "institutionName",
  "opdExternalId",
  "opdName",
  "opdId",
  "opdIsUnknown",
  "reportedAt",
  "disposedAt",
  "firstSeenAt",
  "unitSeenAt",
  "confirmedAt",
  "missingSince",
  "firstFollowUpAt",
  "firstFollowUpIsBound",
  "lastFollowUpAt",
  "followUpCount",
  "lastReporterReplyAt",
  "answeredAt",
  "closedAt",
  "pauses",
  "locationName",
  "isAnonymous",
  "isSecret",
  "isPriority",
  "statusNote",
  "url",
  "isBacklog",
  "resumedAt",
  "isHistoric",
  "sourceRow",
  "syncedAt",
] as const satisfies readonly (keyof Complaint)[];

const standingColumns = [
  "trackingId",
  "source",
  "status",
  "opdId",
  "opdIsUnknown",
  "confirmedAt",
  "missingSince",
  "lastFollowUpAt",
  "answeredAt",
  "pauses",
  "isBacklog",
] as const satisfies readonly (keyof Standing)[];

type StandingRow = Omit<Standing, "opdIsUnknown" | "isBacklog"> & {
  opdIsUnknown: number;
  isBacklog: number;
};

const flags = [
  "opdIsUnknown",
  "firstFollowUpIsBound",
  "isAnonymous",
  "isSecret",
  "isPriority",
  "isBacklog",
  "isHistoric",
] as const satisfies readonly (keyof Complaint)[];

/** SQLite has no booleans: a row as it is read by hand becomes a record. */
export function complaintOfRow(row: Record<string, unknown>): Complaint {
  for (const flag of flags) row[flag] = row[flag] === 1;
  return row as Complaint;
}

export function openComplaintBook(sql: Sql): ComplaintBook {
  const select = sql.prepare<[string], Record<string, unknown>>(
    "select * from complaints where trackingId = ?",
  );
  const selectStanding = sql.prepare<[string], StandingRow>(
    `select ${standingColumns.join(", ")} from complaints where trackingId in (select value from json_each(?))`,
  );
  const upsert = sql.prepare(
    `insert into complaints (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})
     on conflict (trackingId) do update set ${columns
       .slice(1)
       .map((name) => `${name} = excluded.${name}`)
       .join(", ")}`,
  );
  const confirm = sql.prepare(
    "update complaints set source = ?, confirmedAt = ?, missingSince = ? where trackingId = ?",
  );
  const addHistory = sql.prepare(
    "insert into complaintHistory (trackingId, at, source, field, before, after) values (?, ?, ?, ?, ?, ?)",
  );
  const forgetWords = sql.prepare(
    "update complaintHistory set before = null, after = null where trackingId = ? and field in ('title', 'statusNote')",
  );
  const statusWords = sql.prepare<[], { key: string; status: Status }>(
    // one that is only reported must not hide what a later version of this program ships
    "select key, status from statusWords where status <> 'unknown'",
  );

  function find(trackingId: string): Complaint | null {
    const row = select.get(trackingId);
    return row === undefined ? null : complaintOfRow(row);
  }

  function record(update: ComplaintUpdate, context: MergeContext): Merged {
    const current = find(update.trackingId);
    const merged = mergeUpdate(current, update, context);
    const { next, outcome } = merged;
    if (next.isSecret && current?.isSecret === false) forgetWords.run(next.trackingId);
    if (outcome !== "unchanged") upsert.run(columns.map((name) => valueOf(next[name])));
    else if (merged.isConfirmedLater)
      confirm.run(next.source, next.confirmedAt, next.missingSince, next.trackingId);
    for (const { field, before, after } of merged.changes)
      addHistory.run(next.trackingId, context.now, context.report.source, field, before, after);
    return merged;
  }

  return {
    find,
    standingOf: (trackingIds) =>
      new Map(
        selectStanding
          .all(JSON.stringify(trackingIds))
          .map((row) => [
            row.trackingId,
            { ...row, opdIsUnknown: row.opdIsUnknown === 1, isBacklog: row.isBacklog === 1 },
          ]),
      ),
    record,
    addedStatusWords: () => new Map(statusWords.all().map(({ key, status }) => [key, status])),
  };
}

function valueOf(value: string | number | boolean | null): string | number | null {
  return typeof value === "boolean" ? Number(value) : value;
}
