import type { Match, Step } from "./contract.ts";
import type { RuleDraft } from "./draft.ts";

/** A rule as people write it: what parseRule reads, in the order of escalation.md section 4. */
export function formatRule(rule: RuleDraft): Record<string, unknown> {
  return {
    name: rule.name,
    clock: rule.clock,
    match: formatMatch(rule.match),
    limit: rule.limit.text,
    gap: rule.gap.text,
    reopen: rule.reopen,
    steps: rule.steps.map(formatStep),
    order: rule.order,
    active: rule.active,
  };
}

function formatMatch(match: Match): Record<string, unknown> {
  const { classification, category, unit, channel } = match;
  const priority = match.priority?.map((value) => value === "true");
  const lists = Object.entries({ classification, category, unit, channel, priority });
  return Object.fromEntries(
    lists.flatMap(([key, values]) =>
      values === undefined ? [] : [[key, values.length === 1 ? values[0] : [...values]]],
    ),
  );
}

function formatStep({ after, post, channels, windowText, remind, deliver }: Step): Record<string, unknown> {
  return {
    after: after.text,
    post,
    channels,
    window: windowText,
    ...(remind === null ? {} : { remind: { every: remind.every.text, max: remind.max } }),
    ...(deliver === "each" ? {} : { deliver }),
  };
}
