import { addWorkingDays, officeSecondsBetween, workingDaysBetween } from "../../calendar/arithmetic.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import { MissingYearError } from "../../calendar/missing-year.ts";

/** How far two moments are apart. */
export interface Difference {
  readonly seconds: number;
  readonly officeSeconds: number;
  /** "1 hari kerja", "4 jam kerja"; plain time ("2 jam") where the office is closed from one to the other. */
  readonly text: string;
}

export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

/** The one in the middle, which is a difference that really occurs; of an even number the smaller. Null where there is none. */
export function usualDifference(spans: readonly Span[], calendar: Calendar): Difference | null {
  const measured = spans
    .map((span) => ({ span, seconds: span.to - span.from, officeSeconds: officeSeconds(span, calendar) }))
    .sort((a, b) => a.officeSeconds - b.officeSeconds || a.seconds - b.seconds);
  const middle = measured[(measured.length - 1) >> 1];
  if (!middle) return null;
  const { span, ...lengths } = middle;
  return { ...lengths, text: nameSpan(span, lengths.officeSeconds, calendar) };
}

/** Working time, as rules count: else a weekend would make a day of difference three. */
function nameSpan(span: Span, office: number, calendar: Calendar): string {
  if (office === 0) return nameSeconds(span.to - span.from);
  const days = nearestWorkingDays(span, calendar);
  return days > 0 ? `${days} hari kerja` : `${nameHours(office)} kerja`;
}

/** 0 for less than a whole one. */
function nearestWorkingDays({ from, to }: Span, calendar: Calendar): number {
  const days = workingDaysBetween(calendar, from, to);
  if (days === 0) return 0;
  const beyond = officeSecondsBetween(calendar, addWorkingDays(calendar, from, days), to);
  const day = officeSecondsBetween(calendar, from, addWorkingDays(calendar, from, days)) / days;
  return beyond * 2 > day ? days + 1 : days;
}

/** 0 also where a year has no holiday table, so that working time cannot be known. */
function officeSeconds({ from, to }: Span, calendar: Calendar): number {
  try {
    return officeSecondsBetween(calendar, from, to);
  } catch (error) {
    if (error instanceof MissingYearError) return 0;
    throw error;
  }
}

function nameSeconds(seconds: number): string {
  return seconds < 86_400 ? nameHours(seconds) : `${Math.round(seconds / 86_400)} hari`;
}

function nameHours(seconds: number): string {
  return seconds < 3600 ? `${Math.ceil(seconds / 60)} menit` : `${Math.round(seconds / 3600)} jam`;
}
