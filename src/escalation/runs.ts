import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import { isEnded } from "../complaints/status-words.ts";
import type { Clock, Rule } from "../rules/contract.ts";
import { pickRule } from "../rules/match.ts";
import { clockAnchor, clockStop, unansweredReply } from "./clocks.ts";
import type { Escalation, NextStep, Office } from "./contract.ts";

const clocks: readonly Clock[] = ["verification", "response", "completion"];

export type NewRun = Pick<
  Escalation,
  "trackingId" | "clock" | "epoch" | "unitId" | "ruleId" | "ruleVersionId" | "anchorAt" | "isReopened"
>;

/** A run at its very beginning: the judge has not seen it, and the book has yet to give it its id. */
export function freshRun(run: NewRun, now: Instant): Escalation {
  return { ...beginning, ...run, startedAt: now };
}

const beginning = {
  id: 0,
  state: "running",
  reason: null,
  nextStep: 1,
  stepDueAt: null,
  dueAt: null,
  heldUntil: null,
  firedAt: null,
  toldAt: null,
  toldBefore: null,
  unreachable: false,
  reminders: 0,
  remindFrom: null,
  ackedAt: null,
  ackedBy: null,
  notBefore: null,
  round: 0,
  endedAt: null,
} as const satisfies Partial<Escalation>;

export interface RunChanges {
  /** Runs that end because the complaint went to another unit. */
  readonly moved: readonly Escalation[];
  readonly started: readonly NewRun[];
}

/** Which runs a complaint needs now, beside those it has. Pure. escalation.md section 3. */
export function planRuns(complaint: Complaint, runs: readonly Escalation[], office: Office): RunChanges {
  const moved: Escalation[] = [];
  const started: NewRun[] = [];
  // what has ended is with nobody: going elsewhere at the end is no move
  if (complaint.isHistoric || complaint.isBacklog || isEnded(complaint.status)) return { moved, started };
  for (const clock of clocks) {
    const latest = latestRun(runs, clock);
    const start = whyStart(complaint, clock, latest);
    if (!start) continue;
    // beside an open run nothing starts but a move
    if (latest && latest.state !== "ended") moved.push(latest);
    const run = startRun(complaint, { clock, epoch: (latest?.epoch ?? 0) + 1, start }, office);
    if (run) started.push(run);
  }
  return { moved, started };
}

type Start = "first" | "moved" | "resumed" | "reopened";

function whyStart(complaint: Complaint, clock: Clock, latest: Escalation | null): Start | null {
  if (!latest) return "first";
  if (clock !== "verification" && latest.unitId !== complaint.opdId) return "moved";
  // reasons of a run that has ended
  if (latest.reason === "backlog") return "resumed";
  const reply = clock === "response" && latest.reason === "answered" ? unansweredReply(complaint) : null;
  return reply !== null && reply > latest.anchorAt ? "reopened" : null;
}

function latestRun(runs: readonly Escalation[], clock: Clock): Escalation | null {
  return runs
    .filter((run) => run.clock === clock)
    .reduce<Escalation | null>((latest, run) => (latest && latest.epoch > run.epoch ? latest : run), null);
}

interface RunPlan {
  readonly clock: Clock;
  readonly epoch: number;
  readonly start: Start;
}

function startRun(complaint: Complaint, { clock, epoch, start }: RunPlan, office: Office): NewRun | null {
  const isReopened = start === "reopened";
  const anchorAt: Instant | null = isReopened ? unansweredReply(complaint) : clockAnchor(clock, complaint);
  if (anchorAt === null || (!isReopened && clockStop(clock, complaint, null))) return null;
  const rule = matchingRule(complaint, clock, office);
  if (!rule || (isReopened && !rule.current.reopen)) return null;
  return {
    trackingId: complaint.trackingId,
    clock,
    epoch,
    unitId: complaint.opdId,
    ruleId: rule.id,
    ruleVersionId: rule.current.versionId,
    anchorAt,
    isReopened,
  };
}

/** The step that fires next; without a post when all have fired. */
export function nextStepOf({ nextStep, ruleVersionId }: Escalation, { ruleVersion }: Office): NextStep {
  return { step: nextStep, post: ruleVersion(ruleVersionId).steps[nextStep - 1]?.post };
}

/** The rule that matches this complaint today. */
export function matchingRule(complaint: Complaint, clock: Clock, office: Office): Rule | null {
  const unit = office.people.units.get(complaint.opdId ?? 0);
  return pickRule(office.rules, clock, complaint, unit?.code ?? null);
}

const deciding: ReadonlySet<string> = new Set([
  "classification",
  "category",
  "categoryId",
  "channel",
  "isPriority",
]);

/**
 * The run under the rule that matches now, with the same anchor and step, if what a rule looks at has changed; else as it is.
 * A changed rule alone moves nothing: it counts for new runs (escalation.md section 7).
 */
export function matchAgain(
  run: Escalation,
  complaint: Complaint,
  changedFields: readonly string[],
  office: Office,
): Escalation {
  if (!changedFields.some((field) => deciding.has(field))) return run;
  const rule = matchingRule(complaint, run.clock, office);
  if (!rule || rule.id === run.ruleId) return run;
  return { ...run, ruleId: rule.id, ruleVersionId: rule.current.versionId };
}
