import type { Escalation } from "../../../../src/escalation/contract.ts";
import type { Message } from "../../../../src/outbox/contract.ts";
import type { Trace } from "../trace.ts";
import { isOfRun } from "./kinds.ts";

/** 9. Whoever was told in a run that moved is told once that it moved, by the channel that told first; nobody else is. */
export function findUnmoved({ rows, runs, cutRows }: Trace): string[] {
  return runs.flatMap((run) => {
    const own = rows.filter(({ escalationId }) => escalationId === run.id);
    const notices = own.filter(({ kind }) => kind === "moved");
    return run.reason === "moved"
      ? findWrongNotices(run, { own, notices }, cutRows)
      : notices.map(({ key }) => `${key}: this run did not move`);
  });
}

interface Letters {
  readonly own: readonly Message[];
  readonly notices: readonly Message[];
}

function findWrongNotices(run: Escalation, { own, notices }: Letters, cutRows: Trace["cutRows"]): string[] {
  const heard = own
    .filter((row) => isOfRun(row) && row.acceptedAt !== null && row.acceptedAt <= (run.endedAt ?? 0))
    .toSorted((a, b) => (a.acceptedAt ?? 0) - (b.acceptedAt ?? 0) || a.id - b.id);
  const firstByHolder = new Map(heard.toReversed().map((row) => [row.holderId, row]));
  const missing = [...firstByHolder.values()].filter(
    ({ holderId, recipient, intended }) =>
      notices.filter(
        (notice) =>
          notice.holderId === holderId && notice.recipient === recipient && notice.intended === intended,
      ).length !== 1,
  );
  // a message that a crash cut off may have been heard, and counts as heard only once it was sent again
  const strangers = notices.filter(
    ({ holderId }) =>
      !firstByHolder.has(holderId) && !own.some((row) => row.holderId === holderId && cutRows.has(row.id)),
  );
  const seconds = notices.filter(({ holderId }, index) =>
    notices.slice(0, index).some((other) => other.holderId === holderId),
  );
  return [
    ...missing.map(({ key }) => `${key} was heard, and that it moved was not said once by the same channel`),
    ...strangers.map(({ key }) => `${key}: was never told before`),
    ...seconds.map(({ key }) => `${key}: told twice`),
  ];
}
