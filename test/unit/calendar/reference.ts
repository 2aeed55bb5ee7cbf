import type { Calendar, Instant } from "../../../src/calendar/contract.ts";

// The definitions of escalation.md section 2 once more, as slowly and literally as possible: Temporal says what the
// local date is, and office time is walked minute by minute. Shares nothing with src/calendar but the shapes.

/** Thrown when a day of a year without a holiday table had to be looked at. */
export class NoTable extends Error {
  readonly year: number;

  constructor(year: number) {
    super(`no table for ${year}`);
    this.year = year;
  }
}

function localTime(calendar: Calendar, t: Instant): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(t * 1000).toZonedDateTimeISO(calendar.zone);
}

function instantOf(calendar: Calendar, date: Temporal.PlainDate, plainTime: string): Instant {
  return date.toZonedDateTime({ timeZone: calendar.zone, plainTime }).epochMilliseconds / 1000;
}

function openMinutes(calendar: Calendar, date: Temporal.PlainDate): number[] {
  if (!calendar.years.has(date.year)) throw new NoTable(date.year);
  const day = date.toString();
  if (calendar.holidays.has(day)) return [];
  const special = calendar.special.filter(({ from, to }) => from <= day && day <= to);
  const hours = special.length > 0 ? special[0]!.hours : calendar.hours;
  const minutes: number[] = [];
  for (let minute = 0; minute < 1440; minute++)
    if (hours[date.dayOfWeek - 1]!.some(({ open, close }) => open <= minute && minute < close))
      minutes.push(minute);
  return minutes;
}

/** The start of every office minute from the day of `t` on, up to the last day that begins before `end`. */
function* officeMinutes(calendar: Calendar, t: Instant, end = Infinity): Generator<Instant> {
  let date = localTime(calendar, t).toPlainDate();
  for (;;) {
    const midnight = instantOf(calendar, date, "00:00");
    if (midnight >= end) return;
    for (const minute of openMinutes(calendar, date)) yield midnight + minute * 60;
    date = date.add({ days: 1 });
  }
}

export function nextOfficeInstant(calendar: Calendar, t: Instant): Instant {
  for (const minute of officeMinutes(calendar, t)) if (minute + 60 > t) return Math.max(minute, t);
  throw new Error("unreachable");
}

export function addWorkingDays(calendar: Calendar, t: Instant, n: number): Instant {
  const start = localTime(calendar, nextOfficeInstant(calendar, t));
  let date = start.toPlainDate();
  for (let counted = 0; counted < n;) {
    date = date.add({ days: 1 });
    if (openMinutes(calendar, date).length > 0) counted++;
  }
  return nextOfficeInstant(calendar, instantOf(calendar, date, start.toPlainTime().toString()));
}

export function addWorkingTime(calendar: Calendar, t: Instant, seconds: number): Instant {
  if (seconds === 0) return nextOfficeInstant(calendar, t);
  let left = seconds;
  for (const minute of officeMinutes(calendar, t)) {
    const from = Math.max(minute, t);
    const available = Math.max(0, minute + 60 - from);
    if (available > 0 && left <= available) return nextOfficeInstant(calendar, from + left);
    left -= available;
  }
  throw new Error("unreachable");
}

export function officeSecondsBetween(calendar: Calendar, a: Instant, b: Instant): number {
  if (b <= a) return 0;
  let sum = 0;
  for (const minute of officeMinutes(calendar, a, b))
    sum += Math.max(0, Math.min(minute + 60, b) - Math.max(minute, a));
  return sum;
}

export function nextDigestInstant(calendar: Calendar, t: Instant): Instant {
  let date = localTime(calendar, t).toPlainDate();
  while (instantOf(calendar, date, "08:00") < t || openMinutes(calendar, date).length === 0)
    date = date.add({ days: 1 });
  return instantOf(calendar, date, "08:00");
}

export function workingDaysBetween(calendar: Calendar, a: Instant, b: Instant): number {
  let n = 0;
  while (addWorkingDays(calendar, a, n + 1) <= b) n++;
  return n;
}
