import type { Instant } from "./calendar/contract.ts";
import type { Wiring } from "./wiring.ts";

/** How often a distrusted clock, and an API that is being read, are looked at. */
const patience = 60;

/** When the next turn is due; null: only news can bring one. */
export function findNextWake(
  { clock, time, dropFolder, lapor, desk, doors, rooms }: Wiring,
  isCaughtUp: boolean,
): Instant | null {
  const now = clock.now();
  const look = dropFolder.nextLookAt(now);
  if (time.hasJumped()) return now + patience;
  if (!isCaughtUp) return look ?? (lapor.isBusy() ? now + patience : (lapor.nextAt() ?? now));
  return earliest([
    desk.clerk.nextDueAt(),
    // one that is past could not be told in this turn: nobody to tell, or no zone; it waits for news
    laterThan(now, desk.alarms.nextAt()),
    doors.nextAt(),
    look,
    lapor.nextAt(),
    ...rooms.nextAt(now),
  ]);
}

/** null where there is none. */
export function earliest(moments: readonly (Instant | null)[]): Instant | null {
  const known = moments.filter((moment) => moment !== null);
  return known.length === 0 ? null : Math.min(...known);
}

function laterThan(now: Instant, moment: Instant | null): Instant | null {
  return moment !== null && moment > now ? moment : null;
}
