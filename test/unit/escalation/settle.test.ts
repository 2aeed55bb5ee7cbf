import { describe, expect, test } from "vitest";
import type { Changed, Escalation } from "../../../src/escalation/contract.ts";
import {
  acknowledge,
  holdByHand,
  isCalledBack,
  isOfLastStep,
  letGo,
  noteArrived,
  noteDeclined,
  noteTold,
  remindLater,
  settleCancelled,
  takeBack,
  untell,
  withdraw,
} from "../../../src/escalation/settle.ts";
import { began, makeRule, makeRun } from "./facts.ts";

const at = began + 60;
/** The first step has fired, and nobody has heard it yet. */
const fired = (fields: Partial<Escalation> = {}) => makeRun({ nextStep: 2, firedAt: began, ...fields });
const told = (fields: Partial<Escalation> = {}) => fired({ toldAt: began, remindFrom: began, ...fields });
/** The second has, after one of its messages was refused before. */
const second = { nextStep: 3, toldBefore: began - 9, toldAt: null, round: 1 } as const;

/** What changed, and what the log says of it. */
function changes(run: Escalation, { escalation, log }: Changed): [Partial<Escalation>, unknown[]] {
  const changed = Object.entries(escalation).filter(([key, value]) => run[key as keyof Escalation] !== value);
  return [Object.fromEntries(changed), log.map(({ event, step, detail }) => [event, step, detail])];
}

const nothing: ReturnType<typeof changes> = [{}, []];

describe("a message was accepted", () => {
  test("the first of its step: the gap and the reminders count from here", () => {
    const run = fired();
    expect(changes(run, noteTold(run, 1, at))).toEqual([{ toldAt: at, remindFrom: at }, []]);
  });

  test("the second of its step changes nothing", () => {
    const run = told();
    expect(changes(run, noteTold(run, 1, at))).toEqual(nothing);
  });

  test("a reminder: the next one counts from here, the gap does not", () => {
    const run = told({ reminders: 1, remindFrom: null });
    expect(changes(run, noteTold(run, 1, at))).toEqual([{ remindFrom: at }, []]);
  });

  test.each([1, 3])("late news of step %i, while step 2 was the last: nothing", (step) => {
    const run = fired(second);
    expect(changes(run, noteTold(run, step, at))).toEqual(nothing);
  });

  test("somebody above was told: that nobody below could be is said and done", () => {
    const run = fired({ ...second, unreachable: true });
    expect(noteTold(run, 2, at).escalation.unreachable).toBe(false);
  });

  test("a reminder of a step that was settled as unreachable leaves it so", () => {
    const run = told({ unreachable: true });
    expect(noteTold(run, 1, at).escalation.unreachable).toBe(true);
  });
});

describe("a reminder reached nobody", () => {
  test("the next one counts from then", () => {
    const run = told({ remindFrom: null });
    expect(changes(run, remindLater(run, 1, at))).toEqual([{ remindFrom: at }, []]);
  });

  test.each<[string, Escalation, number]>([
    ["it counts already from the one before", told(), 1],
    ["it was of a step further down", told({ nextStep: 3, remindFrom: null }), 1],
    ["its step was taken back meanwhile", fired(), 1],
  ])("%s: nothing", (_, run, step) => {
    expect(changes(run, remindLater(run, step, at))).toEqual(nothing);
  });
});

describe("no message of a step can arrive", () => {
  test.each(["refused", "expired", "withdrawn"] as const)("%s: it is taken back", (why) => {
    const run = fired(second);
    expect(changes(run, takeBack(run, 2, why))).toEqual([
      { nextStep: 2, toldAt: began - 9, toldBefore: null, firedAt: null, round: 2 },
      [[why, 2, {}]],
    ]);
  });

  test("one was told already: it stays", () => {
    const run = told();
    expect(changes(run, takeBack(run, 1, "refused"))).toEqual(nothing);
  });

  test.each([1, 3])("late news of step %i: nothing", (step) => {
    const run = fired(second);
    expect(changes(run, takeBack(run, step, "refused"))).toEqual(nothing);
  });
});

describe("what had been accepted came back", () => {
  test("nobody was told after all, and no reminder counts from it", () => {
    expect(untell(told({ nextStep: 3 }), 2)).toMatchObject({ nextStep: 3, toldAt: null, remindFrom: null });
  });

  test("of a step below, or though somebody said SIAP to it: nothing", () => {
    const above = told({ nextStep: 3 });
    expect(untell(above, 1)).toBe(above);
    const acknowledged = told({ ackedAt: at });
    expect(untell(acknowledged, 1)).toBe(acknowledged);
  });
});

describe("Kominfo cancels what was left of a step", () => {
  test("it is settled as unreachable, without reminders", () => {
    const run = fired({ remindFrom: 1 });
    expect(changes(run, settleCancelled(run, 1, at))).toEqual([
      { toldAt: at, remindFrom: null, unreachable: true },
      [["cancelled", 1, {}]],
    ]);
  });

  test.each<[string, Escalation, number]>([
    ["somebody was told", told(), 1],
    ["it was of a step below", fired(second), 1],
  ])("%s: nothing", (_, run, step) => {
    expect(changes(run, settleCancelled(run, step, at))).toEqual(nothing);
  });
});

