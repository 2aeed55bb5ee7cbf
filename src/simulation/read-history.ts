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

/**
 * The lives of the complaints in a book, as far as the bot learned them: nothing before it first saw a complaint, moves and
 * ends at the moment it heard of them.
 */
export function readHistory(sql: Sql): Happening[] {
  const changes = Map.groupBy(
    sql
      .prepare<[], ChangeRow>(
        "select trackingId, at, field, before, after from complaintHistory where field in ('opdName', 'status') order by id",
      )
      .all(),
    ({ trackingId }) => trackingId,
  );
  // a move forgets when the office before got it: its run still knows
  const anchors = new Map(
    sql
      .prepare<[], [string, Instant]>(
        "select trackingId, anchorAt from escalations where clock = 'response' and epoch = 1",
      )
      .raw()
      .all(),
  );
  const complaints = sql
    .prepare<[], Record<string, unknown>>("select * from complaints order by trackingId")
    .all();
  return complaints
    .map(complaintOfRow)
    .flatMap((complaint) => {
      const { trackingId, firstSeenAt } = complaint;
      const anchorAt = anchors.get(trackingId) ?? firstSeenAt;
      const life = layOutLife(dispositionsOf(complaint, changes.get(trackingId) ?? [], anchorAt));
      return sinceSeen(life, firstSeenAt);
    })
    .sort((a, b) => a.at - b.at);
}

/** What had happened by then became known at once. */
function sinceSeen(life: readonly Happening[], firstSeenAt: Instant): Happening[] {
  const later = life.filter(({ at }) => at > firstSeenAt);
  const known = life[life.length - later.length - 1];
  return known ? [{ ...known, at: firstSeenAt }, ...later] : later;
}

function dispositionsOf(
  complaint: Complaint,
  changes: readonly ChangeRow[],
  firstAnchorAt: Instant,
): Disposition[] {
  const moves = changes.filter(
    ({ field, before, after }) => field === "opdName" && before !== null && after !== null,
  );
  const shared = { ...plain(complaint), closedAt: endOf(complaint, changes) };
  const present: Disposition = {
    update: {
      ...shared,
      opdName: complaint.opdName,
      opdExternalId: complaint.opdExternalId,
      disposedAt: complaint.opdName ? (complaint.disposedAt ?? complaint.unitSeenAt) : null,
      firstFollowUpAt: complaint.answeredAt,
    },
    pauses: readPauses(complaint.pauses),
  };
  const earlier = moves.map(({ before }, index): Disposition => {
    const since = moves[index - 1]?.at ?? firstAnchorAt;
    const until = moves[index]?.at ?? since;
    const answer = complaint.firstFollowUpAt;
    const isTheirs = answer !== null && since <= answer && answer < until;
    return {
      update: {
        ...shared,
        opdName: before,
        disposedAt: since,
        firstFollowUpAt: isTheirs ? answer : null,
      },
      pauses: [],
    };
  });
  return [...earlier, present];
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
