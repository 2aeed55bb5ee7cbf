import type { Rule, RuleVersion } from "./contract.ts";

/** A rule as people write it, before it has numbers of its own. */
export interface RuleDraft extends Omit<RuleVersion, "ruleId" | "versionId" | "version"> {
  readonly order: number;
  readonly active: boolean;
}

/** What one would write to get this very rule. */
export function draftOf({ order, active, current }: Rule): RuleDraft {
  const { name, clock, match, limit, gap, reopen, steps } = current;
  return { name, clock, match, limit, gap, reopen, steps, order, active };
}
