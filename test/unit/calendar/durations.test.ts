import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { UserError } from "../../../src/user-error.ts";

test.each([
  ["0 menit", { kind: "plain", seconds: 0, text: "0 menit" }],
  ["30 menit", { kind: "plain", seconds: 1800, text: "30 menit" }],
  ["2 jam", { kind: "plain", seconds: 7200, text: "2 jam" }],
  ["1,5 jam", { kind: "plain", seconds: 5400, text: "1,5 jam" }],
  ["1.5 jam", { kind: "plain", seconds: 5400, text: "1,5 jam" }],
  ["1,50 jam", { kind: "plain", seconds: 5400, text: "1,5 jam" }],
  ["0,25 jam", { kind: "plain", seconds: 900, text: "0,25 jam" }],
  ["1 hari", { kind: "plain", seconds: 86_400, text: "1 hari" }],
  ["4 jam kerja", { kind: "officeTime", seconds: 14_400, text: "4 jam kerja" }],
  ["4,5 jam kerja", { kind: "officeTime", seconds: 16_200, text: "4,5 jam kerja" }],
  ["4jk", { kind: "officeTime", seconds: 14_400, text: "4 jam kerja" }],
  ["4,5 JK", { kind: "officeTime", seconds: 16_200, text: "4,5 jam kerja" }],
  ["3 hari kerja", { kind: "workingDays", days: 3, text: "3 hari kerja" }],
  ["3hk", { kind: "workingDays", days: 3, text: "3 hari kerja" }],
  ["0 hari kerja", { kind: "workingDays", days: 0, text: "0 hari kerja" }],
  ["3650 hari", { kind: "plain", seconds: 3650 * 86_400, text: "3650 hari" }],
  ["  03   Hari  KERJA ", { kind: "workingDays", days: 3, text: "3 hari kerja" }],
])("reads %j", (text, expected) => {
  expect(parseDuration(text)).toEqual(expected);
});

describe("refuses", () => {
  test.each([
    "",
    "3",
    "hari",
    "-1 hari",
    "+1 hari",
    "1,5 hari",
    "1,5 hari kerja",
    "0,5 menit",
    "1,555 jam",
    "1, jam",
    ",5 jam",
    "1e3 jam",
    "1.000 menit",
    "30 menit kerja",
    "3 minggu",
    "3 hari kerja lagi",
    "3 d",
    "tiga hari",
    "∞ jam",
    "٣ jam",
  ])("%j, and lists what is allowed", (text) => {
    expect(() => parseDuration(text)).toThrow(UserError);
    expect(() => parseDuration(text)).toThrow(
      /30 menit, 2 jam, 1,5 jam, 1 hari, 4 jam kerja \(4jk\), 3 hari kerja \(3hk\)/u,
    );
  });

  test.each(["3651 hari", "3651 hari kerja", "87601 jam", "999999999 menit"])("%j as too long", (text) => {
    expect(() => parseDuration(text)).toThrow(/terlalu panjang/u);
  });
});

test("canonical text reads back as the same, 500 runs", () => {
  const units = ["menit", "jam", "hari", "jam kerja", "hari kerja", "jk", "hk"];
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 3000 }),
      fc.integer({ min: 0, max: 99 }),
      fc.constantFrom(...units),
      (n, part, unit) => {
        const isDivisible = unit.startsWith("jam") || unit === "jk";
        const duration = parseDuration(
          `${n}${isDivisible ? `,${String(part).padStart(2, "0")}` : ""} ${unit}`,
        );
        expect(parseDuration(duration.text)).toEqual(duration);
        if (duration.kind !== "workingDays") expect(Number.isInteger(duration.seconds)).toBe(true);
      },
    ),
    { numRuns: 500 },
  );
});

test("throws nothing but UserError, in one line, 2,000 runs", () => {
  const pieces = fc.constantFrom(
    "1",
    "9",
    "0",
    ",",
    ".",
    " ",
    "menit",
    "jam",
    "hari",
    " kerja",
    "jk",
    "hk",
    "-",
    "\n",
  );
  const garbled = fc.array(pieces, { maxLength: 8 }).map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.oneof(garbled, fc.string({ unit: "binary", maxLength: 200 })), (text) => {
      try {
        parseDuration(text);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
        expect((error as Error).message).not.toMatch(/\p{Cc}/u);
      }
    }),
    { numRuns: 2000 },
  );
});
