import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import type { Clock } from "../rules/contract.ts";
import { pickRule } from "../rules/match.ts";
import { clockAnchor, clockStop } from "./clocks.ts";
import type { Escalation, Office } from "./contract.ts";

const clocks: readonly Clock[] = ["verification", "response", "completion"];

export type NewRun = Pick<
  Escalation,
  "trackingId" | "clock" | "epoch" | "unitId" | "ruleId" | "ruleVersionId" | "anchorAt" | "isReopened"
>;

export interface RunChanges {
  /** Runs that end because the complaint went to another unit. */
  readonly moved: readonly Escalation[];
  readonly started: readonly NewRun[];
}

/** Which runs a complaint needs now, beside those it has. Pure. escalation.md section 3. */
export function planRuns(complaint: Complaint, runs: readonly Escalation[], office: Office): RunChanges {
  const moved: Escalation[] = [];
  const started: NewRun[] = [];
  if (complaint.isHistoric || complaint.isBacklog) return { moved, started };
  for (const clock of clocks) {
    const latest = latestRun(runs, clock);
    const isMoved = latest !== null && clock !== "verification" && latest.unitId !== complaint.opdId;
    if (latest && !isMoved) continue;
    if (isMoved && latest.state !== "ended") moved.push(latest);
    const run = startRun(complaint, clock, (latest?.epoch ?? 0) + 1, office);
    if (run) started.push(run);
  }
  return { moved, started };
}

function latestRun(runs: readonly Escalation[], clock: Clock): Escalation | null {
  return runs
    .filter((run) => run.clock === clock)
    .reduce<Escalation | null>((latest, run) => (latest && latest.epoch > run.epoch ? latest : run), null);
}

function startRun(complaint: Complaint, clock: Clock, epoch: number, office: Office): NewRun | null {
  const anchorAt: Instant | null = clockAnchor(clock, complaint);
  if (anchorAt === null || clockStop(clock, complaint)) return null;
  const unit = complaint.opdId === null ? null : (office.people.units.get(complaint.opdId) ?? null);
  const rule = pickRule(office.rules, clock, complaint, unit?.code ?? null);
  if (!rule) return null;
  return {
    trackingId: complaint.trackingId,
    clock,
    epoch,
    unitId: clock === "verification" ? null : complaint.opdId,
    ruleId: rule.id,
    ruleVersionId: rule.current.versionId,
    anchorAt,
    isReopened: false,
  };
}
