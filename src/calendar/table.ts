import type { Calendar, OfficeHours, OfficeInterval } from "./contract.ts";
import { civilFromDays, dayOfDate, daysFromCivil, weekdayOfDay } from "./civil.ts";
import { MissingYearError } from "./missing-year.ts";
import { zoneOffset } from "./zones.ts";

/** A calendar laid out day by day, so that a reckoning is a few look-ups instead of a walk. */
export interface Table {
  /** Seconds that local time is ahead of UTC. */
  readonly offset: number;
  readonly firstDay: number;
  /** From firstDay on; undefined in a year without a holiday table. */
  readonly days: readonly (TableDay | undefined)[];
}

export interface TableDay {
  /** Days since 1970-01-01. */
  readonly number: number;
  /** In seconds since local midnight; empty on a day off. */
  readonly intervals: readonly OfficeInterval[];
  /** Working days, and office seconds, between the start of the run and this day. */
  readonly workingDaysBefore: number;
  readonly officeSecondsBefore: number;
  readonly run: Run;
}

/** Years in a row that all have a holiday table: nothing can be reckoned from one run into another. */
export interface Run {
  readonly workingDays: TableDay[];
  readonly lastYear: number;
}

const tables = new WeakMap<Calendar, Table>();

/** Made once for each calendar object, which must therefore never be altered. */
export function tableOf(calendar: Calendar): Table {
  let table = tables.get(calendar);
  if (!table) tables.set(calendar, (table = buildTable(calendar)));
  return table;
}

/** Throws MissingYearError. */
export function tableDay(table: Table, number: number): TableDay {
  const day = table.days[number - table.firstDay];
  if (!day) throw new MissingYearError(civilFromDays(number).year);
  return day;
}

/** The working day that has `rank` working days of its run before it. Throws MissingYearError past the end of the run. */
export function workingDayAt(run: Run, rank: number): TableDay {
  const day = run.workingDays[rank];
  if (!day) throw new MissingYearError(run.lastYear + 1);
  return day;
}

function buildTable(calendar: Calendar): Table {
  const years = [...calendar.years].sort((a, b) => a - b);
  const firstDay = daysFromCivil(years[0] ?? 1970, 1, 1);
  const days: (TableDay | undefined)[] = [];
  const intervalsOf = intervalsByDay(calendar);
  for (const [from, to] of runsOf(years)) {
    const start = daysFromCivil(from, 1, 1);
    for (let gap = firstDay + days.length; gap < start; gap++) days.push(undefined);
    days.push(...buildRun(start, to, intervalsOf));
  }
  return { offset: zoneOffset(calendar.zone), firstDay, days };
}

/** First and last year of each unbroken row of years. */
function runsOf(years: readonly number[]): [number, number][] {
  const runs: [number, number][] = [];
  for (const year of years) {
    const last = runs.at(-1);
    if (last?.[1] === year - 1) last[1] = year;
    else runs.push([year, year]);
  }
  return runs;
}

function buildRun(start: number, lastYear: number, intervalsOf: IntervalsOf): TableDay[] {
  const run: Run = { workingDays: [], lastYear };
  const days: TableDay[] = [];
  let officeSecondsBefore = 0;
  for (let number = start; number < daysFromCivil(lastYear + 1, 1, 1); number++) {
    const intervals = intervalsOf(number);
    const day = { number, intervals, workingDaysBefore: run.workingDays.length, officeSecondsBefore, run };
    days.push(day);
    if (intervals.length > 0) run.workingDays.push(day);
    for (const { open, close } of intervals) officeSecondsBefore += close - open;
  }
  return days;
}

type IntervalsOf = (day: number) => readonly OfficeInterval[];

/** A holiday always wins; then the first special hours that cover the day; then the usual week. */
function intervalsByDay(calendar: Calendar): IntervalsOf {
  const holidays = new Set([...calendar.holidays.keys()].map(dayOfDate));
  const usual = inSeconds(calendar.hours);
  const special = calendar.special.map(({ from, to, hours }) => ({
    from: dayOfDate(from),
    to: dayOfDate(to),
    hours: inSeconds(hours),
  }));
  return (day) => {
    if (holidays.has(day)) return [];
    const hours = special.find(({ from, to }) => from <= day && day <= to)?.hours ?? usual;
    return hours[weekdayOfDay(day)] ?? [];
  };
}

function inSeconds(hours: OfficeHours): OfficeHours {
  return hours.map((intervals) =>
    intervals.map(({ open, close }) => ({ open: open * 60, close: close * 60 })),
  );
}
