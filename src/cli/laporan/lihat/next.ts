import type { Instant } from "../../../calendar/contract.ts";
import { withoutMissingYear } from "../../../calendar/missing-year.ts";
import { readPauses } from "../../../complaints/pauses.ts";
import type { Audience } from "../../../escalation/audience.ts";
import type { Escalation } from "../../../escalation/contract.ts";
import { askAudience } from "../../../escalation/drafts.ts";
import { reminderDue, type TimedFacts } from "../../../escalation/timing.ts";
import type { Next, StepLife } from "./contract.ts";
import { countSpan } from "./reckon.ts";

/** What the stored state of a run leads to. */
export function readNext(run: Escalation, facts: TimedFacts | null, steps: readonly StepLife[]): Next {
  if (run.state === "ended" || (run.state === "held" && run.dueAt === null))
    return { kind: "none", why: run.reason ?? run.state };
  if (run.state === "paused") return { kind: "none", why: "postponed" };
  if (run.dueAt === null || !facts) return { kind: "none", why: whyIdle(run, steps) };
  if (run.state === "held") return { kind: "settle", at: run.heldUntil ?? run.dueAt, step: run.nextStep };
  const reminder = run.stepDueAt === null || run.dueAt < run.stepDueAt ? readReminder(run, facts) : null;
  if (reminder) return reminder;
  const life = steps[run.nextStep - 1];
  return {
    kind: "step",
    at: run.dueAt,
    step: run.nextStep,
    reckoning: life?.reckoning ?? null,
    audience: audienceOf(facts, run.nextStep, run.dueAt),
  };
}

function whyIdle(run: Escalation, steps: readonly StepLife[]): string {
  if (run.nextStep > 1 && run.toldAt === null) return "awaiting";
  return run.nextStep > steps.length ? "all_fired" : "awaiting";
}

function readReminder(run: Escalation, facts: TimedFacts): Next | null {
  const number = run.nextStep - 1;
  const every = facts.rule.steps[number - 1]?.remind?.every;
  const { remindFrom, dueAt } = run;
  if (!every || remindFrom === null || dueAt === null) return null;
  return withoutMissingYear(() => {
    if (reminderDue(facts, run) === null) return null;
    const span = countSpan(facts.calendar, remindFrom, every, readPauses(facts.complaint.pauses));
    const audience = audienceOf(facts, number, dueAt);
    return { kind: "reminder", at: dueAt, step: number, occurrence: run.reminders + 1, span, audience };
  });
}

/** Who would be told then, as the book stands now. */
function audienceOf(facts: TimedFacts, number: number, at: Instant): Audience | null {
  const step = facts.rule.steps[number - 1];
  return step ? askAudience(facts, step, at) : null;
}
