import type { SimulatedMessage } from "../../simulation/lines.ts";
import { countBy, lettersOf } from "./figures.ts";

/** Letters of one month ("2026-11") under both rules. */
export interface MonthPair {
  readonly month: string;
  readonly today: number;
  readonly proposed: number;
}

/** Every month from the first to the last that has a letter, also those between that have none. */
export function pairMonths(
  today: readonly SimulatedMessage[],
  proposed: readonly SimulatedMessage[],
): MonthPair[] {
  const now = countBy(lettersOf(today), ({ at }) => at.slice(0, 7));
  const then = countBy(lettersOf(proposed), ({ at }) => at.slice(0, 7));
  const [first, ...others] = [...now.keys(), ...then.keys()].sort();
  if (first === undefined) return [];
  return monthsBetween(first, others.at(-1) ?? first).map((month) => ({
    month,
    today: now.get(month) ?? 0,
    proposed: then.get(month) ?? 0,
  }));
}

function monthsBetween(first: string, last: string): string[] {
  const months = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: string): string {
  const [year, number] = [Number(month.slice(0, 4)), Number(month.slice(5))];
  const [nextYear, next] = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${nextYear}-${String(next).padStart(2, "0")}`;
}
