import type { Sql } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Applied } from "../../desk/apply-rule.ts";
import type { Escalation } from "../../escalation/contract.ts";

export const applyAction = "aturan.terapkan";
export const undoAction = "aturan.terapkan.urungkan";

interface Row {
  readonly at: Instant;
  readonly action: string;
  readonly before: string;
  readonly after: string;
}

/** The latest application of a rule and what it did to each run; null: none, or it was taken back already. */
export function findApplication(sql: Sql, ruleName: string): { at: Instant; applied: Applied[] } | null {
  const last = sql
    .prepare<[string, string, string], Row>(
      "select at, action, before, after from audit where action in (?, ?) and subject = ? order by id desc limit 1",
    )
    .get(applyAction, undoAction, `Aturan ${ruleName}`);
  if (last?.action !== applyAction) return null;
  const runs = JSON.parse(last.before) as Escalation[];
  const { runs: outcome } = JSON.parse(last.after) as { runs: Escalation[] };
  const afterById = new Map(outcome.map((run) => [run.id, run]));
  return { at: last.at, applied: runs.map((run) => ({ run, after: afterById.get(run.id) ?? run })) };
}