describe("unsent messages are called back", () => {
  test("the step that told nobody yet fires again", () => {
    const run = fired(second);
    expect(changes(run, withdraw(run))).toEqual(changes(run, takeBack(run, 2, "withdrawn")));
  });

  test.each<[string, Escalation]>([
    ["nothing has fired yet", makeRun({ firedAt: null })],
    ["nothing has fired yet, whatever was written of a firing", makeRun({ firedAt: began })],
    ["the last one was taken back already", fired({ ...second, firedAt: null })],
    ["the last one told somebody", told()],
  ])("%s: nothing", (_, run) => {
    expect(changes(run, withdraw(run))).toEqual(nothing);
  });
});

describe("what officials and Kominfo say", () => {
  test("SIAP is written down once, with the step and the post that was told", () => {
    const run = told();
    const said = acknowledge(run, "Budi", at, "admin");
    expect(changes(run, said)).toEqual([
      { ackedAt: at, ackedBy: "Budi" },
      [["acknowledged", 1, { by: "Budi", post: "admin", at }]],
    ]);
    expect(changes(said.escalation, acknowledge(said.escalation, "Siti", at + 1))).toEqual(nothing);
  });

  test("SIAP by hand knows no post", () => {
    expect(acknowledge(told(), "Budi", at).log[0]?.detail).toEqual({ by: "Budi", post: null, at });
  });

  test("SIAP to what nobody was told yet is nothing", () => {
    const run = makeRun();
    expect(changes(run, acknowledge(run, "Budi", at))).toEqual(nothing);
  });

  test.each(["bukan kami", null])("BUKAN WEWENANG is written down and changes nothing (%s)", (why) => {
    const run = told();
    expect(changes(run, noteDeclined(run, { by: "Budi", post: "admin" }, why))).toEqual([
      {},
      [["declined", 1, { by: "Budi", post: "admin", why }]],
    ]);
  });

  test("held by hand, with the reason; let go, it runs again", () => {
    const run = told({ dueAt: at, heldUntil: at });
    const held = holdByHand(run, "rapat");
    expect(changes(run, held)).toEqual([
      { state: "held", reason: "manual", dueAt: null },
      [["held", 2, { reason: "manual", why: "rapat" }]],
    ]);
    expect(changes(held.escalation, letGo(held.escalation))).toEqual([
      { state: "running", reason: null },
      [["released", 2, {}]],
    ]);
  });

  test("only what was held by hand can be let go", () => {
    const run = makeRun({ state: "held", reason: "stale" });
    expect(changes(run, letGo(run))).toEqual(nothing);
  });
});

/** Without the admin, who was told first. */
const rule = { steps: makeRule().steps.filter(({ post }) => post !== "admin") };

describe("whether a message speaks of the step that fired last", () => {
  const run = fired({ ...second, firedAt: began });
  const sent = { step: 2, round: 1, post: "kepala_daerah", createdAt: began };
  const before = { ...sent, round: 0 };

  test.each([
    ["written when it fired", sent, true],
    ["of its reminder", { ...sent, createdAt: began + 9 }, true],
    ["of the step below", { ...sent, step: 1 }, false],
    ["of an earlier round, its number another step's", { ...before, createdAt: began - 9 }, false],
    ["of an earlier round, numbers as they were", { ...before, post: "sekretaris" }, true],
    ["of an earlier round, its step under another number", { ...before, step: 3 }, true],
    ["of an earlier round, another step's", { ...before, step: 3, post: "admin" }, false],
  ])("%s: %s, %s", (_, message, isSo) => {
    expect(isOfLastStep(run, rule, message)).toBe(isSo);
  });

  test("the step above was taken back: those of the one below again, whatever their round", () => {
    const back = takeBack(fired({ nextStep: 3, toldBefore: began }), 2, "refused").escalation;
    expect(isOfLastStep(back, rule, { step: 1, round: 0, post: "kepala", createdAt: began - 9 })).toBe(true);
  });
});

describe("called back while it was under way, and arrived all the same", () => {
  const sent = { step: 2, round: 1, post: "kepala_daerah", createdAt: began };
  const before = fired(second);
  const back = withdraw(before).escalation;

  test("its step told somebody, and does not fire again", () => {
    expect(isCalledBack(before, sent)).toBe(false);
    expect(isCalledBack(back, sent)).toBe(true);
    const { escalation, log } = noteArrived(back, sent, at);
    expect(escalation).toEqual({ ...before, toldAt: at, remindFrom: at, round: 2 });
    expect(log.map(({ event, step }) => [event, step])).toEqual([["arrived", 2]]);
    expect(isOfLastStep(escalation, rule, sent)).toBe(true);
  });

  test.each([
    ["of an older round", { ...sent, round: 0 }],
    ["of another step", { ...sent, step: 1 }],
  ])("%s: it says nothing of the step that waits", (_, other) => {
    expect(isCalledBack(back, other)).toBe(false);
  });
});
