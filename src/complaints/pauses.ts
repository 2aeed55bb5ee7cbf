import type { Instant } from "../calendar/contract.ts";
import type { Status } from "./contract.ts";

/** A span in which a complaint was postponed; null: it still is. */
export type Pause = readonly [from: Instant, to: Instant | null];

/** The spans, in order of time. */
export function readPauses(pauses: string | null): readonly Pause[] {
  return pauses === null ? [] : (JSON.parse(pauses) as Pause[]);
}

/** Opens a span when the complaint becomes postponed, closes it when it no longer is. */
export function movePauses(pauses: string | null, status: Status, at: Instant): string | null {
  const list = readPauses(pauses);
  const open = list.at(-1)?.[1] === null;
  if (status === "postponed") return open ? pauses : JSON.stringify([...list, [at, null]]);
  if (!open) return pauses;
  return JSON.stringify(list.map(([from, to]) => [from, to ?? Math.max(at, from)]));
}
