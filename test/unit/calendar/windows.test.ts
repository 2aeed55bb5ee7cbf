import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatWindow, parseWindow } from "../../../src/calendar/windows.ts";
import { UserError } from "../../../src/user-error.ts";

test.each([
  ["selalu", { kind: "always" }],
  [" Jam  Kerja ", { kind: "officeTime" }],
  ["07.00-20.00", { kind: "daily", open: 420, close: 1200 }],
  ["07:00-20:00", { kind: "daily", open: 420, close: 1200 }],
  ["7.00 – 20.00", { kind: "daily", open: 420, close: 1200 }],
  ["00.00-24.00", { kind: "daily", open: 0, close: 1440 }],
])("reads %j", (text, expected) => {
  expect(parseWindow(text)).toEqual(expected);
});

test.each([
  "",
  "pagi",
  "07.00",
  "07.00-",
  "20.00-07.00",
  "07.00-07.00",
  "07.00-24.01",
  "24.00-25.00",
  "07.60-20.00",
  "07-20",
  "07.00-12.00-13.00",
  "-07.00-20.00",
  "007.00-20.00",
  "07.000-20.00",
  "x07.00-20.00",
  "07.00x-20.00",
])("refuses %j", (text) => {
  expect(() => parseWindow(text)).toThrow(UserError);
});

test("written and read back, 500 runs", () => {
  const daily = fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .filter(([open, close]) => open < close)
    .map(([open, close]) => ({ kind: "daily", open, close }) as const);
  const some = fc.oneof(
    fc.constant({ kind: "always" } as const),
    fc.constant({ kind: "officeTime" } as const),
    daily,
  );
  fc.assert(
    fc.property(some, (window) => {
      expect(parseWindow(formatWindow(window))).toEqual(window);
    }),
    { numRuns: 500 },
  );
});

test("throws nothing but UserError, 2,000 runs", () => {
  const garbled = fc.array(fc.constantFrom("0", "7", "24", ".", ":", "-", "–", " ", "jam kerja"), {
    maxLength: 10,
  });
  fc.assert(
    fc.property(
      fc.oneof(
        garbled.map((parts) => parts.join("")),
        fc.string({ unit: "binary" }),
      ),
      (text) => {
        try {
          const window = parseWindow(text);
          if (window.kind === "daily") expect(window.open).toBeLessThan(window.close);
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      },
    ),
    { numRuns: 2000 },
  );
});
