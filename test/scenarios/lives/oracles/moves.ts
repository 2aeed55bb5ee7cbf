import type { Escalation } from "../../../../src/escalation/contract.ts";
import type { Message } from "../../../../src/outbox/contract.ts";
import type { Trace } from "../trace.ts";
import { isOfRun } from "./kinds.ts";

/** 9. Whoever was told in a run that moved is told once that it moved, by the channel that told first; nobody else is. */
export function findUnmoved({ rows, runs, cutRows, returned }: Trace): string[] {
  // what a crash cut off may have been heard, and counts so once it was sent again; what came back counted till then
  const wasPerhapsHeard = ({ id }: Message, { endedAt }: Escalation) =>
    cutRows.has(id) || (returned.get(id) ?? -Infinity) >= (endedAt ?? 0);
  return runs.flatMap((run) => {
    const own = rows.filter(({ escalationId }) => escalationId === run.id);
    const notices = own.filter(({ kind }) => kind === "moved");
    return run.reason === "moved"
      ? findWrongNotices(run, { own, notices }, (row) => wasPerhapsHeard(row, run))
      : notices.map(({ key }) => `${key}: this run did not move`);
  });
}

function isSameWay(row: Message, notice: Message): boolean {
  return (
    notice.holderId === row.holderId && notice.recipient === row.recipient && notice.intended === row.intended
  );
}

interface Letters {
  readonly own: readonly Message[];
  readonly notices: readonly Message[];
}

function findWrongNotices(
  run: Escalation,
  { own, notices }: Letters,
  wasPerhapsHeard: (row: Message) => boolean,
): string[] {
  const heard = own
    .filter((row) => isOfRun(row) && row.acceptedAt !== null && row.acceptedAt <= (run.endedAt ?? 0))
    .toSorted((a, b) => (a.acceptedAt ?? 0) - (b.acceptedAt ?? 0) || a.id - b.id);
  const firstByHolder = new Map(heard.toReversed().map((row) => [row.holderId, row]));
  const missing = [...firstByHolder.values()].filter((first) => {
    const mayBeFirst = [
      first,
      ...own.filter((row) => row.holderId === first.holderId && wasPerhapsHeard(row)),
    ];
    const right = notices.filter((notice) => mayBeFirst.some((row) => isSameWay(row, notice)));
    return right.length !== 1;
  });
  const strangers = notices.filter(
    ({ holderId }) =>
      !firstByHolder.has(holderId) && !own.some((row) => row.holderId === holderId && wasPerhapsHeard(row)),
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
