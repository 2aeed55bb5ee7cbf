import { addDuration } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Escalation, Office } from "../escalation/contract.ts";

/** The limit of a run's clock, as messages speak of it; null where it cannot be counted: no zone, or a year without holidays. */
export function deadlineOf(
  office: Office,
  run: Pick<Escalation, "unitId" | "anchorAt" | "ruleVersionId">,
): Instant | null {
  const calendar = calendarOf(office, run.unitId);
  if (!calendar) return null;
  return withoutMissingYear(() =>
    addDuration(calendar, run.anchorAt, office.ruleVersion(run.ruleVersionId).limit),
  );
}
