import type { ComplaintUpdate } from "../../complaints/contract.ts";

/** A complaint of which two rows do not say the same. */
export interface Contested {
  readonly trackingId: string;
  readonly rows: readonly [above: number, below: number];
}

/**
 * One update per complaint: where a file names one more than once its last row counts, as if each row replaced the one
 * above it.
 */
export function foldRows(updates: readonly ComplaintUpdate[]): {
  readonly updates: readonly ComplaintUpdate[];
  readonly contested: readonly Contested[];
} {
  const byId = new Map<string, ComplaintUpdate>();
  const contested: Contested[] = [];
  for (const update of updates) {
    const above = byId.get(update.trackingId);
    byId.set(update.trackingId, update);
    if (above && !isSame(above, update))
      contested.push({
        trackingId: update.trackingId,
        rows: [above.sourceRow ?? 0, update.sourceRow ?? 0],
      });
  }
  return { updates: [...byId.values()], contested };
}

function isSame(one: ComplaintUpdate, other: ComplaintUpdate): boolean {
  const fields = Object.keys(other) as (keyof ComplaintUpdate)[];
  return fields.every((field) => field === "sourceRow" || one[field] === other[field]);
}
