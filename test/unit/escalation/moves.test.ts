import { describe, expect, test } from "vitest";
import type { Escalation } from "../../../src/escalation/contract.ts";
import { nextMove } from "../../../src/escalation/moves.ts";
import { stepDue } from "../../../src/escalation/timing.ts";
import { shown } from "../calendar/calendars.ts";
import { at, began, makeFacts, makeRule, makeRun } from "./facts.ts";

// Told on Monday 09.00, reminded every working day; the second step is due on Thursday 26 November 09.00.
const told = { nextStep: 2, firedAt: began, toldAt: began, remindFrom: began } as const;

/** "step kepala 2026-11-26T09:00", or "nothing". */
function move(run: Partial<Escalation>, now: string, rule = makeRule()): string {
  const facts = makeFacts({ escalation: makeRun({ ...told, ...run }), rule });
  const next = nextMove(facts, stepDue(facts, facts.escalation), at(now));
  return next ? `${next.kind} ${next.step.post} ${shown(next.at)}` : "nothing";
}

describe("what a run does next", () => {
  test.each<[string, Partial<Escalation>, string, string]>([
    ["a reminder, in time", {}, "2026-11-24T08:00", "reminder admin 2026-11-24T09:00"],
    ["a reminder, late", {}, "2026-11-24T10:00", "reminder admin 2026-11-24T10:00"],
    ["a reminder, late at night: in its window", {}, "2026-11-24T22:00", "reminder admin 2026-11-25T07:00"],
    [
      "a reminder the moment before the next step",
      { remindFrom: at("2026-11-25T08:59:59") },
      "2026-11-26T08:00",
      "reminder admin 2026-11-26T08:59:59",
    ],
    [
      "no reminder at the moment of the next step",
      { remindFrom: at("2026-11-25T09:00") },
      "2026-11-26T08:00",
      "step kepala 2026-11-26T09:00",
    ],
    [
      "no reminder that is so late that the step is due",
      {},
      "2026-11-26T09:00",
      "step kepala 2026-11-26T09:00",
    ],
    ["after SIAP the step", { ackedAt: began }, "2026-11-24T08:00", "step kepala 2026-11-26T09:00"],
    ["the step, late", { remindFrom: null }, "2026-11-26T12:10", "step kepala 2026-11-26T13:00"],
    ["nothing while nobody was told", { toldAt: null, remindFrom: null }, "2026-11-30T09:00", "nothing"],
    ["nothing after the last", { nextStep: 4, remindFrom: null }, "2026-11-30T09:00", "nothing"],
  ])("%s", (_, run, now, expected) => {
    expect(move(run, now)).toBe(expected);
  });

  test("no late reminder whose window opens only after the step is due: the step comes in time", () => {
    const steps = [
      {
        after: "0 menit",
        post: "admin",
        channels: "wa",
        window: "07.00-20.00",
        remind: { every: "1 jam", max: 1 },
      },
      { after: "21,5 jam", post: "kepala", channels: "wa", window: "selalu" },
    ];
    const rule = makeRule({ gap: "0 menit", steps });
    const run = { remindFrom: at("2026-11-23T18:30") };
    expect(move(run, "2026-11-23T19:45", rule)).toBe("reminder admin 2026-11-23T19:45");
    expect(move(run, "2026-11-23T22:00", rule)).toBe("step kepala 2026-11-24T06:30");
  });

  test("a reminder though nobody knows when the next step comes", () => {
    expect(move({ toldAt: null }, "2026-11-24T08:00")).toBe("reminder admin 2026-11-24T09:00");
  });
});
