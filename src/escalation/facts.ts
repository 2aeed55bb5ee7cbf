import { addDuration } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import { withoutMissingYear } from "../calendar/missing-year.ts";
import type { Standing } from "../complaints/contract.ts";
import { calendarOf } from "./calendar-of.ts";
import type { Escalation, Facts, Office } from "./contract.ts";

const nobody: ReadonlySet<string> = new Set();

/** Puts together what the judge may know of one escalation. */
export function gatherFacts(
  escalation: Escalation,
  complaint: Standing,
  office: Office,
  refused: ReadonlySet<string> = nobody,
): Facts {
  const unit = office.people.units.get(escalation.unitId ?? 0) ?? null;
  const calendar = calendarOf(office, escalation.unitId);
  return {
    escalation,
    complaint,
    rule: office.ruleVersion(escalation.ruleVersionId),
    isRuleActive: office.rules.some((rule) => rule.id === escalation.ruleId && rule.active),
    unit,
    calendar,
    people: office.people,
    calendarOfUnit: ({ id }) => calendarOf(office, id),
    freshUntil: freshUntil(complaint, calendar, office),
    doors: office.doors,
    upSince: office.upSince,
    refused,
  };
}

function freshUntil(complaint: Standing, calendar: Calendar | null, office: Office): Instant | null {
  const maxAge = office.maxAgeOf(complaint.source);
  if (!maxAge || !calendar) return null;
  // the judge meets the same year and holds
  return withoutMissingYear(() => addDuration(calendar, complaint.confirmedAt, maxAge));
}
