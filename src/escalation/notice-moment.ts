import { moveIntoWindow } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";

const dayTime = { kind: "daily", open: 7 * 60, close: 20 * 60 } as const;

/** When people may hear that a complaint is theirs no longer: within 07.00-20.00 of its unit (escalation.md section 3). */
export function noticeMoment(calendar: Calendar | null | undefined, now: Instant): Instant {
  return calendar ? moveIntoWindow(calendar, now, dayTime) : now;
}
