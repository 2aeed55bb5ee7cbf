import type { Sql } from "../../../db/open.ts";
import { addCalendarDays, localDate, startOfDate } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { deadlineOf } from "../../desk/deadline.ts";
import { calendarOf } from "../../escalation/calendar-of.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Unit } from "../../people/contract.ts";
import { caseOf } from "../../reports/case.ts";
import type { Case, Figures, RankedUnit } from "../../reports/contract.ts";
import { countFigures } from "../../reports/figures.ts";
import { rankUnits } from "../../reports/rank.ts";
import * as store from "../../reports/store.ts";
import type { Period } from "./period.ts";

export interface Ask {
  readonly period: Period;
  readonly unit: Unit | null;
  /** The Pemda's: its zone says on which day a complaint came in. */
  readonly calendar: Calendar;
  readonly now: Instant;
}

export interface Recap {
  readonly ask: Ask;
  readonly total: Figures;
  readonly units: readonly (RankedUnit & { readonly unit: Unit })[];
  /** Of complaints that no unit has; null: there are none. */
  readonly undisposed: Figures | null;
  /** Years without a holiday table, where they left something uncounted. */
  readonly missingYears: readonly number[];
}

/** All figures of one period. Reads only. */
export function gatherRecap(sql: Sql, office: Office, ask: Ask): Recap {
  const { period, now } = ask;
  const cases = gatherCases(sql, office, ask);
  const total = countFigures(cases, now);
  // a year that ends with the period
  const year = questionOf({ ...ask, period: { from: addCalendarDays(period.to, -364), to: period.to } });
  const unplaced = cases.filter(({ unitId }) => unitId === null);
  return {
    ask,
    total,
    units: rankUnits(cases, store.countReceived(sql, year), now).flatMap((ranked) => {
      const unit = office.people.units.get(ranked.unitId);
      // one alone stands in no order
      return unit ? [{ ...ranked, unit, rank: ask.unit ? null : ranked.rank }] : [];
    }),
    undisposed: unplaced.length === 0 ? null : countFigures(unplaced, now),
    missingYears: isWhole(total) ? [] : missingYears(ask),
  };
}

function gatherCases(sql: Sql, office: Office, ask: Ask): Case[] {
  const question = questionOf(ask);
  const changesById = Map.groupBy(store.readPlacements(sql, question), ({ trackingId }) => trackingId);
  const runsById = Map.groupBy(store.readFirstRuns(sql, question), ({ trackingId }) => trackingId);
  return store.readTimes(sql, question).map((times) =>
    caseOf(times, {
      changes: changesById.get(times.trackingId) ?? [],
      runs: (runsById.get(times.trackingId) ?? []).map((run) => ({
        clock: run.clock,
        endedAt: run.endedAt,
        deadlineAt: deadlineOf(office, run),
      })),
      calendar: calendarOf(office, times.opdId) ?? ask.calendar,
    }),
  );
}

function questionOf({ period, unit, calendar }: Ask): store.Question {
  return {
    from: startOfDate(calendar, period.from),
    to: startOfDate(calendar, addCalendarDays(period.to, 1)),
    unitId: unit?.id ?? null,
  };
}

function isWhole({ pace, late }: Figures): boolean {
  return [pace, ...Object.values(late)].every(({ uncounted }) => uncounted === 0);
}

/** From the period to next year, where the deadlines of this one may lie. */
function missingYears({ period, calendar, now }: Ask): number[] {
  const first = Number(period.from.slice(0, 4));
  const last = Number(localDate(calendar, now).slice(0, 4));
  const years = Array.from({ length: last - first + 2 }, (_, index) => first + index);
  return years.filter((year) => !calendar.years.has(year));
}
