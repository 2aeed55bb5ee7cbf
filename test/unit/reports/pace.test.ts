import { describe, expect, test } from "vitest";
import { parseHours } from "../../../src/calendar/hours.ts";
import type { Calendar } from "../../../src/calendar/contract.ts";
import { countPace } from "../../../src/reports/pace.ts";
import { aCase, answeredAfter, atLatest, now, said, wita } from "./cases.ts";

/** Eight hours on one day, four on the other: the mean day has six. */
const twoDays: Calendar = { ...wita, hours: parseHours({ senin: "08.00-16.00", selasa: "08.00-12.00" }) };

describe("laju tindak lanjut: mean office time from first disposition to first follow-up, in working days", () => {
  test.each([
    ["the same office day", "2026-11-23T09:00", "2026-11-23T12:00", 3 / 7.5],
    ["over the midday break", "2026-11-23T11:00", "2026-11-23T14:00", 2 / 7.5],
    ["over a weekend", "2026-11-20T15:00", "2026-11-23T09:00", 3 / 7.5],
    ["in the evening after a weekend's disposition", "2026-11-21T10:00", "2026-11-23T20:00", 1],
    ["over Nyepi, Idulfitri and its cuti bersama", "2026-03-17T09:00", "2026-03-25T09:00", 1],
    ["at the very moment", "2026-11-23T09:00", "2026-11-23T09:00", 0],
  ])("%s", (_, from, to, days) => {
    const pace = countPace([answeredAfter(to, { disposition: said(from) })], now);
    expect(pace).toMatchObject({ answered: 1, waiting: { count: 0 } });
    expect(pace.days).toBeCloseTo(days, 10);
  });

  test("a day is the mean office day of the complaint's own calendar", () => {
    const times = { disposition: said("2026-11-23T08:00"), calendar: twoDays };
    expect(countPace([answeredAfter("2026-11-23T14:00", times)], now).days).toBe(1);
    expect(countPace([answeredAfter("2026-11-25T09:00", times)], now).days).toBe(2);
  });

  test("it is the mean over the answered; who still waits stands beside it with the age so far", () => {
    const pace = countPace(
      [
        answeredAfter("2026-11-23T16:00"), // 6 hours
        answeredAfter("2026-11-25T09:00"), // 15 hours
        aCase(), // since Monday 09.00: 30 hours by Friday 09.00
        aCase({ disposition: said("2026-11-26T09:00"), status: "postponed" }), // 7.5 hours
      ],
      now,
    );
    expect(pace.days).toBeCloseTo((6 + 15) / 2 / 7.5, 10);
    expect(pace.waiting).toEqual({ count: 2, days: 2.5, oldest: 4 });
    expect(pace.daysSoFar).toBeCloseTo((6 + 15 + 30 + 7.5) / 4 / 7.5, 10);
  });

  test("a follow-up known only as at the latest counts, with that mark; so does such a disposition", () => {
    const bound = { followUp: atLatest("2026-11-24T09:00"), disposition: atLatest("2026-11-23T09:00") };
    const pace = countPace(
      [aCase({ status: "in_progress", ...bound }), answeredAfter("2026-11-24T09:00")],
      now,
    );
    expect(pace).toMatchObject({ days: 1, answered: 2, bound: 1, dispositionBound: 1 });
  });

  test("an answer of which nobody knows when is left out, and its number stated", () => {
    const unknown = aCase({ status: "done", isAnswered: true });
    const pace = countPace([unknown, unknown, answeredAfter("2026-11-24T09:00")], now);
    expect(pace).toMatchObject({ days: 1, answered: 1, unknown: 2, waiting: { count: 0 } });
  });

  test("an answer from before the first disposition that the book knows tells no time", () => {
    expect(countPace([answeredAfter("2026-11-20T09:00")], now)).toMatchObject({ days: null, unknown: 1 });
  });

  test("without a unit there is nothing to measure", () => {
    const pace = countPace([aCase({ unitId: null, disposition: null })], now);
    expect(pace).toMatchObject({
      undisposed: 1,
      days: null,
      waiting: { count: 0, days: null, oldest: null },
    });
  });

  test("a year without a holiday table is never guessed: left out, and its number stated", () => {
    const old = answeredAfter("2023-05-04T09:00", { disposition: said("2023-05-03T09:00") });
    expect(countPace([old, answeredAfter("2026-11-24T09:00")], now)).toMatchObject({
      days: 1,
      answered: 1,
      uncounted: 1,
    });
  });
});
