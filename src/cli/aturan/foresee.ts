import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { openMirrorBook } from "../../simulation/book.ts";
import { forecast } from "../../simulation/forecast.ts";
import { findShifts, type Shift } from "./shifts.ts";

/**
 * What a change would mean for open complaints if nobody answered: the book is played on twice in memory, as it is and with
 * the change. Nothing of it happens.
 */
export function foresee(db: Db, change: (mirror: Db) => void, now: Instant): Shift[] {
  const units = readUnits(db);
  return findShifts(
    playOn(db, () => {}, now),
    playOn(db, change, now),
    (trackingId) => units.get(trackingId) ?? null,
  );
}

function playOn(db: Db, change: (mirror: Db) => void, now: Instant) {
  const mirror = openMirrorBook(db.path);
  try {
    mirror.sql.transaction(() => change(mirror)).immediate();
    return forecast(mirror, now);
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
