import type { Calendar, Duration, Instant, LocalDate, Window } from "./contract.ts";
import { dateOfDay, dayOfDate } from "./civil.ts";
import { MissingYearError } from "./missing-year.ts";
import { type Run, type Table, type TableDay, tableDay, tableOf, workingDayAt } from "./table.ts";
import { zoneOffset } from "./zones.ts";

// The definitions are those of escalation.md section 2. Whatever needs a day of a year without a holiday table
// throws MissingYearError. Numbers of days and seconds to add are whole and not negative.

const DAY = 86_400;
const DIGEST_AT = 8 * 3600;

/** `t` itself if it lies in office time, else the next opening. */
export function nextOfficeInstant(calendar: Calendar, t: Instant): Instant {
  const { table, day, second } = locate(calendar, t);
  return officeInstantFrom(table, day, second);
}

/** The n-th working day after the day on which the office first has `t`, at that time of day or the next opening. */
export function addWorkingDays(calendar: Calendar, t: Instant, n: number): Instant {
  const { table, day, second } = locate(calendar, nextOfficeInstant(calendar, t));
  return officeInstantFrom(table, workingDayAt(day.run, day.workingDaysBefore + n), second);
}

/** `nextOfficeInstant` of the earliest r with that many seconds of office time in [t, r). */
export function addWorkingTime(calendar: Calendar, t: Instant, seconds: number): Instant {
  if (seconds === 0) return nextOfficeInstant(calendar, t);
  const { table, day, second } = locate(calendar, t);
  const goal = officeSecondsUntil(day, second) + seconds;
  const last = lastWorkingDayBefore(day.run, goal);
  return officeInstantFrom(table, last, secondAfterOfficeTime(last, goal - last.officeSecondsBefore));
}

export function addDuration(calendar: Calendar, t: Instant, duration: Duration): Instant {
  if (duration.kind === "plain") return t + duration.seconds;
  if (duration.kind === "officeTime") return addWorkingTime(calendar, t, duration.seconds);
  return addWorkingDays(calendar, t, duration.days);
}

/** The first instant at or after `t` that lies in the window. */
export function moveIntoWindow(calendar: Calendar, t: Instant, window: Window): Instant {
  if (window.kind === "always") return t;
  if (window.kind === "officeTime") return nextOfficeInstant(calendar, t);
  const midnight = t - secondOfDay(calendar, t);
  if (t >= midnight + window.close * 60) return midnight + DAY + window.open * 60;
  return Math.max(t, midnight + window.open * 60);
}

/** The first 08.00 on a working day at or after `t`. */
export function nextDigestInstant(calendar: Calendar, t: Instant): Instant {
  const table = tableOf(calendar);
  const day = tableDay(table, Math.ceil((t + table.offset - DIGEST_AT) / DAY));
  return instantOf(table, workingDayAt(day.run, day.workingDaysBefore), DIGEST_AT);
}

/** Seconds of office time in [a, b); 0 when b is not after a. */
export function officeSecondsBetween(calendar: Calendar, a: Instant, b: Instant): number {
  if (b <= a) return 0;
  const from = locate(calendar, a);
  const to = locate(calendar, b - 1); // the last second within, so that 31 December 24.00 needs no table of the next year
  if (from.day.run !== to.day.run) throw new MissingYearError(from.day.run.lastYear + 1);
  return officeSecondsUntil(to.day, to.second + 1) - officeSecondsUntil(from.day, from.second);
}

/** The largest n with `addWorkingDays(a, n)` ≤ b; 0 if there is none. */
export function workingDaysBetween(calendar: Calendar, a: Instant, b: Instant): number {
  const isReached = (t: Instant) => officeSecondsBetween(calendar, t, b + 1) > 0;
  if (!isReached(a)) return 0;
  const { table, day, second } = locate(calendar, nextOfficeInstant(calendar, a));
  let n = workingDaysThrough(locate(calendar, b).day) - workingDaysThrough(day);
  while (!isReached(instantOf(table, workingDayAt(day.run, day.workingDaysBefore + n), second))) n--;
  return n;
}

/** The date at that place. */
export function localDate(calendar: Pick<Calendar, "zone">, t: Instant): LocalDate {
  return dateOfDay(Math.floor((t + zoneOffset(calendar.zone)) / DAY));
}

/** Seconds since local midnight. */
export function secondOfDay(calendar: Pick<Calendar, "zone">, t: Instant): number {
  const local = t + zoneOffset(calendar.zone);
  return local - Math.floor(local / DAY) * DAY;
}

/** The instant at which a local date begins. */
export function startOfDate(calendar: Pick<Calendar, "zone">, date: LocalDate): Instant {
  return dayOfDate(date) * DAY - zoneOffset(calendar.zone);
}

/** `days` may be negative. */
export function addCalendarDays(date: LocalDate, days: number): LocalDate {
  return dateOfDay(dayOfDate(date) + days);
}

function locate(calendar: Calendar, t: Instant): { table: Table; day: TableDay; second: number } {
  const table = tableOf(calendar);
  const local = t + table.offset;
  const number = Math.floor(local / DAY);
  return { table, day: tableDay(table, number), second: local - number * DAY };
}

function instantOf(table: Table, day: TableDay, second: number): Instant {
  return day.number * DAY + second - table.offset;
}

function officeInstantFrom(table: Table, day: TableDay, second: number): Instant {
  for (const { open, close } of day.intervals)
    if (second < close) return instantOf(table, day, Math.max(open, second));
  return officeInstantFrom(table, workingDayAt(day.run, workingDaysThrough(day)), 0);
}

function workingDaysThrough(day: TableDay): number {
  return day.workingDaysBefore + (day.intervals.length > 0 ? 1 : 0);
}

function officeSecondsUntil(day: TableDay, second: number): number {
  let sum = day.officeSecondsBefore;
  for (const { open, close } of day.intervals) sum += Math.max(0, Math.min(second, close) - open);
  return sum;
}

/** The last working day that begins with less office time behind it than `goal`, by halving. */
function lastWorkingDayBefore(run: Run, goal: number): TableDay {
  let low = 0;
  let high = run.workingDays.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (workingDayAt(run, middle).officeSecondsBefore < goal) low = middle + 1;
    else high = middle;
  }
  return workingDayAt(run, low - 1);
}

/** The second of the day at which `seconds` of its office time have passed; MissingYearError when the run has no more. */
function secondAfterOfficeTime(day: TableDay, seconds: number): number {
  let left = seconds;
  for (const { open, close } of day.intervals) {
    if (left <= close - open) return open + left;
    left -= close - open;
  }
  throw new MissingYearError(day.run.lastYear + 1);
}
