import * as fc from "fast-check";
import { expect, test } from "vitest";
import { formatHours, parseHours, shippedHours } from "../../../src/calendar/hours.ts";
import { UserError } from "../../../src/user-error.ts";
import { someHours } from "./calendars.ts";

const morning = { open: 7 * 60 + 30, close: 12 * 60 };

test("the shipped hours are those of Perpres 21/2023: 37.5 hours a week", () => {
  const usual = [morning, { open: 13 * 60, close: 16 * 60 }];
  const friday = [
    { open: 7 * 60 + 30, close: 11 * 60 + 30 },
    { open: 13 * 60, close: 16 * 60 + 30 },
  ];
  expect(shippedHours).toEqual([usual, usual, usual, usual, friday, [], []]);
  expect(shippedHours.flat().reduce((sum, { open, close }) => sum + close - open, 0)).toBe(37.5 * 60);
});

test.each([
  [{ senin: "07.30-12.00" }, [morning]],
  [{ senin: "07:30-12:00, 13:00-16:00" }, [morning, { open: 780, close: 960 }]],
  [{ senin: "07.30-12.00 12.00-16.00" }, [morning, { open: 720, close: 960 }]],
  [{ senin: " 07.30-12.00 " }, [morning]],
  [{ senin: "00.00-24.00" }, [{ open: 0, close: 1440 }]],
])("reads %j", (written, monday) => {
  expect(parseHours(written)).toEqual([monday, [], [], [], [], [], []]);
});

test.each(["-", " - ", "", " ", null, undefined])("%j is a day off", (sunday) => {
  expect(parseHours({ senin: "07.30-12.00", minggu: sunday })[6]).toEqual([]);
});

const refused: [unknown, string][] = [
  [{ senin: "12.00-07.30" }, "reversed"],
  [{ senin: "07.30-07.30" }, "empty"],
  [{ senin: "07.30-12.00 11.00-13.00" }, "overlapping"],
  [{ senin: "13.00-16.00 07.30-12.00" }, "out of order"],
  [{ senin: "07.30" }, "half a range"],
  [{ senin: "07.30-25.00" }, "no such hour"],
  [{ senin: 7.3 }, "a number"],
  [{ senin: "07.30-12.00", tuesday: "07.30-12.00" }, "no such day"],
  [{}, "never open"],
  [{ senin: "-" }, "never open"],
  [null, "nothing"],
  ["senin", "a text"],
  [[], "a list"],
];

test.each(refused)("refuses %j: %s", (written) => {
  expect(() => parseHours(written)).toThrow(UserError);
});

test("written and read back, also through JSON, 500 runs", () => {
  fc.assert(
    fc.property(someHours, (hours) => {
      expect(parseHours(JSON.parse(JSON.stringify(formatHours(hours))))).toEqual(hours);
    }),
    { numRuns: 500 },
  );
});

test("throws nothing but UserError, 2,000 runs", () => {
  const text = fc.array(fc.constantFrom("07.30", "12.00", "-", " ", ",", "24.00", "x"), { maxLength: 8 });
  const some = fc.dictionary(
    fc.constantFrom("senin", "jumat", "minggu", "x"),
    text.map((parts) => parts.join("")),
  );
  fc.assert(
    fc.property(fc.oneof(some, fc.anything()), (written) => {
      try {
        expect(parseHours(written)).toHaveLength(7);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    }),
    { numRuns: 2000 },
  );
});
