import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { Zone } from "../../../src/calendar/contract.ts";
import {
  formatDate,
  formatInstant,
  formatLongDate,
  formatTime,
  isoWithOffset,
  parseLocalDate,
  parseLocalInstant,
  parseZone,
  zoneName,
} from "../../../src/calendar/format.ts";
import { UserError } from "../../../src/user-error.ts";
import { at, someInstant, wita } from "./calendars.ts";

const someZone = fc.constantFrom<Zone>("Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura");

test("what messages show", () => {
  const t = at("2026-11-23T15:00");
  expect(formatInstant(wita, t)).toBe("Sen, 23 Nov 2026, 15.00 WITA");
  expect(formatInstant({ zone: "Asia/Jakarta" }, t)).toBe("Sen, 23 Nov 2026, 14.00 WIB");
  expect(formatInstant({ zone: "Asia/Jayapura" }, at("2026-12-31T23:00"))).toBe("Jum, 1 Jan 2027, 00.00 WIT");
  expect(formatDate("2026-08-05")).toBe("5 Agu 2026");
  expect(formatLongDate("2026-11-23")).toBe("Senin, 23 November 2026");
  expect(formatTime(wita, at("2026-11-23T07:05:59"))).toBe("07.05");
  expect(isoWithOffset(wita, t)).toBe("2026-11-23T15:00:00+08:00");
  expect(isoWithOffset({ zone: "Asia/Jayapura" }, t + 7)).toBe("2026-11-23T16:00:07+09:00");
});

test("every day and month of a year, as the platform's Indonesian names them", () => {
  const weekday = new Intl.DateTimeFormat("id", { weekday: "short", timeZone: "Asia/Makassar" });
  const month = new Intl.DateTimeFormat("id", { month: "short", timeZone: "Asia/Makassar" });
  for (let t = at("2026-01-01T00:00"); t < at("2027-01-01T00:00"); t += 86_400) {
    const [day, date = ""] = formatInstant(wita, t).split(", ");
    expect(day).toBe(weekday.format(t * 1000));
    expect(date.split(" ")[1]).toBe(month.format(t * 1000));
  }
});

test("a month written out, and the day without its zero", () => {
  const months = Array.from({ length: 12 }, (_, index) =>
    formatLongDate(`2026-${String(index + 1).padStart(2, "0")}-05`)
      .split(" ")
      .slice(1, 3),
  );
  const long = new Intl.DateTimeFormat("id", { month: "long", timeZone: "UTC" });
  expect(months).toEqual(months.map((_, index) => ["5", long.format(Date.UTC(2026, index, 5))]));
});

test.each([
  ["WIB", "Asia/Jakarta"],
  ["wita", "Asia/Makassar"],
  [" WIT ", "Asia/Jayapura"],
  ["Asia/Makassar", "Asia/Makassar"],
  ["asia/jakarta", "Asia/Jakarta"],
])("zone %j is %s", (text, zone) => {
  expect(parseZone(text)).toBe(zone);
  expect(["WIB", "WITA", "WIT"]).toContain(zoneName(parseZone(text)));
});

test.each(["", "UTC", "WI", "+8", "Asia/Singapore", "constructor"])("refuses the zone %j", (text) => {
  expect(() => parseZone(text)).toThrow(UserError);
});

test.each([
  ["2026-11-20T15:00", "2026-11-20T15:00"],
  ["2026-11-20 15:00", "2026-11-20T15:00"],
  [" 2026-11-20T15:00 ", "2026-11-20T15:00"],
  ["2026-11-20T15.00", "2026-11-20T15:00"],
  ["2026-11-20T15:00:09", "2026-11-20T15:00:09"],
  ["2026-11-20T15:00:09.900", "2026-11-20T15:00:09"],
  ["2026-11-20", "2026-11-20T00:00"],
  ["2026-11-20T15:00+08:00", "2026-11-20T15:00"],
  ["2026-11-20T15:00:00+07:00", "2026-11-20T16:00"],
  ["2026-11-20T15:00+0900", "2026-11-20T14:00"],
  ["2026-11-20T15:00Z", "2026-11-20T23:00"],
  ["2026-11-20T15:00:00-05:30", "2026-11-21T04:30"],
  ["2028-02-29T00:00", "2028-02-29T00:00"],
])("reads %j as %s WITA", (text, expected) => {
  expect(parseLocalInstant(text, wita)).toBe(at(expected));
});

test.each([
  "",
  "besok",
  "2026-02-30",
  "2026-02-29T10:00",
  "2026-13-01",
  "2026-11-20T24:00",
  "2026-11-20T15:60",
  "2026-11-20T15",
  "2026-11-20T",
  "2026-11-20T15:00+15:00",
  "2026-11-20T15:00 WITA",
  "2026-11-20T15:00T",
  "2026-11-20T015:00",
  "2026-11-20T15:00x",
  "2026-11-20T15:00+0800x",
  "2026-11-20T15:00:00.",
  "2026-11-201",
  "2026-11-20 15:00 16:00",
  "20-11-2026",
  "2026-11-2",
  "12026-11-20",
  "2026-11-20\n15:00",
])("refuses the moment %j", (text) => {
  expect(() => parseLocalInstant(text, wita)).toThrow(UserError);
});

test("a bare date", () => {
  expect(parseLocalDate(" 2026-11-20 ")).toBe("2026-11-20");
  expect(() => parseLocalDate("2026-02-30")).toThrow(UserError);
  expect(() => parseLocalDate("2026-11-20T10:00")).toThrow(UserError);
});

test.each(["0000-01-01", "0001-01-01", "1999-12-31", "2200-01-01", "9999-12-31"])(
  "the year of %s is none that this program lives in",
  (date) => {
    for (const read of [parseLocalDate, (text: string) => parseLocalInstant(`${text}T23:59:59`, wita)])
      expect(() => read(date)).toThrow("dari 2000 sampai 2199");
  },
);

test("the first and the last day of its years can be written", () => {
  for (const date of ["2000-01-01", "2199-12-31"]) expect(parseLocalDate(date)).toBe(date);
});

test("ISO agrees with Temporal and reads back, 1,000 runs", () => {
  fc.assert(
    fc.property(someZone, someInstant, (zone, t) => {
      const text = isoWithOffset({ zone }, t);
      const zoned = Temporal.Instant.fromEpochMilliseconds(t * 1000).toZonedDateTimeISO(zone);
      expect(text).toBe(zoned.toString({ timeZoneName: "never" }));
      expect(parseLocalInstant(text, wita)).toBe(t);
      expect(parseLocalInstant(text.slice(0, 19), { zone })).toBe(t);
    }),
    { numRuns: 1000 },
  );
});

test("the parsers throw nothing but UserError, 2,000 runs", () => {
  const pieces = fc.constantFrom(
    "2026-11-20",
    "2026-02-30",
    "T",
    " ",
    "15:00",
    ":",
    "+08:00",
    "Z",
    "-",
    "9",
    "\n",
  );
  const garbled = fc.array(pieces, { maxLength: 7 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(garbled, fc.string({ unit: "binary" })), (text) => {
      for (const parse of [parseLocalDate, parseZone, (text: string) => parseLocalInstant(text, wita)]) {
        try {
          const parsed = parse(text);
          if (typeof parsed === "number") expect(Number.isSafeInteger(parsed)).toBe(true);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }
    }),
    { numRuns: 2000 },
  );
});
