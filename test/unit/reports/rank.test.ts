import { describe, expect, test } from "vitest";
import type { Case } from "../../../src/reports/contract.ts";
import { rankUnits } from "../../../src/reports/rank.ts";
import { aCase, answeredAfter, now, said } from "./cases.ts";

const many = new Map([1, 2, 3, 4].map((unitId) => [unitId, 50]));
const ranks = (cases: Case[]) => rankUnits(cases, many, now).map(({ unitId, rank }) => [unitId, rank]);

describe("ranking", () => {
  test("the fastest first, equals share a rank, who has no unit is in no ranking", () => {
    const cases = [
      answeredAfter("2026-11-25T09:00", { unitId: 2 }),
      answeredAfter("2026-11-24T09:00", { unitId: 1 }),
      answeredAfter("2026-11-24T09:00", { unitId: 4 }),
      aCase({ unitId: null, disposition: null }),
    ];
    expect(ranks(cases)).toEqual([
      [1, 1],
      [4, 1],
      [2, 3],
    ]);
  });

  test("nobody rises by answering the easy one and letting the others lie", () => {
    const lying = aCase({ unitId: 1, disposition: said("2026-10-01T09:00") });
    const cases = [
      answeredAfter("2026-11-23T10:00", { unitId: 1 }),
      lying,
      lying,
      answeredAfter("2026-11-25T09:00", { unitId: 2 }),
    ];
    expect(ranks(cases)).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  test("nor by what came in this morning", () => {
    const fresh = aCase({ unitId: 1, disposition: said("2026-11-27T08:59") });
    const cases = [
      answeredAfter("2026-11-26T09:00", { unitId: 1 }),
      fresh,
      fresh,
      fresh,
      answeredAfter("2026-11-25T09:00", { unitId: 2 }),
    ];
    expect(ranks(cases)).toEqual([
      [2, 1],
      [1, 2],
    ]);
  });

  test("without a known follow-up there is no rank, and who waits longest stands last", () => {
    const cases = [
      aCase({ unitId: 3 }),
      aCase({ unitId: 1, disposition: said("2026-11-26T09:00") }),
      answeredAfter("2026-11-25T09:00", { unitId: 2 }),
    ];
    expect(ranks(cases)).toEqual([
      [2, 1],
      [1, null],
      [3, null],
    ]);
  });

  test.each([
    [0, true],
    [49, true],
    [50, false],
  ])("it states the number of complaints, and marks units under 50 a year: %i", (inYear, isSmall) => {
    const [unit] = rankUnits([answeredAfter("2026-11-24T09:00")], new Map([[1, inYear]]), now);
    expect(unit).toMatchObject({ figures: { received: 1 }, receivedInYear: inYear, isSmall });
  });

  test.each([
    [
      "five working days",
      [answeredAfter("2026-11-23T09:00", { disposition: said("2026-11-16T09:00") })],
      false,
    ],
    ["a minute more", [answeredAfter("2026-11-23T09:01", { disposition: said("2026-11-16T09:00") })], true],
    ["nothing answered, waiting for longer", [aCase({ disposition: said("2026-11-02T09:00") })], true],
  ])("it marks units over 5 working days: %s", (_, cases, isSlow) => {
    expect(rankUnits(cases, many, now)).toMatchObject([{ isSlow }]);
  });
});
