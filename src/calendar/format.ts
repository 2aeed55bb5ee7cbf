import type { Calendar, Instant, LocalDate } from "./contract.ts";
import { localDate, secondOfDay, startOfDate } from "./arithmetic.ts";
import { dayOfDate, isCivilDate, weekdayOfDay } from "./civil.ts";
import { formatClockTime } from "./clock-times.ts";
import { dayNames, monthNames, shortName } from "./names.ts";
import { quoted } from "./quoted.ts";
import { zoneName, zoneOffset } from "./zones.ts";
import { UserError } from "../user-error.ts";

export { parseZone, zoneName } from "./zones.ts";

/** Whatever has a zone: a Calendar, or the zone alone. */
type Place = Pick<Calendar, "zone">;

/** "Sen, 23 Nov 2026, 15.00 WITA" */
export function formatInstant(place: Place, t: Instant): string {
  const date = localDate(place, t);
  return `${formatWeekday(date)}, ${formatDate(date)}, ${formatTime(place, t)} ${zoneName(place.zone)}`;
}

/** "23 Nov 2026" */
export function formatDate(date: LocalDate): string {
  const month = shortName(monthNames[Number(date.slice(5, 7)) - 1]);
  return `${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

/** "Senin, 23 November 2026" */
export function formatLongDate(date: LocalDate): string {
  const month = monthNames[Number(date.slice(5, 7)) - 1];
  return `${dayNames[weekdayOfDay(dayOfDate(date))]}, ${Number(date.slice(8, 10))} ${month} ${date.slice(0, 4)}`;
}

/** "Sen" */
export function formatWeekday(date: LocalDate): string {
  return shortName(dayNames[weekdayOfDay(dayOfDate(date))]);
}

/** "15.00"; seconds are dropped. */
export function formatTime(place: Place, t: Instant): string {
  return formatClockTime(Math.floor(secondOfDay(place, t) / 60));
}

/** "2026-11-23T15:00:00+08:00" */
export function isoWithOffset(place: Place, t: Instant): string {
  const seconds = String(secondOfDay(place, t) % 60).padStart(2, "0");
  const time = formatTime(place, t).replace(".", ":");
  return `${localDate(place, t)}T${time}:${seconds}+${formatClockTime(zoneOffset(place.zone) / 60).replace(".", ":")}`;
}

const firstYear = 2000;
const lastYear = 2199;

/** A year that complaints, people and calendars of this program can live in, as it is. Throws UserError. */
export function checkYear(year: number): number {
  if (year >= firstYear && year <= lastYear) return year;
  throw new UserError(`Tahun ${year} tidak dapat dipakai. Tulis tahun dari ${firstYear} sampai ${lastYear}.`);
}

/** "2026-11-20" as it is. Throws UserError for anything else, also for a day that does not exist. */
export function parseLocalDate(text: string): LocalDate {
  const [, year, month, day] = /^(\d{4})-(\d{2})-(\d{2})$/u.exec(text.trim()) ?? [];
  if (!isCivilDate(Number(year), Number(month), Number(day)))
    throw new UserError(`Tanggal ${quoted(text)} tidak ada atau tidak dikenal. Tulis misalnya 2026-11-20.`);
  checkYear(Number(year));
  return text.trim();
}

const timePattern =
  /^(?<hour>[01]\d|2[0-3])[:.](?<minute>[0-5]\d)(?:[:.](?<second>[0-5]\d)(?:\.\d+)?)? ?(?<offset>z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/iu;

/**
 * "2026-11-20T15:00" in local time; with seconds, an offset or Z too; a bare date is its 00.00. Fractions of a second
 * are dropped. Throws UserError.
 */
export function parseLocalInstant(text: string, place: Place): Instant {
  const [date = "", time = "00:00"] = text.trim().split(/[tT ](.*)/su);
  const { hour, minute, second = "0", offset } = timePattern.exec(time)?.groups ?? {};
  if (hour === undefined)
    throw new UserError(`Waktu ${quoted(text)} tidak dikenal. Tulis misalnya 2026-11-20T15:00.`);
  const midnight = startOfDate(place, parseLocalDate(date));
  const shift = offset === undefined ? 0 : zoneOffset(place.zone) - parseOffset(offset);
  return midnight + Number(hour) * 3600 + Number(minute) * 60 + Number(second) + shift;
}

function parseOffset(text: string): number {
  if (text.toLowerCase() === "z") return 0;
  const seconds = Number(text.slice(1, 3)) * 3600 + Number(text.slice(-2)) * 60;
  return text.startsWith("-") ? -seconds : seconds;
}
