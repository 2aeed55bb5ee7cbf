import type { Complaint } from "../complaints/contract.ts";
import type { Clock, Match, Rule } from "./contract.ts";

/** What a rule looks at in a complaint. */
export type MatchedComplaint = Pick<
  Complaint,
  "classification" | "category" | "categoryId" | "channel" | "isPriority"
>;

/** Whether the rule is meant for this complaint; `unitCode` is that of its unit, null before disposition. */
export function matches(rule: Rule, complaint: MatchedComplaint, unitCode: string | null): boolean {
  const actual: Record<keyof Match, readonly (string | null)[]> = {
    classification: [complaint.classification],
    category: [complaint.category, complaint.categoryId],
    unit: [unitCode],
    channel: [complaint.channel],
    priority: [String(complaint.isPriority)],
  };
  return Object.entries(rule.current.match).every(([key, wanted]: [string, readonly string[]]) =>
    actual[key as keyof Match].some((value) => value !== null && wanted.some((text) => isSame(text, value))),
  );
}

/** Of the active rules of a clock that match, the one with the smallest order, then the oldest; null: none. */
export function pickRule(
  rules: readonly Rule[],
  clock: Clock,
  complaint: MatchedComplaint,
  unitCode: string | null,
): Rule | null {
  let picked: Rule | null = null;
  for (const rule of rules) {
    if (!rule.active || rule.current.clock !== clock || !matches(rule, complaint, unitCode)) continue;
    if (picked === null || isBefore(rule, picked)) picked = rule;
  }
  return picked;
}

function isBefore(one: Rule, other: Rule): boolean {
  return one.order < other.order || (one.order === other.order && one.id < other.id);
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
