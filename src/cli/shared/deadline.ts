import { addDuration } from "../../calendar/arithmetic.ts";
import type { Instant } from "../../calendar/contract.ts";
import { MissingYearError } from "../../calendar/missing-year.ts";
import type { Escalation, Office } from "../../escalation/contract.ts";

/** The limit of a run's clock, as messages speak of it; null where it cannot be counted: no zone, or a year without holidays. */
export function deadlineOf(office: Office, run: Escalation): Instant | null {
  const unit = office.people.units.get(run.unitId ?? 0) ?? office.people.root;
  const calendar = unit?.calendar ? office.calendars.get(unit.calendar) : undefined;
  if (!calendar) return null;
  try {
    return addDuration(calendar, run.anchorAt, office.ruleVersion(run.ruleVersionId).limit);
  } catch (error) {
    if (error instanceof MissingYearError) return null;
    throw error;
  }
}
