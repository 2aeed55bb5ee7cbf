import { expect, test } from "vitest";
import { faultOfSpan } from "../../../src/calendar/special-hours/span.ts";

test.each([
  ["2026-02-18", "2026-03-19", null],
  ["2026-01-01", "2027-02-04", null],
  ["2026-01-01", "2027-02-05", expect.stringContaining("lebih dari 400 hari sesudah mulai")],
])("special hours from %s to %s", (from, to, fault) => {
  expect(faultOfSpan({ from, to })).toEqual(fault);
});
