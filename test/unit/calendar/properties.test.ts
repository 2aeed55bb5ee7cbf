import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  addWorkingDays,
  addWorkingTime,
  moveIntoWindow,
  nextDigestInstant,
  nextOfficeInstant,
  officeSecondsBetween,
  workingDaysBetween,
} from "../../../src/calendar/arithmetic.ts";
import type { Calendar, Instant, Window } from "../../../src/calendar/contract.ts";
import { MissingYearError } from "../../../src/calendar/missing-year.ts";
import { someCalendar, someInstant } from "./calendars.ts";

const RUNS = 1000;
const someDays = fc.integer({ min: 0, max: 20 });
const someSeconds = fc.integer({ min: 0, max: 60 * 3600 });

const someWindow: fc.Arbitrary<Window> = fc.oneof(
  fc.constant<Window>({ kind: "always" }),
  fc.constant<Window>({ kind: "officeTime" }),
  fc
    .tuple(fc.integer({ min: 0, max: 1439 }), fc.integer({ min: 1, max: 1440 }))
    .map(([open, length]): Window => ({ kind: "daily", open, close: Math.min(1440, open + length) })),
);

/** Checks the law wherever it can be reckoned; years without a table have their own tests. */
function law<T extends unknown[]>(
  arbitraries: { [K in keyof T]: fc.Arbitrary<T[K]> },
  check: (...values: T) => void,
): void {
  let reckoned = 0;
  fc.assert(
    fc.property(...(arbitraries as [fc.Arbitrary<unknown>]), (...values: unknown[]) => {
      try {
        check(...(values as T));
        reckoned++;
      } catch (error) {
        if (!(error instanceof MissingYearError)) throw error;
      }
    }),
    { numRuns: RUNS },
  );
  expect(reckoned).toBeGreaterThan(RUNS / 2);
}

describe(`laws, ${RUNS} random calendars each`, () => {
  test("working days never run backwards in t", () => {
    law<[Calendar, Instant, number, number]>(
      [someCalendar, someInstant, fc.integer({ min: 0, max: 5 * 86_400 }), someDays],
      (calendar, t, later, n) => {
        expect(addWorkingDays(calendar, t + later, n)).toBeGreaterThanOrEqual(addWorkingDays(calendar, t, n));
      },
    );
  });

  test("working days never run backwards in n, and never before t", () => {
    law<[Calendar, Instant, number]>([someCalendar, someInstant, someDays], (calendar, t, n) => {
      const due = addWorkingDays(calendar, t, n);
      expect(due).toBeGreaterThanOrEqual(t);
      expect(addWorkingDays(calendar, t, n + 1)).toBeGreaterThanOrEqual(due);
    });
  });

  test("working time never runs backwards, in t or in its length", () => {
    law<[Calendar, Instant, number, number]>(
      [someCalendar, someInstant, someSeconds, someSeconds],
      (calendar, t, seconds, more) => {
        const due = addWorkingTime(calendar, t, seconds);
        expect(addWorkingTime(calendar, t, seconds + more)).toBeGreaterThanOrEqual(due);
        expect(addWorkingTime(calendar, t + more, seconds)).toBeGreaterThanOrEqual(due);
      },
    );
  });

  test("every answer lies in office time", () => {
    law<[Calendar, Instant, number, number]>(
      [someCalendar, someInstant, someDays, someSeconds],
      (calendar, t, n, seconds) => {
        for (const due of [addWorkingDays(calendar, t, n), addWorkingTime(calendar, t, seconds)]) {
          expect(nextOfficeInstant(calendar, due)).toBe(due);
          expect(officeSecondsBetween(calendar, due, due + 1)).toBe(1);
        }
      },
    );
  });

  test("working time adds exactly the office time that lies between", () => {
    law<[Calendar, Instant, number]>([someCalendar, someInstant, someSeconds], (calendar, t, seconds) => {
      const due = addWorkingTime(calendar, t, seconds);
      expect(officeSecondsBetween(calendar, t, due)).toBe(seconds);
      expect(addWorkingTime(calendar, t, officeSecondsBetween(calendar, t, due))).toBe(due);
    });
  });

  test("office time adds up", () => {
    law<[Calendar, Instant, number, number]>(
      [someCalendar, someInstant, someSeconds, someSeconds],
      (calendar, a, first, second) => {
        const between = (from: Instant, to: Instant): number => officeSecondsBetween(calendar, from, to);
        expect(between(a, a + first) + between(a + first, a + first + second)).toBe(
          between(a, a + first + second),
        );
      },
    );
  });

  test("working days between: the largest n that is reached", () => {
    law<[Calendar, Instant, number]>(
      [someCalendar, someInstant, fc.integer({ min: 0, max: 30 * 86_400 })],
      (calendar, a, span) => {
        const n = workingDaysBetween(calendar, a, a + span);
        if (n > 0) expect(addWorkingDays(calendar, a, n)).toBeLessThanOrEqual(a + span);
        expect(addWorkingDays(calendar, a, n + 1)).toBeGreaterThan(a + span);
      },
    );
  });

  test("a window is entered once, never left out, and never brings a moment forward", () => {
    law<[Calendar, Instant, Window]>([someCalendar, someInstant, someWindow], (calendar, t, window) => {
      const moved = moveIntoWindow(calendar, t, window);
      expect(moved).toBeGreaterThanOrEqual(t);
      expect(moveIntoWindow(calendar, moved, window)).toBe(moved);
      if (window.kind === "daily") expect(moved - t).toBeLessThan(86_400);
    });
  });

  test("a digest is at 08.00 local time, once a day at most", () => {
    law<[Calendar, Instant]>([someCalendar, someInstant], (calendar, t) => {
      const digest = nextDigestInstant(calendar, t);
      const clock = Temporal.Instant.fromEpochMilliseconds(digest * 1000).toZonedDateTimeISO(calendar.zone);
      expect(clock.toPlainTime().toString()).toBe("08:00:00");
      expect(digest).toBeGreaterThanOrEqual(t);
      expect(nextDigestInstant(calendar, digest)).toBe(digest);
      expect(nextDigestInstant(calendar, digest + 1)).toBeGreaterThanOrEqual(digest + 86_400);
    });
  });
});
