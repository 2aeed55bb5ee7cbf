import { localDate } from "../../../calendar/arithmetic.ts";
import { dayOfDate, weekdayOfDay } from "../../../calendar/civil.ts";
import type { Calendar, DayPassed, Instant, LocalDate } from "../../../calendar/contract.ts";
import { formatDate, formatTime, formatWeekday } from "../../../calendar/format.ts";
import { dayNames } from "../../../calendar/names.ts";
import type { Span } from "./contract.ts";

/** In which zone moments are told, and the year that goes without saying. */
export interface Place extends Pick<Calendar, "zone"> {
  readonly year: string;
}

/** Where the year of `t` goes without saying. */
export function placeAt({ zone }: Pick<Calendar, "zone">, t: Instant): Place {
  return { zone, year: localDate({ zone }, t).slice(0, 4) };
}

/** "Sen 23 Nov 09.00", with the year only where it is another. */
export function shortMoment(place: Place, t: Instant): string {
  const date = localDate(place, t);
  return `${formatWeekday(date)} ${dropYear(place, date)} ${formatTime(place, t)}`;
}

function dropYear({ year }: Place, date: LocalDate): string {
  return formatDate(date).replace(` ${year}`, "");
}

export interface SpanWords {
  /** What happened at its start, such as "Admin diberi tahu". */
  readonly since?: string;
  /** Whether its end is named, because something else moves it on. */
  readonly isPart?: boolean;
}

/** "3 hari kerja sejak Sen 23 Nov 09.00; dilewati: Sabtu 28, Minggu 29 Nov" */
export function describeSpan(
  place: Place,
  { duration, from, to, skipped, pauses }: Span,
  { since, isPart = false }: SpanWords = {},
): string {
  const longer = pauses.map(
    ([begin, end]) =>
      `masa tunda ${shortMoment(place, begin)} – ${end === null ? "sekarang" : shortMoment(place, end)} ditambahkan`,
  );
  const passed = skipped.length === 0 ? [] : [`dilewati: ${describeDaysOff(place, skipped)}`];
  const start = `${since ? `${since} ` : ""}${shortMoment(place, from)}`;
  const length = to === from ? `langsung sejak ${start}` : `${duration.text} sejak ${start}`;
  const end = isPart && to !== from ? ` = ${shortMoment(place, to)}` : "";
  return [length + end, ...longer, ...passed].join("; ");
}

const fewDays = 4;

/** Weekends by their days, or their number where there are many; every other day with its reason. */
function describeDaysOff(place: Place, days: readonly DayPassed[]): string {
  const groups = Map.groupBy(days, ({ date, reason }) => (isPlainDayOff(date, reason) ? "" : reason));
  return [...groups]
    .map(([reason, group]) => {
      const dates = group.map(({ date }) => date);
      if (reason !== "") return `${listDays(place, dates)} (${reason})`;
      return dates.length > fewDays ? `${dates.length} hari akhir pekan` : listDays(place, dates);
    })
    .join(", ");
}

/** Saturday and Sunday need no other reason than their name. */
function isPlainDayOff(date: LocalDate, reason: string): boolean {
  return reason === longWeekday(date);
}

/** "Sabtu 28, Minggu 29 Nov": the month once for days in a row that share it. */
function listDays(place: Place, dates: readonly LocalDate[]): string {
  return dates
    .map((date, index) => {
      const isLast = dates[index + 1]?.slice(0, 7) !== date.slice(0, 7);
      return `${longWeekday(date)} ${isLast ? dropYear(place, date) : Number(date.slice(8))}`;
    })
    .join(", ");
}

function longWeekday(date: LocalDate): string {
  return dayNames[weekdayOfDay(dayOfDate(date))] ?? "";
}
