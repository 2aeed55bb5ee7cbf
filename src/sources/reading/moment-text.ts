import { dateOfDay, daysFromCivil, isCivilDate } from "../../calendar/civil.ts";
import type { Instant, LocalDate } from "../../calendar/contract.ts";

const DAY = 86_400;

// Spreadsheets count days from 1899-12-30.
const SERIAL_OF_1970 = 25_569;

// LAPOR! began in 2011: a date of another century is a typing error.
const FIRST_DAY = daysFromCivil(2000, 1, 1);
const LAST_DAY = daysFromCivil(2099, 12, 31);

/** English and Indonesian, by their first three letters where those differ. */
const months: Readonly<Record<string, number>> = {
  jan: 1,
  feb: 2,
  peb: 2,
  mar: 3,
  apr: 4,
  may: 5,
  mei: 5,
  jun: 6,
  jul: 7,
  aug: 8,
  agu: 8,
  ags: 8,
  agt: 8,
  sep: 9,
  oct: 10,
  okt: 10,
  nov: 11,
  nop: 11,
  dec: 12,
  des: 12,
};

const zoneMinutes: Readonly<Record<string, number>> = { z: 0, utc: 0, gmt: 0, wib: 420, wita: 480, wit: 540 };

/** "16 Nov 2026", "16-Nov-26", "Sabtu, 11 Februari 2023, 01:16" */
const named = /^(?:[a-z']{3,9},? +)?(\d{1,2})[ ./-]+([a-z]{3,9})[ ./-]+(\d{4}|\d\d)(?!\d)/i;
/** "2026-11-16", "2026/11/16" */
const yearFirst = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?!\d)/;
/** "16/11/2026", "16-11-2026", "16.11.26": the day comes first, as in Indonesia */
const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d\d)(?!\d)/;
const serial = /^(\d{5})(\.\d+)?$/;
const clock =
  /^[T ,]*(\d{1,2})[:.](\d\d)(?:[:.](\d\d)(?:[.,]\d+)?)?(?: ?([ap])\.?m\.?)?(?: ?(z|utc|gmt|wib|wita|wit|[+-](?:0\d|1[0-4])(?::?[0-5]\d)?))?$/i;

interface ReadDay {
  /** Days since 1970-01-01. */
  readonly day: number;
  /** What stands after the date. */
  readonly rest: string;
}

interface ReadClock {
  readonly seconds: number;
  /** Minutes east of UTC, where the text says so. */
  readonly zone: number | null;
}

/**
 * The instant that a date cell and a time cell name together; an empty time cell leaves the date cell's own time, else
 * midnight. `offsetMinutes` (east of UTC) counts where the text names no zone. null: it cannot be read.
 */
export function readMoment(dateText: string, timeText: string, offsetMinutes: number): Instant | null {
  const date = readDay(dateText);
  if (!date) return null;
  const own = date.rest === "" ? { seconds: 0, zone: null } : readClock(date.rest);
  if (!own) return null;
  const time = timeText === "" || own.zone !== null ? own : readClock(timeOnly(timeText));
  if (!time) return null;
  return date.day * DAY + time.seconds - (time.zone ?? offsetMinutes) * 60;
}

/** The date alone, as it stands; null if it cannot be read. */
export function readLocalDate(text: string): LocalDate | null {
  const date = readDay(text.trim());
  return date ? dateOfDay(date.day) : null;
}

function readDay(text: string): ReadDay | null {
  const byName = named.exec(text);
  if (byName)
    return dayOf(byName, [byName[3], months[(byName[2] ?? "").slice(0, 3).toLowerCase()], byName[1]], text);
  const byYear = yearFirst.exec(text);
  if (byYear) return dayOf(byYear, [byYear[1], byYear[2], byYear[3]], text);
  const byDay = dayFirst.exec(text);
  if (byDay) return dayOf(byDay, [byDay[3], byDay[2], byDay[1]], text);
  const [, days, fraction] = serial.exec(text) ?? [];
  const day = Number(days) - SERIAL_OF_1970;
  return day >= FIRST_DAY && day <= LAST_DAY ? { day, rest: fractionClock(fraction ?? "") } : null;
}

type Part = string | number | undefined;

function dayOf(match: RegExpExecArray, [y, m, d]: readonly [Part, Part, Part], text: string): ReadDay | null {
  // "0001-01-01" is how some programs write that there is no date: only two digits mean this century
  const year = String(y).length === 2 ? 2000 + Number(y) : Number(y);
  const month = Number(m);
  const day = Number(d);
  if (!isCivilDate(year, month, day)) return null;
  const days = daysFromCivil(year, month, day);
  return days >= FIRST_DAY && days <= LAST_DAY
    ? { day: days, rest: text.slice(match[0].length).trim() }
    : null;
}

function readClock(text: string): ReadClock | null {
  const match = clock.exec(text);
  if (!match) return null;
  const [, hourText, minuteText, secondText, half, zone] = match;
  const hour = Number(hourText);
  const [minute, second] = [Number(minuteText), Number(secondText ?? 0)];
  if (minute > 59 || second > 59 || hour > (half ? 12 : 23)) return null;
  const hours = half ? (hour % 12) + (half.toLowerCase() === "p" ? 12 : 0) : hour;
  return { seconds: hours * 3600 + minute * 60 + second, zone: zone ? zoneOf(zone.toLowerCase()) : null };
}

function zoneOf(text: string): number {
  const named = zoneMinutes[text];
  if (named !== undefined) return named;
  const digits = text.slice(1).replace(":", "").padEnd(4, "0");
  const minutes = Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2));
  return text.startsWith("-") ? -minutes : minutes;
}

/** A time cell of a spreadsheet may come as a fraction of a day, or with the day 0 before it. */
function timeOnly(text: string): string {
  if (/^0?\.\d+$/.test(text)) return fractionClock(text);
  return text.startsWith("1899-12-3") ? text.slice(10) : text;
}

function fractionClock(fraction: string): string {
  if (fraction === "") return "";
  const seconds = Math.min(Math.round(Number(fraction) * DAY), DAY - 1);
  const parts = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  return parts.map((part) => String(part).padStart(2, "0")).join(":");
}
