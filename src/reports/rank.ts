import type { Instant } from "../calendar/contract.ts";
import type { Case, Figures, RankedUnit } from "./contract.ts";
import { countFigures } from "./figures.ts";

const fewInYear = 50;
const slowDays = 5;

/**
 * The figures of each unit, the fastest first; those without any known follow-up have no rank and stand last. Complaints that
 * still wait count with their age where that makes a unit slower, never where it makes it faster: what came in this morning is
 * no merit.
 */
export function rankUnits(
  cases: readonly Case[],
  receivedInYear: ReadonlyMap<number, number>,
  now: Instant,
): RankedUnit[] {
  const units = [...Map.groupBy(cases, ({ unitId }) => unitId)].flatMap(([unitId, own]) =>
    unitId === null ? [] : [{ unitId, figures: countFigures(own, now) }],
  );
  const ranked = units.filter(({ figures }) => figures.pace.days !== null);
  return units
    .map(({ unitId, figures }) => {
      const inYear = receivedInYear.get(unitId) ?? 0;
      const days = slowest(figures);
      const faster = ranked.filter((other) => slowest(other.figures) < days);
      return {
        unitId,
        figures,
        rank: figures.pace.days === null ? null : 1 + faster.length,
        receivedInYear: inYear,
        isSmall: inYear < fewInYear,
        isSlow: days > slowDays,
      };
    })
    .sort((a, b) => (a.rank ?? Infinity) - (b.rank ?? Infinity) || slowest(a.figures) - slowest(b.figures));
}

function slowest({ pace }: Figures): number {
  return Math.max(pace.days ?? 0, pace.daysSoFar ?? 0);
}
