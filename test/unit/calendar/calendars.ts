import * as fc from "fast-check";
import { openDb } from "../../../db/open.ts";
import type {
  Calendar,
  Holiday,
  Instant,
  OfficeHours,
  SpecialHours,
  Zone,
} from "../../../src/calendar/contract.ts";
import { shippedHours } from "../../../src/calendar/hours.ts";
import { defaultCalendar } from "../../../src/calendar/store.ts";

/** WITA with the shipped hours and the book's own holidays. */
export const wita: Calendar = readShipped();

function readShipped(): Calendar {
  const db = openDb(":memory:");
  try {
    return defaultCalendar(db.sql);
  } finally {
    db.close();
  }
}

/** "2026-11-20T15:00" (seconds too) in WITA, read by the platform's own parser. */
export function at(text: string): Instant {
  return Date.parse(`${text.length === 16 ? `${text}:00` : text}+08:00`) / 1000;
}

/** The other way round, also by the platform. */
export function shown(t: Instant): string {
  return new Date((t + 8 * 3600) * 1000).toISOString().slice(0, 19).replace(/:00$/u, "");
}

const zones: readonly Zone[] = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"];

/** Sorted cut points taken in pairs: intervals in order and apart. */
const someIntervals = fc
  .uniqueArray(fc.integer({ min: 0, max: 1440 }), { maxLength: 6 })
  .map((cuts) => cuts.toSorted((a, b) => a - b))
  .map((cuts) =>
    cuts.flatMap((open, index) =>
      index % 2 === 0 && cuts[index + 1] ? [{ open, close: cuts[index + 1]! }] : [],
    ),
  );

export const someHours: fc.Arbitrary<OfficeHours> = fc.oneof(
  fc.constant(shippedHours),
  fc
    .array(someIntervals, { minLength: 7, maxLength: 7 })
    .filter((hours) => hours.some((intervals) => intervals.length > 0)),
);

const someDate = fc
  .integer({ min: 0, max: 3 * 365 })
  .map((days) => new Date(Date.UTC(2025, 0, 1 + days)).toISOString().slice(0, 10));

const someHoliday: fc.Arbitrary<Holiday> = someDate.map((date) => ({
  date,
  name: "Libur",
  kind: "libur_daerah",
  decree: "SK",
}));

const someSpecial: fc.Arbitrary<SpecialHours> = fc.record({
  from: someDate,
  to: someDate,
  name: fc.constant("Jam khusus"),
  hours: someHours,
  decree: fc.constant("SK"),
});

/** Any zone, hours, holidays and special hours; holiday tables for 2025 to 2027, sometimes with a gap. */
export const someCalendar: fc.Arbitrary<Calendar> = fc.record({
  code: fc.constant("acak"),
  zone: fc.constantFrom(...zones),
  hours: someHours,
  holidays: fc
    .array(someHoliday, { maxLength: 60 })
    .map((rows) => new Map(rows.map((row) => [row.date, row]))),
  years: fc.constantFrom(
    new Set([2025, 2026, 2027]),
    new Set([2025, 2026, 2027]),
    new Set([2025, 2027]),
    new Set([2026]),
  ),
  special: fc.array(someSpecial, { maxLength: 3 }),
});

/** Whole minutes as well as single seconds, 2025 to 2027. */
export const someInstant: fc.Arbitrary<Instant> = fc.oneof(
  fc
    .integer({ min: at("2025-01-02T00:00") / 60, max: at("2027-12-31T00:00") / 60 })
    .map((minutes) => minutes * 60),
  fc.integer({ min: at("2025-01-02T00:00"), max: at("2027-12-31T00:00") }),
);
