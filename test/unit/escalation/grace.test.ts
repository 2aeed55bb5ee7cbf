import { describe, expect, test } from "vitest";
import type { Escalation } from "../../../src/escalation/contract.ts";
import { withGrace } from "../../../src/escalation/grace.ts";
import { shown } from "../calendar/calendars.ts";
import { at, began, makeFacts, makeRun } from "./facts.ts";

// The second step is due on Thursday 26 November 09.00.
const headDue = at("2026-11-26T09:00");
const friday = at("2026-11-27T09:00");
const second = { nextStep: 2, firedAt: began, toldAt: began } as const;
const vacant = { ...second, state: "held", reason: "no_recipient", dueAt: headDue } as const;

/** Until when the run waits now; "-": it is left as it is. */
function graceOf(run: Partial<Escalation>, now: string, occasion: "recount" | "rebase" = "recount"): string {
  const facts = makeFacts({ escalation: makeRun(run) });
  const after = withGrace(facts, at(now), occasion);
  if (after.escalation.notBefore === null) expect(after).toBe(facts);
  return after.escalation.notBefore === null ? "-" : shown(after.escalation.notBefore);
}

describe("a changed calendar: what moved earlier fires not before one working hour from now", () => {
  test.each<[string, Partial<Escalation>, string, string]>([
    ["brought forward into the next hour", { dueAt: friday }, "2026-11-26T08:30", "2026-11-26T09:30"],
    ["brought forward into the past", { dueAt: friday }, "2026-11-26T15:30", "2026-11-27T08:00"],
    ["brought forward, and still an hour away", { dueAt: friday }, "2026-11-26T08:00", "-"],
    ["brought forward by a day, far away", { dueAt: friday }, "2026-11-24T10:00", "-"],
    ["as it was", { dueAt: headDue }, "2026-11-26T08:30", "-"],
    ["later than it was", { dueAt: headDue - 60 }, "2026-11-26T08:30", "-"],
    ["no moment known before", { dueAt: null, stepDueAt: null }, "2026-11-26T08:30", "-"],
    [
      "nothing stored to wait for, but the step's own moment came forward",
      { dueAt: null, stepDueAt: friday },
      "2026-11-26T08:30",
      "2026-11-26T09:30",
    ],
    [
      "the step's own moment came forward behind a reminder",
      { dueAt: at("2026-11-26T08:45"), stepDueAt: friday },
      "2026-11-26T08:30",
      "2026-11-26T09:30",
    ],
    ["the step's own moment as it was", { dueAt: null, stepDueAt: headDue }, "2026-11-26T08:30", "-"],
    ["the step was due already", { dueAt: null, stepDueAt: friday }, "2026-11-27T10:00", "-"],
    ["the step is due at this very moment", { dueAt: null, stepDueAt: friday }, "2026-11-27T09:00", "-"],
  ])("%s", (_, run, now, expected) => {
    expect(graceOf({ ...second, ...run }, now)).toBe(expected);
  });

  test("a run with nothing to come", () => {
    expect(graceOf({ ...second, nextStep: 4, dueAt: friday, stepDueAt: friday }, "2026-11-26T08:30")).toBe(
      "-",
    );
    expect(graceOf({ ...second, toldAt: null, dueAt: friday }, "2026-11-26T08:30")).toBe("-");
    const reminding = { ...second, toldAt: null, remindFrom: began, stepDueAt: friday };
    expect(graceOf(reminding, "2026-11-26T08:30")).toBe("-");
  });
});

describe("a vacancy whose end comes forward", () => {
  test.each<[string, Partial<Escalation>, string]>([
    ["has its hour", { heldUntil: at("2026-11-30T09:00") }, "2026-11-27T09:30"],
    ["as it was", { heldUntil: friday }, "-"],
    ["later than it was", { heldUntil: at("2026-11-27T08:00") }, "-"],
    ["without an end", { heldUntil: null }, "-"],
    ["whatever its next look", { heldUntil: friday, dueAt: at("2026-12-04T09:00") }, "-"],
  ])("%s", (_, run, expected) => {
    expect(graceOf({ ...vacant, ...run }, "2026-11-27T08:30")).toBe(expected);
  });
});

describe("a rule applied anew: whatever comes otherwise than before waits its hour", () => {
  test.each<[string, Partial<Escalation>, string, string]>([
    ["earlier", { dueAt: friday }, "2026-11-26T08:30", "2026-11-26T09:30"],
    ["later", { dueAt: headDue - 60 }, "2026-11-26T08:30", "2026-11-26T09:30"],
    ["not known before", { dueAt: null }, "2026-11-26T08:30", "2026-11-26T09:30"],
    ["an hour away", { dueAt: friday }, "2026-11-26T08:00", "-"],
    ["as it was", { dueAt: headDue }, "2026-11-26T08:30", "-"],
    [
      "due already, and looked at since",
      { dueAt: headDue + 60, stepDueAt: headDue },
      "2026-11-26T10:00",
      "-",
    ],
    ["due already by the last look", { dueAt: headDue, stepDueAt: headDue }, "2026-11-26T10:00", "-"],
    ["due at this very moment", { dueAt: headDue - 60, stepDueAt: headDue }, "2026-11-26T09:00", "-"],
    [
      "a reminder was due, now the step is",
      { dueAt: headDue, stepDueAt: friday },
      "2026-11-26T10:00",
      "2026-11-26T11:00",
    ],
    [
      "was to come, and is due already",
      { dueAt: friday, stepDueAt: headDue },
      "2026-11-26T10:00",
      "2026-11-26T11:00",
    ],
    [
      "was due, and is still to come",
      { dueAt: at("2026-11-26T08:00"), stepDueAt: headDue },
      "2026-11-26T08:30",
      "2026-11-26T09:30",
    ],
  ])("%s", (_, run, now, expected) => {
    expect(graceOf({ ...second, ...run }, now, "rebase")).toBe(expected);
  });
});
