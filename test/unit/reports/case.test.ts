import { describe, expect, test } from "vitest";
import { caseOf, type FirstRun, type Times } from "../../../src/reports/case.ts";
import { firstDisposition } from "../../../src/reports/first-disposition.ts";
import { wita } from "./cases.ts";

const times: Times = {
  trackingId: "9100001",
  status: "unanswered",
  opdId: 1,
  disposedAt: 100,
  unitSeenAt: 120,
  firstFollowUpAt: null,
  firstFollowUpIsBound: false,
  answeredAt: null,
  closedAt: null,
};

const change = (at: number, field: string, before: string | null) => ({ at, field, before });
const run = (clock: FirstRun["clock"]): FirstRun => ({ clock, deadlineAt: 1000, endedAt: 777 });

const stops = (changes: Partial<Times>) => {
  const runs = [run("verification"), run("response"), run("completion")];
  const { clocks } = caseOf({ ...times, ...changes }, { changes: [], runs, calendar: wita });
  return clocks.map(({ stop }) => stop && [stop.at, stop.isBound]);
};

describe("first disposition", () => {
  test.each([
    ["said by the source", times, [], { disposition: { at: 100, isBound: false }, isMoved: false }],
    [
      "not said: when the bot first saw the unit",
      { ...times, disposedAt: null },
      [],
      { disposition: { at: 120, isBound: true }, isMoved: false },
    ],
    [
      "no unit yet",
      { ...times, opdId: null, disposedAt: null, unitSeenAt: null },
      [],
      { disposition: null, isMoved: false },
    ],
    [
      "the unit came later, and the moment later still: no move",
      times,
      [change(110, "opdId", null), change(110, "unitSeenAt", null), change(130, "disposedAt", null)],
      { disposition: { at: 100, isBound: false }, isMoved: false },
    ],
    [
      "moved twice: the first counts",
      { ...times, opdId: 3, disposedAt: 900, unitSeenAt: 900 },
      [
        change(500, "opdId", "1"),
        change(500, "disposedAt", "100"),
        change(500, "unitSeenAt", "120"),
        change(900, "opdId", "2"),
        change(900, "disposedAt", "500"),
        change(900, "unitSeenAt", "500"),
      ],
      { disposition: { at: 100, isBound: false }, isMoved: true },
    ],
    [
      "a first moment that was corrected before the move",
      { ...times, opdId: 2, disposedAt: 500, unitSeenAt: 500 },
      [
        change(130, "disposedAt", "90"),
        change(500, "opdId", "1"),
        change(500, "disposedAt", "95"),
        change(500, "unitSeenAt", "120"),
      ],
      { disposition: { at: 95, isBound: false }, isMoved: true },
    ],
    [
      "the first unit never had a moment, the second has",
      { ...times, opdId: 2, disposedAt: 500, unitSeenAt: 510 },
      [change(510, "opdId", "1"), change(510, "disposedAt", null), change(510, "unitSeenAt", "120")],
      { disposition: { at: 120, isBound: true }, isMoved: true },
    ],
  ] as const)("%s", (_, present, changes, expected) => {
    expect(firstDisposition(present, changes)).toEqual(expected);
  });
});

describe("what stopped a clock", () => {
  test.each<[string, Partial<Times>, ([number, boolean] | null)[]]>([
    ["nothing yet but a unit", {}, [[100, false], null, null]],
    [
      "the end, without a unit ever",
      { opdId: null, disposedAt: null, unitSeenAt: null, status: "done", closedAt: 600 },
      [
        [600, false],
        [600, true],
        [600, false],
      ],
    ],
    ["nothing at all", { opdId: null, disposedAt: null, unitSeenAt: null }, [null, null, null]],
    ["a follow-up", { firstFollowUpAt: 300, status: "in_progress" }, [[100, false], [300, false], null]],
    [
      "a follow-up known only as at the latest",
      { firstFollowUpAt: 300, firstFollowUpIsBound: true, status: "in_progress" },
      [[100, false], [300, true], null],
    ],
    [
      "the end, said by the source",
      { status: "done", firstFollowUpAt: 300, closedAt: 600 },
      [
        [100, false],
        [300, false],
        [600, false],
      ],
    ],
    [
      "the end, as the bot learned it",
      { status: "closed_by_system", answeredAt: 650 },
      [
        [100, false],
        [650, true],
        [777, true],
      ],
    ],
  ])("%s", (_, changes, expected) => {
    expect(stops(changes)).toEqual(expected);
  });
});

test.each<[Partial<Times>, boolean]>([
  [{ status: "unanswered" }, false],
  [{ status: "postponed" }, false],
  [{ status: "unknown" }, false],
  [{ status: "in_progress" }, true],
  [{ status: "done" }, true],
  [{ status: "closed_by_system" }, true],
  [{ status: "postponed", answeredAt: 300 }, true],
  [{ status: "unanswered", firstFollowUpAt: 300 }, true],
])("%j counts as answered: %s", (changes, isAnswered) => {
  expect(caseOf({ ...times, ...changes }, { changes: [], runs: [], calendar: wita }).isAnswered).toBe(
    isAnswered,
  );
});
