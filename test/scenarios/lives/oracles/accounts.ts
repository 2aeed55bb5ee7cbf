import type { Message } from "../../../../src/outbox/contract.ts";
import type { LogRow, Trace } from "../trace.ts";
import { isOfStep } from "./kinds.ts";

const told: ReadonlySet<string> = new Set(["accepted", "delivered", "read"]);
const putAside: ReadonlySet<string> = new Set(["superseded", "expired", "failed", "cancelled"]);

/** 5. What was decided is told, or put aside with a reason, or still waits: no row is lost, none is told and not told. */
export function findLosses({ rows, log, witnesses, places, cutRows, returned }: Trace): string[] {
  const ids = new Set(rows.map(({ id }) => id));
  const taken = countTaken(witnesses);
  return [
    ...[...places.keys()].filter((id) => !ids.has(id)).map((id) => `row ${id} is gone`),
    ...rows.flatMap((row) => {
      const times = row.wireId === null ? 0 : (taken.get(row.wireId) ?? 0);
      const fault = whatIsWrong(row, { times, wasCut: cutRows.has(row.id), cameBack: returned.has(row.id) });
      return fault ? [`${row.key} (${row.state}) ${fault}`] : [];
    }),
    ...findMiscounts(rows, log),
  ];
}

function countTaken(witnesses: Trace["witnesses"]): ReadonlyMap<string, number> {
  const taken = new Map<string, number>();
  for (const { wireId, isAccepted } of witnesses)
    if (isAccepted) taken.set(wireId, (taken.get(wireId) ?? 0) + 1);
  return taken;
}

interface Journey {
  readonly times: number;
  readonly wasCut: boolean;
  readonly cameBack: boolean;
}

/** A message that a crash cut off may go out twice, under the same id; nothing else may. */
function whatIsWrong(row: Message, { times, wasCut, cameBack }: Journey): string | null {
  const isTold = told.has(row.state);
  if (!isTold && !putAside.has(row.state) && row.state !== "pending") return "is at no end";
  if (isTold !== (row.acceptedAt !== null)) return `was accepted at ${row.acceptedAt}`;
  if (isTold && times === 0) return "was taken by no door";
  if (isTold && cameBack) return "counts as told though it came back";
  if (!isTold && times > 0 && !wasCut && !cameBack) return "was taken all the same";
  if (times > 1 && !wasCut) return `was taken ${times} times`;
  return putAside.has(row.state) && row.note === null ? "has no reason" : null;
}

/** What the log says was written stands in the outbox: one row a message, one more where the other channel took over. */
function findMiscounts(rows: readonly Message[], log: readonly LogRow[]): string[] {
  const decided = new Map<string, number>();
  for (const { event, escalationId, step, detail } of log) {
    if (event !== "fired") continue;
    const key = `${escalationId}/${step}`;
    decided.set(key, (decided.get(key) ?? 0) + (JSON.parse(detail) as { messages: number }).messages);
  }
  return [...decided].flatMap(([key, count]) => {
    const own = rows.filter((row) => isOfStep(row) && `${row.escalationId}/${row.step}` === key);
    const first = own.filter((row) => !isSecond(row, own));
    return first.length === count ? [] : [`step ${key}: ${count} decided, ${first.length} written`];
  });
}

function isSecond(row: Message, own: readonly Message[]): boolean {
  const stem = row.key.replace(/\/(wa|email)$/u, "/");
  return own.some(
    (other) => other.id < row.id && other.fallback === row.intended && other.key.startsWith(stem),
  );
}
