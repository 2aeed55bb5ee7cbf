import { expect, test } from "vitest";
import { ageInWorkingDays } from "../../../src/calendar/age.ts";
import { at, wita } from "./calendars.ts";

test.each([
  ["whole days that have passed", "2026-11-20T15:00", "2026-11-24T14:59", 1],
  ["across a year without holidays: five days of seven", "2028-01-03T09:00", "2028-01-17T09:00", 10],
  ["rounded down", "2028-01-03T09:00", "2028-01-17T08:59", 9],
])("%s", (_, from, to, days) => {
  expect(ageInWorkingDays(wita, at(from), at(to))).toBe(days);
});

test("any other fault is not an age", () => {
  const broken = { ...wita, hours: null } as never;
  expect(() => ageInWorkingDays(broken, at("2026-11-20T15:00"), at("2026-11-24T15:00"))).toThrow(TypeError);
});
