import { localDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Step } from "../rules/contract.ts";
import { type Audience, findAudience, type Reach } from "./audience.ts";
import type { Draft } from "./contract.ts";
import type { TimedFacts } from "./timing.ts";
import { describePost } from "./words.ts";

/** Whom a step tells today. */
export function askAudience(facts: TimedFacts, step: Step, now: Instant): Audience | null {
  return findAudience({
    people: facts.people,
    unitId: facts.escalation.unitId,
    post: step.post,
    channels: step.channels,
    date: localDate(facts.calendar, now),
    doors: facts.doors,
    refused: facts.refused,
  });
}

export type DraftHead = Pick<Draft, "kind" | "step" | "occurrence" | "reason" | "dueAt">;

/** One message for each person and channel. */
export function draftAll(audience: Audience, facts: TimedFacts, head: DraftHead): Draft[] {
  const unreachable = unreachableBefore(facts);
  return audience.reaches.map(({ holder, channel, fallback }: Reach) => ({
    ...head,
    unit: audience.unit,
    post: audience.post,
    holder,
    channel,
    fallback,
    unreachable,
  }));
}

function unreachableBefore(facts: TimedFacts): string | null {
  const { escalation, rule, unit } = facts;
  const before = rule.steps[escalation.nextStep - 2];
  return escalation.unreachable && before ? describePost(before.post, unit) : null;
}
