import { isoWithOffset } from "../../calendar/format.ts";
import type { Figures, Pace } from "../../reports/contract.ts";
import type { Recap } from "./gather.ts";

/** A recap as one document: days with one decimal, the percentage with two. */
export function recapAsJson({ ask, total, units, undisposed, missingYears }: Recap): object {
  const { period, calendar, now, unit } = ask;
  return {
    ...period,
    asOf: isoWithOffset(calendar, now),
    unit: unit?.code ?? null,
    ...figuresAsJson(total),
    units: units.map(({ unit, figures, rank, receivedInYear, isSmall, isSlow }) => ({
      unit: unit.code,
      name: unit.name,
      rank,
      receivedInYear,
      isSmall,
      isSlow,
      ...figuresAsJson(figures),
    })),
    undisposed: undisposed && figuresAsJson(undisposed),
    missingYears,
  };
}

function figuresAsJson({ donePercent, pace, ...figures }: Figures): object {
  return { ...figures, donePercent: rounded(donePercent, 2), pace: paceAsJson(pace) };
}

function paceAsJson(pace: Pace): object {
  const { days, daysSoFar, waiting } = pace;
  return {
    ...pace,
    days: rounded(days, 1),
    daysSoFar: rounded(daysSoFar, 1),
    waiting: { ...waiting, days: rounded(waiting.days, 1), oldest: rounded(waiting.oldest, 1) },
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}
