import { describe, expect, test } from "vitest";
import type { Calendar } from "../../../src/calendar/contract.ts";
import type { Escalation } from "../../../src/escalation/contract.ts";
import {
  fireMoment,
  reminderDue,
  stepDue,
  type TimedFacts,
  vacancyLimit,
} from "../../../src/escalation/timing.ts";
import { shown } from "../calendar/calendars.ts";
import { at, began, makeComplaint, makeFacts, makeRule, makeRun, pupr, root, wita } from "./facts.ts";

/** The rule with one step, otherwise as in escalation.md section 4. */
function withStep(step: Record<string, unknown>): Partial<TimedFacts> {
  return {
    rule: makeRule({
      steps: [{ after: "0 menit", post: "admin", channels: "wa", window: "selalu", ...step }],
    }),
  };
}

function due(fields: Partial<Escalation>, facts: Partial<TimedFacts> = {}): string {
  const escalation = makeRun(fields);
  const found = stepDue(makeFacts({ ...facts, escalation }), escalation);
  return found ? `${shown(found.at)} ${found.by}` : "none";
}

describe("due(1) = window(anchor + after)", () => {
  test.each([
    ["2026-11-23T09:00", "selalu", "2026-11-23T09:00"],
    ["2026-11-23T19:59:59", "07.00-20.00", "2026-11-23T19:59:59"],
    ["2026-11-23T20:00", "07.00-20.00", "2026-11-24T07:00"],
    ["2026-11-23T06:59", "07.00-20.00", "2026-11-23T07:00"],
    ["2026-11-21T10:00", "07.00-20.00", "2026-11-21T10:00"], // a Saturday
    ["2026-11-21T10:00", "jam kerja", "2026-11-23T07:30"],
    ["2026-11-23T12:15", "jam kerja", "2026-11-23T13:00"],
    ["2026-11-20T16:30", "jam kerja", "2026-11-23T07:30"], // Friday closes at 16.30, half-open
    ["2026-03-17T16:00", "jam kerja", "2026-03-25T07:30"], // Nyepi, Idulfitri and four cuti bersama
    ["2026-12-23T16:00", "jam kerja", "2026-12-28T07:30"],
  ])("anchored %s in %s: %s", (anchor, window, expected) => {
    expect(due({ anchorAt: at(anchor) }, withStep({ window }))).toBe(`${expected} due`);
  });

  test.each([
    ["3 hari kerja", "2026-11-26T09:00"],
    ["4 jam kerja", "2026-11-23T14:00"],
    ["2 hari", "2026-11-25T09:00"],
    ["30 menit", "2026-11-23T09:30"],
  ])("after %s: %s", (after, expected) => {
    expect(due({}, withStep({ after }))).toBe(`${expected} due`);
  });

  test("not before the hour of grace after a change", () => {
    expect(due({ notBefore: at("2026-11-23T10:00") })).toBe("2026-11-23T10:00 due");
    expect(due({ notBefore: at("2026-11-22T10:00") })).toBe("2026-11-23T09:00 due");
  });
});

describe("due(k) = window(max(anchor + after, told(k-1) + gap))", () => {
  const second = { nextStep: 2, firedAt: began };

  test.each([
    ["told at once: the time since the step decides", "2026-11-23T09:00", "2026-11-26T09:00 due"],
    ["told so late that the gap ends at the same moment", "2026-11-25T09:00", "2026-11-26T09:00 due"],
    ["told a minute later: the gap decides", "2026-11-25T09:01", "2026-11-26T09:01 gap"],
    ["told after hours: the gap begins at the next opening", "2026-11-27T20:00", "2026-12-01T07:30 gap"],
    ["told on a day off", "2026-11-28T10:00", "2026-12-01T07:30 gap"],
  ])("%s", (_, told, expected) => {
    expect(due({ ...second, toldAt: at(told) })).toBe(expected);
  });

  test("nobody was told yet: nothing is due", () => {
    expect(due({ ...second, toldAt: null })).toBe("none");
  });

  test("all steps have fired: nothing is due", () => {
    expect(due({ nextStep: 4, toldAt: began })).toBe("none");
  });

  test("a gap longer by what was paused since, a step too", () => {
    const complaint = makeComplaint({
      pauses: JSON.stringify([[at("2026-11-25T13:00"), at("2026-11-25T15:00")]]),
    });
    expect(due({ ...second, toldAt: began }, { complaint })).toBe("2026-11-26T11:00 due");
    expect(due({ ...second, toldAt: at("2026-11-25T11:00") }, { complaint })).toBe("2026-11-26T14:00 gap");
  });
});

