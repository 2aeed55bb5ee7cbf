import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { openMirrorBook } from "../../simulation/book.ts";
import { forecast } from "../../simulation/forecast.ts";
import { findShifts, type Shift } from "./shifts.ts";

export interface Foreseen<T> {
  readonly shifts: Shift[];
  /** What the change answered. */
  readonly outcome: T;
}

/**
 * What a change would mean for open complaints if nobody answered: the book is played on twice in memory, as it is and with
 * the change. Nothing of it happens.
 */
export function foresee<T>(db: Db, change: (mirror: Db) => T, now: Instant): Foreseen<T> {
  const units = readUnits(db);
  const { messages: before } = playOn(db, () => null, now);
  const { messages: after, outcome } = playOn(db, change, now);
  return { shifts: findShifts(before, after, (trackingId) => units.get(trackingId) ?? null), outcome };
}

function playOn<T>(db: Db, change: (mirror: Db) => T, now: Instant) {
  const mirror = openMirrorBook(db.path);
  try {
    const outcome = mirror.sql.transaction(() => change(mirror)).immediate();
    return { outcome, messages: forecast(mirror, now) };
  } finally {
    mirror.close();
  }
}

function readUnits({ sql }: Db): Map<string, string> {
  const rows = sql
    .prepare<[], { trackingId: string; code: string }>(
      "select c.trackingId, u.code from complaints c join units u on u.id = c.opdId",
    )
    .all();
  return new Map(rows.map(({ trackingId, code }) => [trackingId, code]));
}
