import { addDuration, addWorkingTime, officeSecondsBetween } from "../calendar/arithmetic.ts";
import type { Calendar, Duration, Instant } from "../calendar/contract.ts";
import type { Pause } from "../complaints/pauses.ts";

/**
 * The end of a running duration: what was paused meanwhile comes on top, as office time for working durations, as plain
 * time for plain ones (escalation.md section 3). A pause that has not ended yet adds nothing: nothing is sent in it.
 */
export function endOfDuration(
  calendar: Calendar,
  start: Instant,
  duration: Duration,
  pauses: readonly Pause[],
): Instant {
  let end = addDuration(calendar, start, duration);
  for (const [from, to] of pauses) {
    const begin = Math.max(from, start);
    if (to === null || to <= begin) continue;
    if (begin >= end) break;
    end =
      duration.kind === "plain"
        ? end + (to - begin)
        : addWorkingTime(calendar, end, officeSecondsBetween(calendar, begin, to));
  }
  return end;
}
