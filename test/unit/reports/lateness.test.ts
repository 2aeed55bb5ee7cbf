import { expect, test } from "vitest";
import type { TimedClock } from "../../../src/reports/contract.ts";
import { countLate } from "../../../src/reports/lateness.ts";
import { aCase, atLatest, now, said } from "./cases.ts";

const deadlineAt = said("2026-11-26T09:00").at;
const response = (run: Partial<TimedClock>) => [
  { clock: "response" as const, deadlineAt, stop: null, ...run },
];

test.each<[string, Partial<TimedClock>, number, number]>([
  ["answered in time", { stop: said("2026-11-25T09:00") }, 0, 0],
  ["answered at the limit itself", { stop: said("2026-11-26T09:00") }, 0, 0],
  ["answered too late", { stop: said("2026-11-26T09:01") }, 1, 0],
  ["not answered, past the limit", {}, 1, 0],
  ["not answered, before the limit", { deadlineAt: now + 1 }, 0, 0],
  ["not answered, at the limit", { deadlineAt: now }, 0, 0],
  ["answered at the latest after the limit", { stop: atLatest("2026-11-27T08:00") }, 1, 1],
  ["answered at the latest before the limit", { stop: atLatest("2026-11-25T08:00") }, 0, 0],
])("%s", (_, run, late, bound) => {
  expect(countLate([aCase({ clocks: response(run) })], "response", now)).toEqual({
    timed: 1,
    late,
    bound,
    uncounted: 0,
  });
});

test("each clock by itself; what has no such clock, or no deadline that can be counted, is not late", () => {
  const cases = [
    aCase({ clocks: [...response({}), { clock: "completion", deadlineAt: now + 1, stop: null }] }),
    aCase({ clocks: response({ deadlineAt: null }) }),
    aCase(),
  ];
  expect(countLate(cases, "response", now)).toEqual({ timed: 1, late: 1, bound: 0, uncounted: 1 });
  expect(countLate(cases, "completion", now)).toEqual({ timed: 1, late: 0, bound: 0, uncounted: 0 });
  expect(countLate(cases, "verification", now)).toEqual({ timed: 0, late: 0, bound: 0, uncounted: 0 });
});
