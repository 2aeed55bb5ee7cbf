import { addDuration, moveIntoWindow, nextDigestInstant } from "../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../calendar/contract.ts";
import type { RuleDraft } from "./draft.ts";

/** Where and from when a rule is tried out. */
export interface Trial {
  readonly calendar: Calendar;
  readonly from: Instant;
}

/** One complaint that nobody answers: when its clock starts, and when each step is told. */
export interface Played {
  readonly anchorAt: Instant;
  readonly toldAt: readonly Instant[];
}

const hour = 3600;
const hoursTried = 14 * 24;

/** A rule tried on a complaint of each hour of two weeks. Throws MissingYearError. */
export function playSteps(rule: RuleDraft, { calendar, from }: Trial): Played[] {
  const start = from - (from % hour);
  return Array.from({ length: hoursTried }, (_, index) => start + index * hour).map((anchorAt) => ({
    anchorAt,
    toldAt: tellSteps(rule, calendar, anchorAt),
  }));
}

/** escalation.md section 5, where every message is accepted at once. */
function tellSteps({ steps, gap }: RuleDraft, calendar: Calendar, anchorAt: Instant): Instant[] {
  const told: Instant[] = [];
  for (const { after, window, deliver } of steps) {
    const own = addDuration(calendar, anchorAt, after);
    const below = told.at(-1);
    const due = below === undefined ? own : Math.max(own, addDuration(calendar, below, gap));
    const moved = moveIntoWindow(calendar, due, window);
    told.push(deliver === "digest" ? nextDigestInstant(calendar, moved) : moved);
  }
  return told;
}
