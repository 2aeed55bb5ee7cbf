import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  budgetAt,
  budgetOpensAt,
  spreadInterval,
  waitAfterFailure,
} from "../../../../src/sources/lapor/schedule.ts";

function wait(kind: "refused" | "busy" | "down", failures: number, retryAfter: number | null = null): number {
  return waitAfterFailure(kind, { failures, retryAfter, random: 0 });
}

describe("the wait after a failure", () => {
  test("doubles up to an hour; a refused token waits longer from the beginning", () => {
    expect([1, 2, 3, 6, 7, 50].map((failures) => wait("down", failures))).toEqual([
      60, 120, 240, 1920, 3600, 3600,
    ]);
    expect([1, 2, 3, 4].map((failures) => wait("refused", failures))).toEqual([900, 1800, 3600, 3600]);
  });

  test("is never shorter than the server asks, and never longer than six hours", () => {
    expect(wait("busy", 1, 120)).toBe(120);
    expect(wait("busy", 1, 5)).toBe(60);
    expect(wait("busy", 1, 7200)).toBe(7200);
    expect(wait("busy", 1, 999_999_999)).toBe(6 * 3600);
  });

  test("is spread by chance, and only to the longer side", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.double({ min: 0, max: 0.999, noNaN: true }), (failures, random) => {
        const spread = waitAfterFailure("down", { failures: failures + 1, retryAfter: null, random });
        const least = wait("down", failures + 1);
        expect(spread).toBeGreaterThanOrEqual(least);
        expect(spread).toBeLessThanOrEqual(Math.ceil(least * 1.25));
      }),
    );
  });
});

test("a complaint is read again a tenth earlier or later", () => {
  expect([0, 0.5, 0.9999].map((random) => spreadInterval(1800, random))).toEqual([1620, 1800, 1980]);
});

describe("the budget of an hour", () => {
  test("is renewed when the hour is over, also after the clock was set back", () => {
    const budget = { hourFrom: 10_000, used: 7 };
    expect(budgetAt(budget, 13_599)).toBe(budget);
    expect(budgetAt(budget, 13_600)).toEqual({ hourFrom: 13_600, used: 0 });
    expect(budgetAt(budget, 9_000)).toEqual({ hourFrom: 9_000, used: 0 });
  });

  test("is closed when it is used up", () => {
    expect(budgetOpensAt({ hourFrom: 10_000, used: 19 }, 20)).toBeNull();
    expect(budgetOpensAt({ hourFrom: 10_000, used: 20 }, 20)).toBe(13_600);
  });
});
