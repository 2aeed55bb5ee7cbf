import { addDuration, addWorkingTime, officeSecondsBetween } from "../calendar/arithmetic.ts";
import type { Calendar, Duration, Instant } from "../calendar/contract.ts";
import type { Pause } from "../complaints/pauses.ts";

/**
 * The end of a running duration: what was paused meanwhile comes on top, as office time for working durations, as plain
 * time for plain ones (escalation.md section 3). A pause that has not ended yet adds nothing: nothing is sent in it. Sources
 * that speak late may tell of pauses out of order and across each other: no moment counts twice.
 */
export function endOfDuration(
  calendar: Calendar,
  start: Instant,
  duration: Duration,
  pauses: readonly Pause[],
): Instant {
  let end = addDuration(calendar, start, duration);
  let counted = start;
  for (const [from, to] of pauses.toSorted((a, b) => a[0] - b[0])) {
    const begin = Math.max(from, counted);
    if (to === null || to <= begin) continue;
    if (begin >= end) break;
    end =
      duration.kind === "plain"
        ? end + (to - begin)
        : addWorkingTime(calendar, end, officeSecondsBetween(calendar, begin, to));
    counted = to;
  }
  return end;
}
