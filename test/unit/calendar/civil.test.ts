import { expect, test } from "vitest";
import {
  civilFromDays,
  dateOfDay,
  dayOfDate,
  daysFromCivil,
  isCivilDate,
  weekdayOfDay,
} from "../../../src/calendar/civil.ts";

test("agrees with the platform's Date on each of 1,100,000 days, from the year 1 on", () => {
  let wrong = 0;
  for (let days = -719_162; days < 380_838; days++) {
    const date = new Date(days * 86_400_000);
    const { year, month, day } = civilFromDays(days);
    const isSame =
      year === date.getUTCFullYear() &&
      month === date.getUTCMonth() + 1 &&
      day === date.getUTCDate() &&
      daysFromCivil(year, month, day) === days &&
      weekdayOfDay(days) === (date.getUTCDay() + 6) % 7;
    if (!isSame) wrong++;
  }
  expect(wrong).toBe(0);
});

test("a date reads back as the day it was written from", () => {
  expect(dateOfDay(0)).toBe("1970-01-01");
  expect(dateOfDay(-1)).toBe("1969-12-31");
  expect(dayOfDate("2026-11-20")).toBe(Date.UTC(2026, 10, 20) / 86_400_000);
  expect(dateOfDay(dayOfDate("2000-02-29"))).toBe("2000-02-29");
  expect(dateOfDay(dayOfDate("2028-02-28") + 1)).toBe("2028-02-29");
});

test.each([
  [2026, 2, 29, false],
  [2028, 2, 29, true],
  [2000, 2, 29, true],
  [2100, 2, 29, false],
  [2026, 2, 30, false],
  [2026, 4, 31, false],
  [2026, 12, 31, true],
  [2026, 13, 1, false],
  [2026, 0, 1, false],
  [2026, 1, 0, false],
  [2026, 1, 32, false],
  [2026, 1, 366, false],
  [2026, 1, 397, false],
  [2026, 25, 1, false],
  [2026, -11, 1, false],
  [2026, 1, 1.5, false],
  [2026, 1.5, 1, false],
  [2026.5, 1, 1, false],
  [Number.NaN, 1, 1, false],
])("is there a day %d-%d-%d? %s", (year, month, day, expected) => {
  expect(isCivilDate(year, month, day)).toBe(expected);
});
