import { moveIntoWindow } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";

const dayTime = { kind: "daily", open: 7 * 60, close: 20 * 60 } as const;

/**
 * When people may be written to of what no step's window decides: within 07.00-20.00 of their place (escalation.md section 3);
 * at once where no zone was chosen.
 */
export function noticeMoment(calendar: Calendar | null, now: Instant): Instant {
  return calendar ? moveIntoWindow(calendar, now, dayTime) : now;
}
