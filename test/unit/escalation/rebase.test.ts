import { describe, expect, test } from "vitest";
import type { Escalation } from "../../../src/escalation/contract.ts";
import { rebase } from "../../../src/escalation/rebase.ts";
import { began, makeRule, makeRun } from "./facts.ts";

/** A rule whose steps tell these posts. */
function ruleOf(posts: string, id = 1) {
  const steps = posts
    .split(" ")
    .map((post) => ({ after: "0 menit", post, channels: "wa", window: "selalu" }));
  return { ...makeRule({ steps }, id), versionId: id * 10 + 1 };
}

const told = { toldAt: began, toldBefore: began - 9, remindFrom: began, reminders: 1, round: 4 } as const;
const moved = (nextStep: number, from: string, to: string, fields: Partial<Escalation> = {}) =>
  rebase(makeRun({ ...told, nextStep, ...fields }), ruleOf(from), ruleOf(to, 7));

describe("another version of a rule goes on with the first surviving step above the highest post that was told", () => {
  test.each([
    ["nothing has fired yet", 1, "admin kepala bupati", "admin kepala bupati", 1],
    ["the same steps", 2, "admin kepala bupati", "admin kepala bupati", 2],
    ["a step removed above", 2, "admin kepala bupati", "admin bupati", 2],
    ["the step that was told is removed", 2, "admin kepala bupati", "kepala bupati", 1],
    ["the lower of two told is removed", 3, "admin kepala bupati", "kepala bupati", 2],
    ["the higher of two told is removed", 3, "admin kepala bupati", "admin bupati", 2],
    ["a step comes in below what was told", 2, "kepala bupati", "admin kepala bupati", 3],
    ["a step comes in above", 2, "admin bupati", "admin kepala bupati", 2],
    ["two that were told change places", 3, "admin kepala", "kepala admin bupati", 3],
    ["all were told", 4, "admin kepala bupati", "admin kepala bupati", 4],
    ["other posts throughout", 3, "admin kepala", "kominfo bupati", 1],
  ])("%s", (...row) => {
    const [, nextStep, from, to, expected] = row;
    expect(moved(nextStep, from, to).nextStep).toBe(expected);
  });
});

test("its anchor stays, and no message of before passes for one of the new steps", () => {
  const run = makeRun({ ...told, nextStep: 2 });
  expect(rebase(run, ruleOf("admin kepala"), ruleOf("admin bupati", 7))).toEqual({
    ...run,
    ruleId: 7,
    ruleVersionId: 71,
    round: 5,
  });
});

describe("reminders", () => {
  test("go on if the post that was told last has a step still", () => {
    expect(moved(3, "admin kepala bupati", "kepala bupati")).toMatchObject({
      remindFrom: began,
      reminders: 1,
    });
  });

  test("that still waited was called back with the old version: it is due again", () => {
    const waiting = { remindFrom: null, reminders: 2 };
    expect(moved(2, "admin kepala", "admin bupati", waiting)).toMatchObject({
      remindFrom: began,
      reminders: 1,
    });
  });

  test.each<[string, Partial<Escalation>]>([
    ["none was decided yet", { remindFrom: null, reminders: 0 }],
    ["nobody was told yet", { remindFrom: null, reminders: 1, toldAt: null }],
    ["its step was settled as unreachable", { remindFrom: null, reminders: 2, unreachable: true }],
  ])("were not called back where %s", (_, fields) => {
    expect(moved(2, "admin kepala", "admin bupati", fields)).toMatchObject(fields);
  });

  test.each([
    ["that step is gone", 3, "admin kepala bupati", "admin bupati"],
    ["it is below another that was told now", 3, "admin kepala", "kepala admin bupati"],
    ["none was told under the new steps", 2, "admin kepala", "kepala bupati"],
    ["nothing had fired", 1, "admin kepala", "admin kepala"],
  ])("end where %s", (_, nextStep, from, to) => {
    expect(moved(nextStep, from, to)).toMatchObject({ remindFrom: null, reminders: 0 });
  });
});

describe("the gap", () => {
  test("counts from when the level below was told", () => {
    expect(moved(2, "admin kepala", "admin bupati")).toMatchObject({
      toldAt: began,
      toldBefore: began - 9,
    });
  });

  test("is owed to nobody where none was told under the new steps", () => {
    expect(moved(2, "admin kepala", "kepala bupati")).toMatchObject({ toldAt: null, toldBefore: null });
  });
});