describe("reminders", () => {
  const told = { nextStep: 2, toldAt: began, remindFrom: began };
  const next = (fields: Partial<Escalation>, facts: Partial<TimedFacts> = {}) => {
    const escalation = makeRun({ ...told, ...fields });
    const found = reminderDue(makeFacts({ ...facts, escalation }), escalation);
    return found === null ? "none" : shown(found.at);
  };

  test("every working day after the last message of the step was accepted, in its window", () => {
    expect(next({})).toBe("2026-11-24T09:00");
    expect(next({ remindFrom: at("2026-11-24T19:00"), reminders: 1 })).toBe("2026-11-26T07:30");
    const evening = makeRule({
      steps: [
        {
          after: "0 menit",
          post: "admin",
          channels: "wa",
          window: "07.00-20.00",
          remind: { every: "12 jam", max: 1 },
        },
      ],
    });
    expect(next({ remindFrom: at("2026-11-23T09:00") }, { rule: evening })).toBe("2026-11-24T07:00");
  });

  test("not before the hour of grace after a change", () => {
    expect(next({ notBefore: at("2026-11-24T10:00") })).toBe("2026-11-24T10:00");
    expect(next({ notBefore: at("2026-11-24T08:00") })).toBe("2026-11-24T09:00");
  });

  test.each([
    ["after SIAP", { ackedAt: began }],
    ["when there were enough", { reminders: 2 }],
    ["while the last message is on its way", { remindFrom: null }],
    ["before anything fired", { nextStep: 1 }],
    ["for a step without reminders", { nextStep: 3 }],
  ])("none %s", (_, fields) => {
    expect(next(fields)).toBe("none");
  });

  test("later by what was paused", () => {
    const pauses = JSON.stringify([[at("2026-11-23T13:00"), at("2026-11-23T15:00")]]);
    expect(next({}, { complaint: makeComplaint({ pauses }) })).toBe("2026-11-24T11:00");
  });
});

const fires = (
  step: Record<string, unknown>,
  moments: [due: string, now: string],
  fields: Partial<Escalation> = {},
) => {
  const facts = makeFacts({ ...withStep(step), escalation: makeRun(fields) });
  return shown(fireMoment(facts, facts.rule.steps[0]!, at(moments[0]), at(moments[1])));
};

