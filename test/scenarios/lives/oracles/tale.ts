import type { Trace } from "../trace.ts";
import { isOfRun } from "./kinds.ts";

/** 6. What the rhythm of turns must not change: time, person, kind and step of everything that a complaint caused. */
export function tellTale({ rows }: Trace): string[] {
  return rows
    .filter((row) => (isOfRun(row) || row.kind === "moved") && row.acceptedAt !== null)
    .map(
      ({ acceptedAt, trackingId, kind, step, occurrence, person, intended, reason }) =>
        `${acceptedAt} ${trackingId} ${kind} ${step}/${occurrence} ${person} ${intended} ${reason}`,
    )
    .sort();
}
