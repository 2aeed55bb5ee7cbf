import type { OfficeHours, OfficeInterval } from "./contract.ts";
import { formatClockRange, parseClockRange } from "./clock-times.ts";
import { dayNames } from "./names.ts";
import { quoted } from "./quoted.ts";
import { UserError } from "../user-error.ts";

type WeekdayKey = "senin" | "selasa" | "rabu" | "kamis" | "jumat" | "sabtu" | "minggu";

/** As people write it, in YAML and as JSON in the book: `{ senin: "07.30-12.00 13.00-16.00", … }`; an absent day is off. */
export type WrittenHours = Readonly<Partial<Record<WeekdayKey, string>>>;

const weekdayKeys = dayNames.map((name) => name.toLowerCase() as WeekdayKey);

/** Perpres 21/2023: 37.5 hours a week from 07.30, a break of 60 minutes, on Fridays of 90. */
export const shippedHours: OfficeHours = parseHours({
  senin: "07.30-12.00 13.00-16.00",
  selasa: "07.30-12.00 13.00-16.00",
  rabu: "07.30-12.00 13.00-16.00",
  kamis: "07.30-12.00 13.00-16.00",
  jumat: "07.30-11.30 13.00-16.30",
});

/** Reads WrittenHours, from whatever YAML or JSON gave; "-" or nothing is a day off. Throws UserError. */
export function parseHours(written: unknown): OfficeHours {
  if (typeof written !== "object" || written === null || Array.isArray(written))
    throw new UserError("Jam kantor harus berupa daftar hari, misalnya senin: 07.30-12.00 13.00-16.00.");
  const entries = new Map(Object.entries(written));
  for (const key of entries.keys())
    if (!weekdayKeys.some((known) => known === key))
      throw new UserError(`Hari ${quoted(key)} tidak dikenal. Pakai: ${weekdayKeys.join(", ")}.`);
  const hours = weekdayKeys.map((key) => parseIntervals(key, entries.get(key)));
  if (hours.every((intervals) => intervals.length === 0))
    throw new UserError("Jam kantor kosong: paling sedikit satu hari harus punya jam kerja.");
  return hours;
}

/** The form that parseHours reads; days off are left out. */
export function formatHours(hours: OfficeHours): WrittenHours {
  const days = weekdayKeys.map((key, weekday) => [key, formatIntervals(hours[weekday] ?? [])] as const);
  return Object.fromEntries(days.filter(([, text]) => text !== ""));
}

function formatIntervals(intervals: readonly OfficeInterval[]): string {
  return intervals.map(formatClockRange).join(" ");
}

function parseIntervals(key: WeekdayKey, written: unknown): OfficeInterval[] {
  const text = written ?? "-";
  if (typeof text !== "string") throw refusal(key, "harus berupa teks");
  if (text.trim() === "-" || text.trim() === "") return [];
  const ranges = text
    .trim()
    .split(/[\s,;]+/u)
    .map(parseClockRange);
  const intervals: OfficeInterval[] = [];
  for (const range of ranges) {
    if (!range) throw refusal(key, `${quoted(text)} tidak dapat dibaca, atau tutup sebelum buka`);
    if (range.open < (intervals.at(-1)?.close ?? 0))
      throw refusal(key, `${quoted(text)} bertumpuk atau tidak berurutan`);
    intervals.push(range);
  }
  return intervals;
}

function refusal(key: WeekdayKey, what: string): UserError {
  return new UserError(
    `Jam kantor ${key}: ${what}. Tulis misalnya 07.30-12.00 13.00-16.00, atau - untuk libur.`,
  );
}
