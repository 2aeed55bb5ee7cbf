import { expect, test } from "vitest";
import { parseHours } from "../../../src/calendar/hours.ts";
import { meanOfficeDay } from "../../../src/calendar/mean-day.ts";
import { wita } from "./calendars.ts";

test.each([
  ["the shipped hours", wita.hours, 27_000],
  ["days of unlike length", parseHours({ senin: "08.00-12.00", selasa: "08.00-10.00 13.00-17.00" }), 18_000],
])("%s", (_, hours, seconds) => {
  expect(meanOfficeDay({ hours })).toBe(seconds);
});
