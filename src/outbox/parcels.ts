import type { Message } from "./contract.ts";

/** Rows that travel together as one message. */
export interface Parcel {
  readonly rows: readonly Message[];
  /** The id it already travelled under; null for one that never left. */
  readonly wireId: string | null;
}

/** More messages than this for one person at one moment become one digest: nobody reads a burst. */
export const burstLimit = 3;

/**
 * More than so many complaints are no message that one reads on a telephone. WhatsApp itself takes 65,536 characters: a
 * number of 15 digits and its comma for each, and the first ones in full, stay far below.
 */
const mostOnTelephone = 500;

/**
 * Sorts due rows into parcels: what already travelled together stays together, rows of one bundle join, and a burst for
 * one recipient becomes one parcel. Where one of a recipient's rows has waited, all of that recipient's rows join. Order
 * is that of the rows.
 */
export function sortIntoParcels(
  rows: readonly Message[],
  hasWaited: (row: Message) => boolean = () => false,
): Parcel[] {
  const news = rows.filter((row) => row.wireId === null && canBundle(row));
  const loose = countBy(
    news.filter(({ bundle }) => bundle === null),
    addressOf,
  );
  const late = new Set(news.filter(hasWaited).map(addressOf));
  const groups = new Map<string, Message[]>();
  for (const row of rows) {
    const key = groupOf(row, loose, late);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].flatMap(split).map((rows) => ({ rows, wireId: rows[0]?.wireId ?? null }));
}

/** Each row must be named where it is told. What already travelled as one stays one. */
function split(group: Message[]): Message[][] {
  const [first] = group;
  if (first?.intended !== "wa" || first.wireId !== null || group.length <= mostOnTelephone) return [group];
  return [group.slice(0, mostOnTelephone), ...split(group.slice(mostOnTelephone))];
}

function groupOf(row: Message, loose: ReadonlyMap<string, number>, late: ReadonlySet<string>): string {
  const address = addressOf(row);
  if (row.wireId !== null) return `wire ${row.wireId}`;
  if (canBundle(row) && late.has(address)) return `late ${address}`;
  if (row.bundle !== null) return `bundle ${address} ${row.bundle}`;
  const isBurst = canBundle(row) && (loose.get(address) ?? 0) > burstLimit;
  return isBurst ? `burst ${address}` : `row ${row.id}`;
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
