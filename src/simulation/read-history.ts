import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import { readPauses } from "../complaints/pauses.ts";
import { isEnded } from "../complaints/status-words.ts";
import { complaintOfRow } from "../complaints/store.ts";
import { type Disposition, type Happening, layOutLife } from "./timeline.ts";

interface ChangeRow {
  readonly trackingId: string;
  readonly at: Instant;
  readonly field: "opdName" | "status";
  readonly before: string | null;
  readonly after: string | null;
}

/** The lives of the complaints in a book, as far as the bot learned them: moves and ends at the moment it heard of them. */
export function readHistory(sql: Sql): Happening[] {
  const changes = Map.groupBy(
    sql
      .prepare<[], ChangeRow>(
        "select trackingId, at, field, before, after from complaintHistory where field in ('opdName', 'status') order by id",
      )
      .all(),
    ({ trackingId }) => trackingId,
  );
  const complaints = sql
    .prepare<[], Record<string, unknown>>("select * from complaints order by trackingId")
    .all();
  return complaints
    .map(complaintOfRow)
    .flatMap((complaint) => layOutLife(dispositionsOf(complaint, changes.get(complaint.trackingId) ?? [])))
    .sort((a, b) => a.at - b.at);
}

function dispositionsOf(complaint: Complaint, changes: readonly ChangeRow[]): Disposition[] {
  const moves = changes.filter(({ field, before }) => field === "opdName" && before !== null);
  const pauses = readPauses(complaint.pauses);
  const closedAt = endOf(complaint, changes);
  const shared = { ...plain(complaint), closedAt };
  const present: Disposition = {
    update: {
      ...shared,
      opdName: complaint.opdName,
      opdExternalId: complaint.opdExternalId,
      disposedAt: complaint.opdName ? (complaint.disposedAt ?? complaint.unitSeenAt) : null,
      firstFollowUpAt: complaint.answeredAt,
    },
    pauses,
  };
  const [firstMove] = moves;
  if (!firstMove) return [present];
  const earlier: Disposition = {
    update: {
      ...shared,
      opdName: firstMove.before,
      disposedAt: complaint.reportedAt ?? complaint.firstSeenAt,
      firstFollowUpAt: complaint.firstFollowUpAt,
    },
    pauses: [],
  };
  return [earlier, present];
}

/** When it ended: as LAPOR! says, else when the bot heard of it. */
function endOf(complaint: Complaint, changes: readonly ChangeRow[]): Instant | null {
  if (!isEnded(complaint.status)) return null;
  if (complaint.closedAt !== null) return complaint.closedAt;
  const ended = changes.findLast(({ field, after }) => field === "status" && after === complaint.status);
  return ended?.at ?? complaint.firstSeenAt;
}

function plain({
  trackingId,
  title,
  classification,
  category,
  categoryId,
  channel,
  reportedAt,
  firstSeenAt,
  ...rest
}: Complaint) {
  const { locationName, isAnonymous, isSecret, isPriority } = rest;
  return {
    trackingId,
    title,
    classification,
    category,
    categoryId,
    channel,
    reportedAt: reportedAt ?? firstSeenAt,
    locationName,
    isAnonymous,
    isSecret,
    isPriority,
  };
}
