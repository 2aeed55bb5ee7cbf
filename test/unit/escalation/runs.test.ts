import { describe, expect, test } from "vitest";
import type { Complaint } from "../../../src/complaints/contract.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import { freshRun, matchAgain, matchingRule, nextStepOf, planRuns } from "../../../src/escalation/runs.ts";
import type { Rule } from "../../../src/rules/contract.ts";
import { began, dlh, makeComplaint, makeOffice, makeRule, makeRun, pupr, ruleInForce } from "./facts.ts";

const response = ruleInForce(makeRule({ reopen: true }, 1));
const verification = ruleInForce(makeRule({ name: "Verifikasi", clock: "verification" }, 2));
const completion = ruleInForce(makeRule({ name: "Selesai", clock: "completion" }, 3));
const office = makeOffice([response, verification, completion]);

const later = began + 86_400;
const ended = (reason: string, fields: Partial<Escalation> = {}) =>
  makeRun({ state: "ended", reason, endedAt: later, ...fields });
const verified = ended("answered", { clock: "verification", unitId: null, ruleId: 2 });
const completing = makeRun({ clock: "completion", ruleId: 3 });

/** "clock epoch unit at anchor" of what starts, "-clock epoch" of what moves away. */
function plan(fields: Partial<Complaint>, runs: readonly Escalation[] = [], rules = office): string[] {
  const { moved, started } = planRuns(makeComplaint(fields), runs, rules);
  return [
    ...moved.map(({ clock, epoch }) => `-${clock} ${epoch}`),
    ...started.map(
      ({ clock, epoch, unitId, anchorAt, isReopened }) =>
        `${clock} ${epoch} ${unitId ?? "-"} +${anchorAt - began}${isReopened ? " again" : ""}`,
    ),
  ];
}

describe("which runs a complaint needs", () => {
  test.each<[string, Partial<Complaint>, readonly Escalation[], string[]]>([
    ["disposed of when first seen", {}, [], ["response 1 2 +0", "completion 1 2 +0"]],
    [
      "disposed of while the verification still runs: that is answered, not moved",
      {},
      [makeRun({ clock: "verification", unitId: null })],
      ["response 1 2 +0", "completion 1 2 +0"],
    ],
    ["not disposed of yet", { opdId: null, reportedAt: began }, [], ["verification 1 - +0"]],
    ["disposed of later", {}, [verified], ["response 1 2 +0", "completion 1 2 +0"]],
    ["all running already", {}, [verified, makeRun(), completing], []],
    ["ended when first seen", { status: "done", isHistoric: true }, [], []],
    ["historic, and open again", { status: "unanswered", isHistoric: true }, [], []],
    ["backlog", { isBacklog: true }, [], []],
    [
      "answered when first seen: completion only",
      { status: "in_progress", answeredAt: began },
      [],
      ["completion 1 2 +0"],
    ],
    ["answered: it stays so", { answeredAt: later }, [verified, ended("answered"), completing], []],
    [
      "status went backwards after the end: no clock restarts",
      {},
      [verified, ended("complaint_ended")],
      ["completion 1 2 +0"],
    ],
  ])("%s", (_, fields, runs, expected) => {
    expect(plan(fields, runs)).toEqual(expected);
  });
});

test("a run points at the version of the rule that is current when it starts", () => {
  const [run] = planRuns(makeComplaint(), [verified, completing], office).started;
  expect(run).toEqual({
    trackingId: "9100001",
    clock: "response",
    epoch: 1,
    unitId: pupr.id,
    ruleId: 1,
    ruleVersionId: 10,
    anchorAt: began,
    isReopened: false,
  });
});

test("at its very beginning a run has done nothing, and waits to be looked at", () => {
  const [run] = planRuns(makeComplaint(), [verified, completing], office).started;
  expect(freshRun(run!, later)).toEqual({
    ...run,
    id: 0,
    startedAt: later,
    state: "running",
    reason: null,
    nextStep: 1,
    stepDueAt: null,
    dueAt: null,
    heldUntil: null,
    firedAt: null,
    toldAt: null,
    toldBefore: null,
    unreachable: false,
    reminders: 0,
    remindFrom: null,
    ackedAt: null,
    ackedBy: null,
    notBefore: null,
    round: 0,
    endedAt: null,
  });
});

describe("a complaint that goes to another unit", () => {
  const moved = { opdId: dlh.id, disposedAt: later, unitSeenAt: later };

  test("ends what runs, and starts anew at the new disposition", () => {
    expect(plan(moved, [verified, makeRun(), completing])).toEqual([
      "-response 1",
      "-completion 1",
      "response 2 3 +86400",
      "completion 2 3 +86400",
    ]);
  });

  test("that was answered by the first unit: the new one starts, the old one is not told", () => {
    expect(plan(moved, [verified, ended("answered"), completing])).toEqual([
      "-completion 1",
      "response 2 3 +86400",
      "completion 2 3 +86400",
    ]);
  });

  test("and back again: a third epoch", () => {
    const back = { opdId: pupr.id, disposedAt: later + 9 };
    const runs = [ended("moved"), makeRun({ epoch: 2, unitId: dlh.id })];
    expect(plan(back, runs)).toEqual(["-response 2", "response 3 2 +86409", "completion 1 2 +86409"]);
  });

  test("at its very end: that is no move", () => {
    expect(plan({ ...moved, status: "done" }, [verified, makeRun(), completing])).toEqual([]);
  });
});

