import type { Calendar, Duration } from "../../../../src/calendar/contract.ts";
import { addWorkingDays, addWorkingTime } from "../../../unit/calendar/reference.ts";
import { calendarOf } from "../place.ts";
import type { Firing, Trace } from "../trace.ts";
import { isOfStep } from "./kinds.ts";

/** 3. Nobody is reported upward before the level below was told or settled as unreachable, and the gap is kept. */
export function findSkipped({ firings, log }: Trace): string[] {
  const rebased = new Set(
    log.filter(({ event }) => event === "rebased").map(({ escalationId }) => escalationId),
  );
  return firings
    .filter(({ line }) => line.event !== "reminded")
    .flatMap((firing) => {
      const { line, rule, run } = firing;
      const step = rule.steps[(line.step ?? 0) - 1];
      if (!step) return [`run ${run.id}: no step ${line.step}`];
      const where = `run ${run.id} step ${line.step} at ${line.at}`;
      const calendar = calendarOf(firing, run.unitId);
      const isEarly = line.at < later(calendar, run.anchorAt, step.after);
      const early = isEarly ? [`${where}: before ${step.after.text}`] : [];
      // with other steps than it was told by, "the level below" is another question
      return rebased.has(run.id) ? early : [...early, ...findBroken(firing, calendar, where)];
    });
}

function findBroken(firing: Firing, calendar: Calendar, where: string): string[] {
  const { line, rule } = firing;
  if ((line.step ?? 0) < 2) return [];
  const told = toldBelow(firing);
  if (told === null) return [`${where}: nobody below was told`];
  return line.at < later(calendar, told, rule.gap) ? [`${where}: gap after ${told} not kept`] : [];
}

/** When the step below was told; a digest counts from its 08.00. */
function toldBelow({ line, told, settled }: Firing): number | null {
  const below = (line.step ?? 0) - 1;
  const moments = [
    ...told
      .filter((row) => row.step === below && isOfStep(row))
      .map((row) => (row.kind === "digest" ? row.dueAt : (row.acceptedAt ?? Infinity))),
    ...settled.filter(({ step }) => step === below).map(({ limit }) => limit),
  ];
  return moments.length === 0 ? null : Math.min(...moments);
}

function later(calendar: Calendar, t: number, duration: Duration): number {
  if (duration.kind === "plain") return t + duration.seconds;
  return duration.kind === "officeTime"
    ? addWorkingTime(calendar, t, duration.seconds)
    : addWorkingDays(calendar, t, duration.days);
}
