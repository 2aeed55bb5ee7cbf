import { describe, expect, test } from "vitest";
import {
  addCalendarDays,
  addDuration,
  addWorkingDays,
  addWorkingTime,
  localDate,
  moveIntoWindow,
  nextDigestInstant,
  nextOfficeInstant,
  officeSecondsBetween,
  workingDaysBetween,
} from "../../../src/calendar/arithmetic.ts";
import type { Calendar, SpecialHours } from "../../../src/calendar/contract.ts";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { parseHours } from "../../../src/calendar/hours.ts";
import { MissingYearError } from "../../../src/calendar/missing-year.ts";
import { parseWindow } from "../../../src/calendar/windows.ts";
import { at, shown, wita } from "./calendars.ts";

describe("the worked cases of escalation.md section 2", () => {
  test.each([
    ["Fri 2026-11-20 15:00", "1 hari kerja", "Mon 2026-11-23 15:00"],
    ["Sat 2026-11-21 10:00", "1 hari kerja", "Tue 2026-11-24 07:30"],
    ["Fri 2026-11-20 20:00", "3 hari kerja", "Thu 2026-11-26 07:30"],
    ["Thu 2026-11-19 12:15", "1 hari kerja", "Fri 2026-11-20 13:00"],
    ["Fri 2026-11-20 16:10", "1 hari kerja", "Tue 2026-11-24 07:30"],
    ["Tue 2026-03-17 09:00", "1 hari kerja", "Wed 2026-03-25 09:00"],
    ["Wed 2026-12-23 15:00", "4 jam kerja", "Mon 2026-12-28 10:30"],
    ["Mon 2026-11-23 07:30", "4,5 jam kerja", "Mon 2026-11-23 13:00"],
    ["Sat 2026-11-21 10:00", "4 jam kerja", "Mon 2026-11-23 11:30"],
  ])("%s + %s = %s", (start, duration, due) => {
    expect(addDuration(wita, readCase(start), parseDuration(duration))).toBe(readCase(due));
  });
});

/** "Fri 2026-11-20 15:00" */
function readCase(text: string): number {
  return at(text.slice(4).replace(" ", "T"));
}

test.each([
  ["the opening itself", "2026-11-23T07:30", "2026-11-23T07:30"],
  ["a second before it", "2026-11-23T07:29:59", "2026-11-23T07:30"],
  ["the last second before lunch", "2026-11-23T11:59:59", "2026-11-23T11:59:59"],
  ["lunch, which belongs to the afternoon", "2026-11-23T12:00", "2026-11-23T13:00"],
  ["Friday's longer break", "2026-11-27T11:30", "2026-11-27T13:00"],
  ["Friday's later close", "2026-11-27T16:29:59", "2026-11-27T16:29:59"],
  ["the close", "2026-11-23T16:00", "2026-11-24T07:30"],
  ["Friday's close", "2026-11-27T16:30", "2026-11-30T07:30"],
  ["midnight", "2026-11-24T00:00", "2026-11-24T07:30"],
  ["a holiday", "2026-08-17T09:00", "2026-08-18T07:30"],
  ["New Year's Eve after hours", "2026-12-31T16:00", "2027-01-04T07:30"],
])("nextOfficeInstant: %s", (_, t, expected) => {
  expect(shown(nextOfficeInstant(wita, at(t)))).toBe(expected);
});

test.each([
  ["2026-11-20T15:00", "0 hari kerja", "2026-11-20T15:00"],
  ["2026-11-21T10:00", "0 hari kerja", "2026-11-23T07:30"],
  ["2026-11-21T10:00", "0 jam kerja", "2026-11-23T07:30"],
  ["2026-11-21T10:00", "0 menit", "2026-11-21T10:00"],
  ["2026-11-21T10:00", "1 hari", "2026-11-22T10:00"],
  ["2026-11-21T10:00", "1,5 jam", "2026-11-21T11:30"],
  ["2026-11-23T15:00", "1 jam kerja", "2026-11-24T07:30"],
  ["2026-11-27T11:30", "3,5 jam kerja", "2026-11-30T07:30"],
  ["2026-12-30T09:00", "2 hari kerja", "2027-01-04T09:00"],
  ["2024-01-01T09:00", "0 jam kerja", "2024-01-02T07:30"], // the first day that has a table
  ["2026-12-31T15:30", "1 jam kerja", "2027-01-04T08:00"],
])("%s + %s = %s", (t, duration, expected) => {
  expect(shown(addDuration(wita, at(t), parseDuration(duration)))).toBe(expected);
});