describe("a reporter who replies after the answer", () => {
  const replied = { answeredAt: began + 60, lastReporterReplyAt: later };

  test("starts the response clock again at the reply, where the rule says so", () => {
    expect(plan(replied, [verified, ended("answered"), completing])).toEqual(["response 2 2 +86400 again"]);
    const without = makeOffice([ruleInForce(makeRule({ reopen: false }, 1)), verification, completion]);
    expect(plan(replied, [verified, ended("answered"), completing], without)).toEqual([]);
  });

  test.each<[string, Partial<Complaint>, readonly Escalation[]]>([
    ["a follow-up came since", { lastFollowUpAt: later + 1 }, [ended("answered")]],
    [
      "it started again already",
      {},
      [ended("answered"), makeRun({ epoch: 2, isReopened: true, anchorAt: later })],
    ],
    [
      "it was answered again since",
      { lastFollowUpAt: later + 1 },
      [ended("answered"), ended("answered", { epoch: 2, isReopened: true, anchorAt: later })],
    ],
    ["it has ended", { status: "done" }, [ended("complaint_ended")]],
    ["it had ended, and is open again", {}, [ended("complaint_ended")]],
    [
      "it came before the disposition",
      { answeredAt: began - 9, lastReporterReplyAt: began - 5 },
      [ended("answered")],
    ],
    [
      "it came at the moment of the disposition",
      { answeredAt: began - 9, lastReporterReplyAt: began },
      [ended("answered")],
    ],
  ])("not if %s", (_, fields, runs) => {
    expect(plan({ ...replied, ...fields }, [verified, ...runs, completing])).toEqual([]);
  });

  test("starts no verification again, whatever its rule says", () => {
    const eager = ruleInForce(makeRule({ name: "Verifikasi", clock: "verification", reopen: true }, 2));
    const without = makeOffice([ruleInForce(makeRule({ reopen: false }, 1)), eager, completion]);
    expect(plan(replied, [verified, ended("answered"), completing], without)).toEqual([]);
  });

  test("once more for a second reply, in whatever order the runs are read", () => {
    const twice = { answeredAt: began + 60, lastFollowUpAt: later + 60, lastReporterReplyAt: later + 120 };
    const runs = [ended("answered"), ended("answered", { epoch: 2, isReopened: true, anchorAt: later })];
    expect(plan(twice, [verified, ...runs, completing])).toEqual(["response 3 2 +86520 again"]);
    expect(plan(twice, [verified, ...runs.toReversed(), completing])).toEqual(["response 3 2 +86520 again"]);
  });
});

test("let go from the backlog: the next epoch, anchored at that moment", () => {
  expect(plan({ resumedAt: later }, [verified, ended("backlog")])).toEqual([
    "response 2 2 +86400",
    "completion 1 2 +86400",
  ]);
});

describe("the rule that matches", () => {
  const forPriority = ruleInForce(makeRule({ name: "Prioritas", match: { priority: true } }, 4), 50);
  const forClass = ruleInForce(
    makeRule({ name: "Berkadar", match: { classification: "pengaduan_berkadar" } }, 5),
    60,
  );
  const all: readonly Rule[] = [response, forPriority, forClass];
  const name = (fields: Partial<Complaint>, rules = all) =>
    matchingRule(makeComplaint(fields), "response", makeOffice(rules))?.name ?? null;

  test.each<[Partial<Complaint>, string]>([
    [{}, "Tindak lanjut pertama"],
    [{ classification: "pengaduan_berkadar" }, "Berkadar"],
    [{ classification: "pengaduan_berkadar", isPriority: true }, "Prioritas"],
  ])("%j: the active one with the smallest order", (fields, expected) => {
    expect(name(fields)).toBe(expected);
  });

  test("a rule for one unit counts for that unit only", () => {
    const forPupr = ruleInForce(makeRule({ name: "PUPR", match: { unit: "PUPR" } }, 6), 10);
    expect(name({}, [...all, forPupr])).toBe("PUPR");
    expect(name({ opdId: dlh.id }, [...all, forPupr])).toBe("Tindak lanjut pertama");
    expect(name({ opdId: null }, [...all, forPupr])).toBe("Tindak lanjut pertama");
  });

  test("a rule that is off is as if it were not there", () => {
    expect(name({ isPriority: true }, [response, { ...forPriority, active: false }])).toBe(
      "Tindak lanjut pertama",
    );
    expect(name({}, [{ ...response, active: false }])).toBeNull();
  });

  test("is found again when what it looks at changed: same anchor, same step", () => {
    const run = makeRun({ nextStep: 2, toldAt: began, reminders: 1 });
    const again = (fields: readonly string[]) =>
      matchAgain(run, makeComplaint({ isPriority: true }), fields, makeOffice(all));
    for (const field of ["classification", "category", "categoryId", "channel", "isPriority"])
      expect(again(["statusRaw", field])).toEqual({ ...run, ruleId: 4, ruleVersionId: 40 });
    expect(again(["statusRaw", "title"])).toBe(run);
    expect(again([])).toBe(run);
  });

  test("stays where the same rule matches, or none does", () => {
    const run = makeRun({ ruleVersionId: 9 });
    expect(matchAgain(run, makeComplaint(), ["classification"], makeOffice(all))).toBe(run);
    expect(matchAgain(run, makeComplaint(), ["classification"], makeOffice([]))).toBe(run);
  });
});

test.each([
  [1, "admin"],
  [2, "kepala"],
  [9, undefined],
])("step %i is known by its number and its post", (nextStep, post) => {
  const run = makeRun({ nextStep, ruleVersionId: response.current.versionId });
  expect(nextStepOf(run, office)).toEqual({ step: nextStep, post });
});
