import type { Message } from "../../../../src/outbox/contract.ts";
import type { LogRow, Trace } from "../trace.ts";
import { isOfRun } from "./kinds.ts";

/** 1. Levels only rise, one at a time; a step fires once, unless nothing of it could arrive; nobody hears it twice. */
export function findFalls({ log, rows, runs }: Trace): string[] {
  return runs.flatMap((run) => {
    const ownLog = log.filter(({ escalationId }) => escalationId === run.id);
    const ownRows = rows.filter(({ escalationId }) => escalationId === run.id);
    return [...findWrongTurns(ownLog), ...findRepetitions(ownRows, ownLog)];
  });
}

/** How far each event leaves the level, seen from the step it names; only these change or need it. */
const levelAfter: Readonly<Record<string, number>> = {
  fired: 0,
  unreachable: 0,
  reminded: 0,
  refused: -1,
  expired: -1,
  withdrawn: -1,
  rebased: -1,
};

function findWrongTurns(log: readonly LogRow[]): string[] {
  let level = 0;
  const faults: string[] = [];
  for (const { event, step, at, escalationId } of log) {
    const change = levelAfter[event];
    if (change === undefined || step === null) continue;
    const right = event === "fired" || event === "unreachable" ? level + 1 : level;
    // another version of the rule counts its steps anew
    if (event !== "rebased" && step !== right)
      faults.push(`run ${escalationId} at ${at}: ${event} ${step} at level ${level}`);
    level = step + change;
  }
  return faults;
}

function findRepetitions(rows: readonly Message[], log: readonly LogRow[]): string[] {
  const rebased = log.filter(({ event }) => event === "rebased").map(({ at }) => at);
  const keys = rows
    .filter((row) => isOfRun(row) && row.acceptedAt !== null)
    .map(({ step, occurrence, holderId, intended, createdAt }) => {
      const version = rebased.filter((at) => at <= createdAt).length;
      return `version ${version}, step ${step}/${occurrence}, holder ${holderId}, ${intended}`;
    });
  return keys.filter((key, index) => keys.indexOf(key) !== index).map((key) => `heard twice: ${key}`);
}
