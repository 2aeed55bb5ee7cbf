import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { type Application, applyRule } from "../../desk/apply-rule.ts";
import type { Escalation, Office } from "../../escalation/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { whole } from "../shared/print.ts";
import { countBy } from "../simulasi/figures.ts";
import { type DeadlineShift, findDeadlineShifts } from "./deadlines.ts";

/** How many runs are, or were, under one version of the rule. */
interface VersionTally {
  readonly versionId: number;
  readonly version: number;
  readonly count: number;
}

/** What applying a rule does to open runs, beside what they send. */
export interface Effect {
  readonly application: Application;
  /** Under which it puts them. */
  readonly version: number;
  readonly deadlines: readonly DeadlineShift[];
  /** Under which those that it moves were before. */
  readonly movedFrom: readonly VersionTally[];
  /** Under which those stay that the rule does not match any more. */
  readonly leftUnder: readonly VersionTally[];
}

/** Applies a rule and tells what that did. Call it inside a transaction. */
export function applyWithEffect(db: Db, rule: Rule, now: Instant): Effect {
  const desk = openCommandDesk(db);
  const application = applyRule(desk, desk.office, rule, now);
  const { applied, left } = application;
  return {
    application,
    version: rule.current.version,
    deadlines: findDeadlineShifts(desk.office, applied),
    movedFrom: countVersions(
      applied.map(({ run }) => run),
      desk.office,
    ),
    leftUnder: countVersions(left, desk.office),
  };
}

function countVersions(runs: readonly Escalation[], office: Office): VersionTally[] {
  return [...countBy(runs, ({ ruleVersionId }) => String(ruleVersionId))]
    .map(([id, count]) => ({
      versionId: Number(id),
      version: office.ruleVersion(Number(id)).version,
      count,
    }))
    .sort((a, b) => a.version - b.version);
}

/** "12 laporan terbuka tetap memakai versi 1, sebab versi 2 tidak mencakupnya …", or none. */
export function describeLeft({ leftUnder, version }: Effect): string[] {
  if (leftUnder.length === 0) return [];
  return [
    `${whole(sum(leftUnder))} laporan terbuka tetap memakai ${nameVersions(leftUnder)}, sebab versi ${version} tidak mencakupnya: jenjang dan batas waktunya berjalan terus seperti semula.`,
  ];
}

/** So that moves which are not proposed now are explained: "12 laporan terbuka masih memakai versi 1 …", or none. */
export function describeOlder({ movedFrom }: Effect, saved: Rule["current"]): string[] {
  const older = movedFrom.filter(({ versionId }) => versionId !== saved.versionId);
  if (older.length === 0) return [];
  return [
    `${whole(sum(older))} laporan terbuka masih memakai ${nameVersions(older)}, belum versi ${saved.version} yang tersimpan; yang berubah sejak itu ikut terhitung di sini.`,
  ];
}

function sum(tallies: readonly VersionTally[]): number {
  return tallies.reduce((total, { count }) => total + count, 0);
}

/** "versi 1", "versi 1 (12) dan 2 (3)" */
function nameVersions(tallies: readonly VersionTally[]): string {
  const [only, ...others] = tallies;
  if (only && others.length === 0) return `versi ${only.version}`;
  return `versi ${tallies.map(({ version, count }) => `${version} (${whole(count)})`).join(", ")}`;
}
