import { array, assert, boolean, constantFrom, integer, option, property, record } from "fast-check";
import { describe, expect, test } from "vitest";
import type { Status } from "../../../src/complaints/contract.ts";
import { countFigures } from "../../../src/reports/figures.ts";
import { aCase, now, withStatus } from "./cases.ts";

describe("received, buckets and persentase penyelesaian (escalation.md section 10)", () => {
  test("Samarinda 2022: 92 received, 49, 33, 10: 53.26 %", () => {
    const cases = [
      ...withStatus("done", 49),
      ...withStatus("in_progress", 33),
      ...withStatus("unanswered", 10),
    ];
    const { received, buckets, donePercent } = countFigures(cases, now);
    expect({ received, buckets }).toEqual({
      received: 92,
      buckets: { done: 49, in_progress: 33, unanswered: 10 },
    });
    expect(donePercent).toBeCloseTo(53.26, 2);
  });

  test.each<[Status, "unanswered" | "in_progress" | "done"]>([
    ["unverified", "unanswered"],
    ["verified", "unanswered"],
    ["unanswered", "unanswered"],
    ["unknown", "unanswered"],
    ["in_progress", "in_progress"],
    ["postponed", "in_progress"],
    ["done", "done"],
    ["closed_by_system", "done"],
  ])("%s counts as %s", (status, bucket) => {
    const { received, buckets } = countFigures(withStatus(status, 3), now);
    expect(received).toBe(3);
    expect(buckets).toEqual({ unanswered: 0, in_progress: 0, done: 0, [bucket]: 3 });
  });

  test.each<"archived" | "rejected" | "not_authority">(["archived", "rejected", "not_authority"])(
    "%s is left out of everything and counted beside it",
    (status) => {
      const clock = { clock: "response", deadlineAt: now - 1, stop: null } as const;
      const figures = countFigures(
        [...withStatus("done", 1), aCase({ status, isMoved: true, clocks: [clock] })],
        now,
      );
      expect(figures).toMatchObject({
        received: 1,
        donePercent: 100,
        moved: 0,
        late: { response: { timed: 0 } },
      });
      expect(figures.leftOut).toEqual({ archived: 0, rejected: 0, not_authority: 0, [status]: 1 });
      expect(figures.pace.waiting.count + figures.pace.unknown + figures.pace.answered).toBe(1);
    },
  );

  test("nothing received has no percentage", () => {
    expect(countFigures(withStatus("archived", 2), now)).toMatchObject({ received: 0, donePercent: null });
  });
});

const statuses: Status[] = [
  ...(["unverified", "verified", "unanswered", "unknown", "in_progress", "postponed", "done"] as const),
  ...(["closed_by_system", "archived", "rejected", "not_authority"] as const),
];
const moment = record({ at: integer({ min: now - 9e7, max: now }), isBound: boolean() });
const anyCase = record({
  status: constantFrom(...statuses),
  unitId: constantFrom(null, 1, 2),
  disposition: option(moment),
  followUp: option(moment),
  isAnswered: boolean(),
}).map((each) => aCase({ ...each, isAnswered: each.isAnswered || each.followUp !== null }));

test("whatever comes in: the buckets add up to what was received, as do the ways in which the pace counts", () => {
  assert(
    property(array(anyCase, { maxLength: 40 }), (cases) => {
      const { received, leftOut, buckets, pace } = countFigures(cases, now);
      expect(buckets.unanswered + buckets.in_progress + buckets.done).toBe(received);
      expect(received + leftOut.archived + leftOut.rejected + leftOut.not_authority).toBe(cases.length);
      const { answered, waiting, unknown, undisposed, uncounted } = pace;
      expect(answered + waiting.count + unknown + undisposed + uncounted).toBe(received);
    }),
  );
});
