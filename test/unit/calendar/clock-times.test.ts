import { expect, test } from "vitest";
import { formatClockRange, formatClockTime, parseClockRange } from "../../../src/calendar/clock-times.ts";

test.each([
  [" 07.00 - 20.00 ", { open: 420, close: 1200 }],
  ["7:05–9.10", { open: 425, close: 550 }],
  ["00.00-24.00", { open: 0, close: 1440 }],
])("reads %j", (text, expected) => {
  expect(parseClockRange(text)).toEqual(expected);
});

test.each([
  "",
  "07.00",
  "07.00-",
  "-20.00",
  "07.00-07.00",
  "20.00-07.00",
  "00.00-24.01",
  "07.60-20.00",
  "07.00-20.60",
  "07.00-12.00-13.00",
  "007.00-20.00",
  "07.00-20.000",
])("refuses %j", (text) => {
  expect(parseClockRange(text)).toBeNull();
});

test("written with two digits and a point", () => {
  expect(formatClockTime(425)).toBe("07.05");
  expect(formatClockRange({ open: 0, close: 1440 })).toBe("00.00-24.00");
});
