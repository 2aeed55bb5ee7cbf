import { workingDaysBetween } from "./arithmetic.ts";
import type { Calendar, Instant } from "./contract.ts";
import { MissingYearError } from "./missing-year.ts";

const dayInSeconds = 86_400;

/**
 * Whole working days that have passed, as people read them. Across a year without a holiday table the days off are weekends
 * only: a rough age beats no message. Nothing is ever due by it.
 */
export function ageInWorkingDays(calendar: Calendar, from: Instant, to: Instant): number {
  try {
    return workingDaysBetween(calendar, from, to);
  } catch (error) {
    if (!(error instanceof MissingYearError)) throw error;
    return Math.floor((((to - from) / dayInSeconds) * 5) / 7);
  }
}
