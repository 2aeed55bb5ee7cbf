import type { Trace, WitnessedRow } from "../trace.ts";
import { endedStatuses, isOfRun } from "./kinds.ts";

/** 4. Nothing is sent after the end or the answer was learned, nothing while postponed or held, nothing to an office it left. */
export function findNoise({ witnesses }: Trace): string[] {
  return witnesses.flatMap(({ rows, at }) =>
    rows.flatMap((seen) => {
      const why = whySilent(seen);
      return why ? [`${seen.row.key} at ${at}: ${why}`] : [];
    }),
  );
}

function whySilent({ row, run, complaint, wasCut }: WitnessedRow): string | null {
  if (!run || !complaint || wasCut || !isOfRun(row)) return null;
  if (endedStatuses.has(complaint.status)) return "its complaint has ended";
  if (complaint.status === "postponed") return "its complaint is postponed";
  if (run.state === "held" && (run.reason === "manual" || run.reason === "rule_off"))
    return `held (${run.reason})`;
  if (run.clock === "verification") return complaint.opdId === null ? null : "it was disposed of";
  if (run.unitId !== complaint.opdId) return "its complaint went elsewhere";
  if (run.clock === "response" && !run.isReopened && complaint.answeredAt !== null) return "it was answered";
  const lastAnswer = Math.max(complaint.answeredAt ?? -Infinity, complaint.lastFollowUpAt ?? -Infinity);
  return run.isReopened && lastAnswer > run.anchorAt ? "it was answered again" : null;
}