test.each([
  ["07.00-20.00", "2026-11-21T06:59:59", "2026-11-21T07:00"],
  ["07.00-20.00", "2026-11-21T07:00", "2026-11-21T07:00"],
  ["07.00-20.00", "2026-11-21T19:59:59", "2026-11-21T19:59:59"],
  ["07.00-20.00", "2026-11-21T20:00", "2026-11-22T07:00"],
  ["07.00-20.00", "2026-12-31T23:00", "2027-01-01T07:00"],
  ["00.00-24.00", "2026-11-21T23:59:59", "2026-11-21T23:59:59"],
  ["jam kerja", "2026-11-21T10:00", "2026-11-23T07:30"],
  ["jam kerja", "2026-11-23T12:30", "2026-11-23T13:00"],
  ["selalu", "2026-11-21T03:00", "2026-11-21T03:00"],
])("window %s moves %s to %s", (window, t, expected) => {
  expect(shown(moveIntoWindow(wita, at(t), parseWindow(window)))).toBe(expected);
});

test("a daily window needs no holiday table", () => {
  expect(shown(moveIntoWindow(wita, at("2040-01-01T21:00"), parseWindow("07.00-20.00")))).toBe(
    "2040-01-02T07:00",
  );
});

test.each([
  ["08.00 itself is in that day's digest", "2026-11-23T08:00", "2026-11-23T08:00"],
  ["a second later waits a day", "2026-11-23T08:00:01", "2026-11-24T08:00"],
  ["at night", "2026-11-23T02:00", "2026-11-23T08:00"],
  ["over a weekend", "2026-11-20T09:00", "2026-11-23T08:00"],
  ["over Nyepi and Idulfitri", "2026-03-17T09:00", "2026-03-25T08:00"],
])("digest: %s", (_, t, expected) => {
  expect(shown(nextDigestInstant(wita, at(t)))).toBe(expected);
});

test.each([
  ["2026-11-23T07:30", "2026-11-23T16:00", 7.5],
  ["2026-11-23T11:00", "2026-11-23T14:00", 2],
  ["2026-11-23T00:00", "2026-11-30T00:00", 37.5],
  ["2026-11-20T16:00", "2026-11-23T08:00", 1],
  ["2026-11-21T00:00", "2026-11-23T00:00", 0],
  ["2026-11-23T14:00", "2026-11-23T09:00", 0],
  ["2027-12-31T15:30", "2028-01-01T00:00", 1],
  ["2024-01-01T00:00", "2024-01-01T00:00", 0],
])("office time from %s to %s is %d hours", (a, b, hours) => {
  expect(officeSecondsBetween(wita, at(a), at(b))).toBe(hours * 3600);
});

test.each([
  ["2026-11-20T15:00", "2026-11-23T14:59:59", 0],
  ["2026-11-20T15:00", "2026-11-23T15:00", 1],
  ["2026-11-21T10:00", "2026-11-24T07:29:59", 0],
  ["2026-11-21T10:00", "2026-11-24T07:30", 1],
  ["2026-11-20T16:10", "2026-11-24T07:00", 0],
  ["2026-11-20T16:10", "2026-11-24T07:30", 1],
  ["2026-11-23T09:00", "2026-11-30T09:00", 5],
  ["2026-11-23T09:00", "2026-11-20T09:00", 0],
  ["2027-12-31T17:00", "2027-12-31T18:00", 0],
  ["2027-12-30T15:30", "2027-12-31T23:00", 1],
])("working days from %s to %s: %d", (a, b, expected) => {
  expect(workingDaysBetween(wita, at(a), at(b))).toBe(expected);
});

