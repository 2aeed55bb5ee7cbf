import type { Message } from "./contract.ts";

/** Rows that travel together as one message. */
export interface Parcel {
  readonly rows: readonly Message[];
  /** The id it already travelled under; null for one that never left. */
  readonly wireId: string | null;
}

/** More messages than this for one person at one moment become one digest: nobody reads a burst. */
const burstLimit = 3;

/**
 * Sorts due rows into parcels: what already travelled together stays together, rows of one bundle join, and a burst for
 * one recipient becomes one parcel. Order is that of the rows.
 */
export function sortIntoParcels(rows: readonly Message[]): Parcel[] {
  const fresh = rows.filter((row) => row.wireId === null);
  const loose = countBy(
    fresh.filter((row) => row.bundle === null && canBundle(row)),
    addressOf,
  );
  const groups = new Map<string, Message[]>();
  for (const row of rows) {
    const key = groupOf(row, loose);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => ({ rows: group, wireId: group[0]?.wireId ?? null }));
}

function groupOf(row: Message, loose: ReadonlyMap<string, number>): string {
  if (row.wireId !== null) return `wire ${row.wireId}`;
  if (row.bundle !== null) return `bundle ${addressOf(row)} ${row.bundle}`;
  const isBurst = canBundle(row) && (loose.get(addressOf(row)) ?? 0) > burstLimit;
  return isBurst ? `burst ${addressOf(row)}` : `row ${row.id}`;
}

/** Alarms and answers speak for themselves; only news of complaints can share a message. */
function canBundle(row: Message): boolean {
  return row.kind === "step" || row.kind === "reminder" || row.kind === "digest";
}

function addressOf(row: Message): string {
  return `${row.intended} ${row.recipient}`;
}

function countBy(rows: readonly Message[], keyOf: (row: Message) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) counts.set(keyOf(row), (counts.get(keyOf(row)) ?? 0) + 1);
  return counts;
}
