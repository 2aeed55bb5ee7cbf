import { addDuration } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { MissingYearError } from "../calendar/missing-year.ts";
import type { Escalation, Office } from "../escalation/contract.ts";

/** The limit of a run's clock, as messages speak of it; null where it cannot be counted: no zone, or a year without holidays. */
export function deadlineOf(office: Office, run: Escalation): Instant | null {
  const calendar = calendarOf(office, run.unitId);
  if (!calendar) return null;
  try {
    return addDuration(calendar, run.anchorAt, office.ruleVersion(run.ruleVersionId).limit);
  } catch (error) {
    if (error instanceof MissingYearError) return null;
    throw error;
  }
}

/** The calendar of a unit; of the Pemda where there is none. */
export function calendarOf({ people, calendars }: Office, unitId: number | null): Calendar | null {
  const place = people.units.get(unitId ?? 0) ?? people.root;
  return place?.calendar ? (calendars.get(place.calendar) ?? null) : null;
}
