import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  addDuration,
  localDate,
  officeSecondsBetween,
  startOfDate,
} from "../../../src/calendar/arithmetic.ts";
import type { Calendar, DayPassed } from "../../../src/calendar/contract.ts";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { explain } from "../../../src/calendar/explain.ts";
import { parseHours } from "../../../src/calendar/hours.ts";
import { MissingYearError } from "../../../src/calendar/missing-year.ts";
import { at, shown, someCalendar, someInstant, wita } from "./calendars.ts";

/** "+21 Sabtu" style lines: + counted, - skipped. */
function lines(days: readonly DayPassed[]): string[] {
  return days.map(({ date, counted, reason }) => `${counted ? "+" : "-"} ${date} ${reason}`);
}

const cases: [string, string, string[]][] = [
  [
    "2026-03-17T09:00",
    "1 hari kerja",
    [
      "- 2026-03-18 Hari Suci Nyepi – cuti bersama",
      "- 2026-03-19 Hari Suci Nyepi Tahun Baru Saka 1948 – libur nasional",
      "- 2026-03-20 Idulfitri 1447 Hijriah – cuti bersama",
      "- 2026-03-21 Idulfitri 1447 Hijriah – libur nasional",
      "- 2026-03-22 Idulfitri 1447 Hijriah – libur nasional",
      "- 2026-03-23 Idulfitri 1447 Hijriah – cuti bersama",
      "- 2026-03-24 Idulfitri 1447 Hijriah – cuti bersama",
      "+ 2026-03-25 hari kerja ke-1",
    ],
  ],
  [
    "2026-11-20T15:00",
    "1 hari kerja",
    ["- 2026-11-21 Sabtu", "- 2026-11-22 Minggu", "+ 2026-11-23 hari kerja ke-1"],
  ],
  [
    "2026-11-21T10:00",
    "1 hari kerja",
    [
      "- 2026-11-21 Sabtu",
      "- 2026-11-22 Minggu",
      "- 2026-11-23 hari mulai, belum dihitung",
      "+ 2026-11-24 hari kerja ke-1",
    ],
  ],
  [
    "2026-11-20T16:10",
    "1 hari kerja",
    [
      "- 2026-11-21 Sabtu",
      "- 2026-11-22 Minggu",
      "+ 2026-11-23 hari kerja ke-1",
      "- 2026-11-24 pembukaan kantor berikutnya",
    ],
  ],
  [
    "2026-12-23T15:00",
    "4 jam kerja",
    [
      "- 2026-12-24 Kelahiran Yesus Kristus (Natal) – cuti bersama",
      "- 2026-12-25 Kelahiran Yesus Kristus (Natal) – libur nasional",
      "- 2026-12-26 Sabtu",
      "- 2026-12-27 Minggu",
      "+ 2026-12-28 3 jam kerja (jumlah 4 jam kerja)",
    ],
  ],
  ["2026-11-23T15:00", "1 jam kerja", ["- 2026-11-24 pembukaan kantor berikutnya"]],
  ["2026-11-22T15:00", "0,75 jam kerja", ["- 2026-11-22 Minggu", "+ 2026-11-23 45 menit kerja"]],
  ["2026-11-22T15:00", "0,01 jam kerja", ["- 2026-11-22 Minggu", "+ 2026-11-23 kurang dari 1 menit kerja"]],
  ["2026-11-22T15:00", "0,02 jam kerja", ["- 2026-11-22 Minggu", "+ 2026-11-23 1 menit kerja"]],
  ["2026-11-22T15:00", "1,25 jam kerja", ["- 2026-11-22 Minggu", "+ 2026-11-23 1 jam 15 menit kerja"]],
  ["2026-11-22T15:00", "1 jam kerja", ["- 2026-11-22 Minggu", "+ 2026-11-23 1 jam kerja"]],
  ["2026-11-23T07:30", "4,5 jam kerja", []],
  [
    "2026-11-20T20:00",
    "0 hari kerja",
    ["- 2026-11-21 Sabtu", "- 2026-11-22 Minggu", "- 2026-11-23 hari mulai, belum dihitung"],
  ],
  ["2026-11-22T10:00", "2 jam", []],
  ["2026-11-20T15:00", "1 hari", ["+ 2026-11-21 waktu biasa, semua hari dihitung"]],
];