describe("a year without a holiday table is never guessed", () => {
  test.each([
    ["next opening", () => nextOfficeInstant(wita, at("2027-12-31T16:30"))],
    ["a working day later", () => addWorkingDays(wita, at("2027-12-31T09:00"), 1)],
    ["working time that ends with the year", () => addWorkingTime(wita, at("2027-12-31T16:00"), 1800)],
    ["working time that runs out", () => addWorkingTime(wita, at("2027-12-31T16:00"), 3600)],
    ["digest", () => nextDigestInstant(wita, at("2027-12-31T08:00:01"))],
    ["office time", () => officeSecondsBetween(wita, at("2027-12-31T09:00"), at("2028-01-01T00:00:01"))],
    ["working days", () => workingDaysBetween(wita, at("2027-12-31T09:00"), at("2028-01-03T09:00"))],
    ["a start in it", () => nextOfficeInstant(wita, at("2028-06-01T09:00"))],
  ])("%s", (_, reckon) => {
    expect(reckon).toThrow(MissingYearError);
    expect(reckon).toThrow(expect.objectContaining({ year: 2028 }));
  });

  test("what needs only the last known day still comes out", () => {
    expect(shown(nextOfficeInstant(wita, at("2027-12-31T16:29:59")))).toBe("2027-12-31T16:29:59");
    expect(shown(addWorkingDays(wita, at("2027-12-30T09:00"), 1))).toBe("2027-12-31T09:00");
    expect(shown(addWorkingTime(wita, at("2027-12-31T15:00"), 3600))).toBe("2027-12-31T16:00");
    expect(shown(nextDigestInstant(wita, at("2027-12-31T08:00")))).toBe("2027-12-31T08:00");
  });

  test("a gap between two tables is not jumped", () => {
    const gap: Calendar = { ...wita, years: new Set([2025, 2027]) };
    const reckon = (): number => officeSecondsBetween(gap, at("2025-12-30T09:00"), at("2027-01-04T09:00"));
    expect(reckon).toThrow(expect.objectContaining({ year: 2026 }));
    expect(() => addWorkingDays(gap, at("2025-12-31T09:00"), 3)).toThrow(
      expect.objectContaining({ year: 2026 }),
    );
    expect(shown(addWorkingDays(gap, at("2027-01-04T09:00"), 1))).toBe("2027-01-06T09:00");
  });

  test("the order in which the tables were entered does not matter", () => {
    const mixed: Calendar = { ...wita, years: new Set([2027, 2025, 2026]) };
    expect(shown(addWorkingDays(mixed, at("2025-12-31T09:00"), 1))).toBe("2026-01-02T09:00");
    expect(shown(addWorkingDays(mixed, at("2026-12-31T09:00"), 1))).toBe("2027-01-04T09:00");
  });

  test("a start before the first table", () => {
    expect(() => nextOfficeInstant(wita, at("2023-12-29T09:00"))).toThrow(
      expect.objectContaining({ year: 2023 }),
    );
  });

  test("a calendar without any table", () => {
    const empty: Calendar = { ...wita, years: new Set() };
    expect(() => nextOfficeInstant(empty, at("2026-11-20T09:00"))).toThrow(
      expect.objectContaining({ year: 2026 }),
    );
  });
});

describe("jam khusus", () => {
  const ramadan: SpecialHours = {
    from: "2026-02-18",
    to: "2026-03-20",
    name: "Ramadan 1447 H",
    hours: parseHours({
      senin: "08.00-12.00 12.30-15.00",
      selasa: "08.00-12.00 12.30-15.00",
      rabu: "08.00-12.00 12.30-15.00",
      kamis: "08.00-12.00 12.30-15.00",
      jumat: "08.00-12.00 13.00-15.30",
    }),
    decree: "SE Bupati",
  };
  const calendar: Calendar = { ...wita, special: [ramadan] };

  test.each([
    ["the day before still has the usual hours", "2026-02-16T17:00", "2026-02-18T08:00"],
    ["opens later", "2026-02-19T07:30", "2026-02-19T08:00"],
    ["breaks shorter", "2026-02-19T12:15", "2026-02-19T12:30"],
    ["closes earlier", "2026-02-19T15:00", "2026-02-20T08:00"],
    ["a holiday in it wins", "2026-03-19T09:00", "2026-03-25T07:30"],
  ])("%s", (_, t, expected) => {
    expect(shown(nextOfficeInstant(calendar, at(t)))).toBe(expected);
  });

  test("a working day that starts in the usual hours lands in the special ones", () => {
    expect(shown(addWorkingDays(calendar, at("2026-02-13T15:30"), 1))).toBe("2026-02-19T08:00");
  });

  test("may open the office on a Saturday, and close it on a Friday", () => {
    const saturday = {
      ...ramadan,
      from: "2026-11-20",
      to: "2026-11-21",
      hours: parseHours({ sabtu: "09.00-12.00" }),
    };
    const open: Calendar = { ...wita, special: [saturday] };
    expect(shown(nextOfficeInstant(open, at("2026-11-20T07:30")))).toBe("2026-11-21T09:00");
  });

  test("where two cover a day, the first counts", () => {
    const later = { ...ramadan, hours: parseHours({ kamis: "10.00-11.00" }) };
    const both: Calendar = { ...wita, special: [later, ramadan] };
    expect(shown(nextOfficeInstant(both, at("2026-02-18T15:00")))).toBe("2026-02-19T10:00");
  });
});

test.each([
  ["Asia/Jakarta", "2026-11-21T00:59:59", "2026-11-20"],
  ["Asia/Makassar", "2026-11-21T00:00", "2026-11-21"],
  ["Asia/Jayapura", "2026-11-20T23:00", "2026-11-21"],
] as const)("in %s it is at %s WITA the %s", (zone, t, expected) => {
  expect(localDate({ zone }, at(t))).toBe(expected);
});

test("calendar days go over month ends, both ways", () => {
  expect(addCalendarDays("2028-02-28", 1)).toBe("2028-02-29");
  expect(addCalendarDays("2027-01-01", -1)).toBe("2026-12-31");
});