describe("when a step may fire", () => {
  test.each([
    ["in time", "jam kerja", "2026-11-26T09:00", "2026-11-25T00:00", "2026-11-26T09:00"],
    ["late, the window open", "jam kerja", "2026-11-26T09:00", "2026-11-26T14:10", "2026-11-26T14:10"],
    ["late, the window closed", "jam kerja", "2026-11-26T09:00", "2026-11-26T12:10", "2026-11-26T13:00"],
    ["late by days", "07.00-20.00", "2026-11-26T09:00", "2026-11-28T21:00", "2026-11-29T07:00"],
  ])("each by itself, %s", (...row) => {
    const [, window, dueAt, now, expected] = row;
    expect(fires({ window }, [dueAt, now])).toBe(expected);
  });

  const digest = { deliver: "digest", window: "jam kerja" };

  test.each([
    ["due at 08.00 itself: that day's", "2026-11-26T08:00", "2026-11-25T09:00", "2026-11-26T08:00"],
    ["due a second later: the next day's", "2026-11-26T08:00:01", "2026-11-25T09:00", "2026-11-27T08:00"],
    ["due before a weekend", "2026-11-27T09:00", "2026-11-27T09:00", "2026-11-30T08:00"],
    ["due before Christmas", "2026-12-23T09:00", "2026-12-23T09:00", "2026-12-28T08:00"],
  ])("a digest %s", (_, dueAt, now, expected) => {
    expect(fires(digest, [dueAt, now])).toBe(expected);
  });

  const scheduled = { dueAt: at("2026-11-26T08:00") };
  test.each([
    ["seconds", "2026-11-26T08:00:20", "2026-11-26T08:00:20"],
    ["hours, the window open", "2026-11-26T14:00", "2026-11-26T14:00"],
    ["hours, the window closed", "2026-11-26T17:00", "2026-11-27T08:00"],
    ["a day, before the next 08.00", "2026-11-27T06:00", "2026-11-27T08:00"],
    ["a day, after the next 08.00: late beats a day later", "2026-11-27T10:00", "2026-11-27T10:00"],
    ["into a weekend", "2026-11-28T10:00", "2026-11-30T08:00"],
  ])("a digest that missed its 08.00 by %s", (_, now, expected) => {
    expect(fires(digest, ["2026-11-25T09:00", now], scheduled)).toBe(expected);
  });

  test("missed, and its 08.00 lies before the step's window opens: within the hour it still goes", () => {
    const late = { ...digest, window: "10.00-12.00" };
    expect(fires(late, ["2026-11-25T10:30", "2026-11-26T08:59"], scheduled)).toBe("2026-11-26T08:59");
    expect(fires(late, ["2026-11-25T10:30", "2026-11-26T09:00"], scheduled)).toBe("2026-11-26T09:00");
    expect(fires(late, ["2026-11-25T10:30", "2026-11-26T09:01"], scheduled)).toBe("2026-11-27T08:00");
  });

  test.each([
    ["was paused", { state: "running", dueAt: null }],
    ["waited for somebody", { state: "held", reason: "no_recipient", dueAt: at("2026-11-26T08:00") }],
    ["was held", { state: "held", reason: "stale", dueAt: null }],
  ] as const)("a digest that %s over its 08.00 waits for the next", (_, fields) => {
    expect(fires(digest, ["2026-11-25T09:00", "2026-11-26T10:00"], fields)).toBe("2026-11-27T08:00");
  });

  test("08.00 is the recipient's: the Pemda's in WITA, though the office is in WIB and its day off another", () => {
    const wib: Calendar = { ...wita, code: "wib", zone: "Asia/Jakarta" };
    const facts = makeFacts({
      ...withStep({ ...digest, post: "kepala_daerah" }),
      calendar: wib,
      calendarOfUnit: (unit) => (unit.id === root.id ? wita : wib),
    });
    const step = facts.rule.steps[0]!;
    expect(facts.complaint.opdId).toBe(pupr.id);
    expect(shown(fireMoment(facts, step, at("2026-11-26T07:00"), began))).toBe("2026-11-26T08:00");
    const holidays = new Map(wita.holidays).set("2026-11-26", {
      date: "2026-11-26",
      name: "Hari Jadi",
      kind: "libur_daerah",
      decree: "SK",
    });
    const other = { ...facts, calendarOfUnit: () => ({ ...wita, holidays }) };
    expect(shown(fireMoment(other, step, at("2026-11-26T07:00"), began))).toBe("2026-11-27T08:00");
  });
});

const limit = (fields: Partial<Escalation>, facts: Partial<TimedFacts> = {}) =>
  shown(vacancyLimit(makeFacts({ ...facts, escalation: makeRun(fields) })));

describe("until when a vacancy waits", () => {
  test("one working day after the due moment", () => {
    expect(limit({})).toBe("2026-11-24T09:00");
    expect(limit({ nextStep: 2, toldAt: began })).toBe("2026-11-27T09:00");
    expect(limit({ anchorAt: at("2026-11-20T20:00") })).toBe("2026-11-24T07:30");
  });

  test("the hour of grace does not lengthen it", () => {
    expect(limit({ notBefore: at("2026-11-23T15:00") })).toBe("2026-11-24T09:00");
  });

  test("longer by what was paused meanwhile", () => {
    const pauses = JSON.stringify([[at("2026-11-23T10:00"), at("2026-11-23T12:00")]]);
    expect(limit({}, { complaint: makeComplaint({ pauses }) })).toBe("2026-11-24T11:00");
  });

  test("after an outage from when the bot came back", () => {
    expect(limit({}, { upSince: at("2026-11-25T10:00") })).toBe("2026-11-26T10:00");
    expect(limit({}, { upSince: at("2026-11-20T10:00") })).toBe("2026-11-24T09:00");
  });
});
