import type { Instant } from "../calendar/contract.ts";
import type { ComplaintUpdate } from "../complaints/contract.ts";
import type { Pause } from "../complaints/pauses.ts";

/** One row of a file: a complaint with one of its dispositions. */
export interface Disposition {
  readonly update: ComplaintUpdate;
  readonly pauses: readonly Pause[];
}

/** What becomes known at a moment. */
export interface Happening {
  readonly at: Instant;
  readonly update: ComplaintUpdate;
}

/**
 * The life of one complaint as successive pieces of news, in order of time: nothing is known before its moment
 * (escalation.md section 12). `rows` are its dispositions in order; all of one complaint.
 */
export function layOutLife(rows: readonly Disposition[]): Happening[] {
  const [first] = rows;
  const begin = first?.update.reportedAt ?? firstMoment(rows);
  if (!first || begin === null) return [];
  const dispositions = rows.toSorted((a, b) => (a.update.disposedAt ?? 0) - (b.update.disposedAt ?? 0));
  return changePoints(rows, begin).map((at) => ({ at, update: knownAt(at, begin, dispositions) }));
}

function firstMoment(rows: readonly Disposition[]): Instant | null {
  const moments = rows.flatMap(({ update }) => update.disposedAt ?? []);
  return moments.length === 0 ? null : Math.min(...moments);
}

function changePoints(rows: readonly Disposition[], begin: Instant): Instant[] {
  const moments = rows.flatMap(({ update, pauses }) => [
    update.disposedAt,
    update.firstFollowUpAt,
    update.closedAt,
    ...pauses.flat(),
  ]);
  const known = moments
    .filter((moment) => moment !== null && moment !== undefined)
    .map((at) => Math.max(at, begin));
  return [...new Set([begin, ...known])].sort((a, b) => a - b);
}

function knownAt(at: Instant, begin: Instant, rows: readonly Disposition[]): ComplaintUpdate {
  const [first] = rows;
  const present = rows.findLast(({ update }) => isPast(update.disposedAt, at));
  const { opdName, opdExternalId, disposedAt, firstFollowUpAt, closedAt, ...common } = (present ?? first)
    ?.update ?? {
    trackingId: "",
  };
  const isAnswered = present !== undefined && isPast(firstFollowUpAt, at);
  const isEnded = rows.some(({ update }) => isPast(update.closedAt, at));
  const isPostponed = rows.some(({ pauses }) =>
    pauses.some(([from, to]) => from <= at && (to === null || at < to)),
  );
  return {
    ...common,
    reportedAt: begin,
    statusRaw: statusText({ isEnded, isPostponed, isAnswered, isDisposed: present !== undefined }),
    ...(present && {
      opdName: opdName ?? null,
      opdExternalId: opdExternalId ?? null,
      disposedAt: disposedAt ?? null,
    }),
    ...(isAnswered && { firstFollowUpAt: firstFollowUpAt ?? null }),
    ...(isEnded && { closedAt: closedAt ?? null }),
  };
}

interface State {
  readonly isEnded: boolean;
  readonly isPostponed: boolean;
  readonly isAnswered: boolean;
  readonly isDisposed: boolean;
}

function statusText({ isEnded, isPostponed, isAnswered, isDisposed }: State): string {
  if (isEnded) return "Selesai";
  if (isPostponed) return "Ditunda";
  if (isAnswered) return "Proses";
  return isDisposed ? "Belum Ditindaklanjuti" : "Belum Terverifikasi";
}

function isPast(moment: Instant | null | undefined, at: Instant): boolean {
  return moment !== null && moment !== undefined && moment <= at;
}