test.each(cases)("%s + %s", (start, duration, expected) => {
  expect(lines(explain(wita, at(start), parseDuration(duration)).days)).toEqual(expected);
});

test("a day that only the special hours close is named after them", () => {
  const banjir = {
    from: "2026-11-23",
    to: "2026-11-24",
    name: "Tanggap darurat banjir",
    hours: parseHours({ selasa: "10.00-12.00" }),
    decree: "SK",
  };
  const pemilu = { ...banjir, name: "Pemilu", from: "2026-11-27", to: "2026-11-28" };
  const calendar: Calendar = { ...wita, special: [banjir, pemilu] };
  const { due, days } = explain(calendar, at("2026-11-20T15:00"), parseDuration("4hk"));
  expect(lines(days)).toEqual([
    "- 2026-11-21 Sabtu",
    "- 2026-11-22 Minggu",
    "- 2026-11-23 Senin – Tanggap darurat banjir",
    "+ 2026-11-24 hari kerja ke-1",
    "+ 2026-11-25 hari kerja ke-2",
    "+ 2026-11-26 hari kerja ke-3",
    "- 2026-11-27 Jumat – Pemilu",
    "- 2026-11-28 Sabtu",
    "- 2026-11-29 Minggu",
    "+ 2026-11-30 hari kerja ke-4",
  ]);
  expect(shown(due)).toBe("2026-11-30T15:00");
  const reversed: Calendar = { ...wita, special: [pemilu, banjir] };
  expect(explain(reversed, at("2026-11-20T15:00"), parseDuration("4hk")).days).toEqual(days);
  const lastDay: Calendar = { ...wita, special: [{ ...banjir, to: "2026-11-23" }] };
  expect(lines(explain(lastDay, at("2026-11-22T15:00"), parseDuration("0hk")).days)).toEqual([
    "- 2026-11-22 Minggu",
    "- 2026-11-23 Senin – Tanggap darurat banjir",
    "- 2026-11-24 hari mulai, belum dihitung",
  ]);
});

test("a plain duration needs no holiday table", () => {
  expect(explain(wita, at("2040-01-01T10:00"), parseDuration("2 hari")).days).toHaveLength(2);
  expect(() => explain(wita, at("2040-01-01T10:00"), parseDuration("2hk"))).toThrow(MissingYearError);
});

test("names each day once, counts exactly n, and gives the due moment of the reckoning, 500 runs", () => {
  const someDuration = fc
    .tuple(fc.integer({ min: 0, max: 20 }), fc.constantFrom("hari kerja", "jam kerja", "hari"))
    .map(([n, unit]) => parseDuration(`${n} ${unit}`));
  let reckoned = 0;
  fc.assert(
    fc.property(someCalendar, someInstant, someDuration, (calendar: Calendar, t, duration) => {
      try {
        const { due, days } = explain(calendar, t, duration);
        expect(due).toBe(addDuration(calendar, t, duration));
        const start = localDate(calendar, t);
        const midnight = startOfDate(calendar, start);
        const isOff = officeSecondsBetween(calendar, midnight, midnight + 86_400) === 0;
        expect(days.map(({ date }) => date)).toEqual([
          ...(isOff && duration.kind !== "plain" ? [start] : []),
          ...datesBetween(start, localDate(calendar, due)),
        ]);
        const counted = days.filter((day) => day.counted).length;
        if (duration.kind === "workingDays") expect(counted).toBe(duration.days);
        reckoned++;
      } catch (error) {
        if (!(error instanceof MissingYearError)) throw error;
      }
    }),
    { numRuns: 500 },
  );
  expect(reckoned).toBeGreaterThan(250);
});

function datesBetween(from: string, to: string): string[] {
  const dates: string[] = [];
  for (
    let date = Temporal.PlainDate.from(from).add({ days: 1 });
    Temporal.PlainDate.compare(date, to) <= 0;
    date = date.add({ days: 1 })
  )
    dates.push(date.toString());
  return dates;
}
