import { officeSecondsBetween } from "../../../calendar/arithmetic.ts";
import type { Calendar, DayPassed, Duration, Instant } from "../../../calendar/contract.ts";
import { explain, nextOpening } from "../../../calendar/explain.ts";
import { type Pause, readPauses } from "../../../complaints/pauses.ts";
import { endOfDuration } from "../../../escalation/durations.ts";
import { fireMoment, stepDue, type TimedFacts } from "../../../escalation/timing.ts";
import type { Reckoning, Span } from "./contract.ts";

/** A duration as the judge counts it, with its reasons. Throws MissingYearError as that does. */
export function countSpan(
  calendar: Calendar,
  from: Instant,
  duration: Duration,
  pauses: readonly Pause[] = [],
): Span {
  const { due, days } = explain(calendar, from, duration);
  const to = endOfDuration(calendar, from, duration, pauses);
  const skipped = [...days, ...daysOfExtension(calendar, { due, to, duration })].filter(
    ({ counted, reason }) => !counted && reason !== nextOpening,
  );
  const longer = to === due ? [] : pauses.filter(([begin, end]) => begin < to && (end ?? from) > from);
  return { duration, from, to, skipped, pauses: longer };
}

interface Extension {
  readonly due: Instant;
  readonly to: Instant;
  readonly duration: Duration;
}

/** The days between the end without and the end with its pauses. */
function daysOfExtension(calendar: Calendar, { due, to, duration }: Extension): readonly DayPassed[] {
  if (to === due || duration.kind === "plain") return [];
  const seconds = officeSecondsBetween(calendar, due, to);
  return explain(calendar, due, { kind: "officeTime", seconds, text: "" }).days;
}

/** What decided, or will decide, when a step falls due. */
export interface StepStart {
  readonly step: number;
  /** When the level below was told. */
  readonly told: Instant | null;
  readonly notBefore: Instant | null;
}

/** When a step falls due and why, by the judge's own functions; null: not before the level below was told. Throws MissingYearError. */
export function reckonStep(facts: TimedFacts, start: StepStart, now: Instant): Reckoning | null {
  const { calendar, rule, escalation, complaint } = facts;
  const step = rule.steps[start.step - 1];
  const due = stepDue(facts, {
    ...escalation,
    nextStep: start.step,
    toldAt: start.told,
    notBefore: start.notBefore,
  });
  if (!step || !due) return null;
  const pauses = readPauses(complaint.pauses);
  const after = countSpan(calendar, escalation.anchorAt, step.after, pauses);
  const gap =
    due.by === "gap" && start.told !== null ? countSpan(calendar, start.told, rule.gap, pauses) : null;
  const isGrace = gap === null && start.notBefore !== null && start.notBefore > after.to;
  const notBefore = isGrace ? start.notBefore : null;
  return {
    due: due.at,
    after,
    gap,
    notBefore,
    isMoved: due.at !== (gap?.to ?? notBefore ?? after.to),
    fireAt: fireMoment(facts, step, due.at, Math.max(now, due.at)),
  };
}
