import { describe, expect, test } from "vitest";
import type { Escalation, Facts, Verdict } from "../../../src/escalation/contract.ts";
import { decide, type Occasion } from "../../../src/escalation/decide.ts";
import { end } from "../../../src/escalation/verdicts.ts";
import type { Calendar } from "../../../src/calendar/contract.ts";
import { shown } from "../calendar/calendars.ts";
import {
  at,
  began,
  bupati,
  head,
  makeComplaint,
  makeFacts,
  makeHolder,
  makePeople,
  makeRule,
  makeRun,
  pupr,
  wita,
} from "./facts.ts";

const due = began;
const second = { nextStep: 2, firedAt: began, toldAt: began, remindFrom: began } as const;
const headDue = at("2026-11-26T09:00");

/** What the judge says of the run in these facts at that moment. */
function judge(fields: Partial<Facts>, now: number, occasion: Occasion = "due"): Verdict {
  return decide({ ...makeFacts(), ...fields }, now, occasion);
}

const withRun = (run: Partial<Escalation>): Partial<Facts> => ({ escalation: makeRun(run) });
const when = (t: number | null) => (t === null ? null : shown(t));
const state = ({ escalation: { state, reason, dueAt } }: Verdict) => [state, reason, when(dueAt)];
const people = ({ drafts }: Verdict) =>
  drafts.map(({ post, channel, reason }) => `${post}/${channel} ${reason}`);
const causes = ({ alarms }: Verdict) => alarms.map(({ cause }) => cause);

describe("what stops a run goes before everything else", () => {
  test.each<[string, Partial<Facts>, string, string]>([
    ["ended", { complaint: makeComplaint({ status: "done" }) }, "complaint_ended", "laporan sudah berakhir"],
    ["answered", { complaint: makeComplaint({ answeredAt: began }) }, "answered", "sudah ditindaklanjuti"],
    ["backlog", { complaint: makeComplaint({ isBacklog: true }) }, "backlog", "termasuk tunggakan"],
  ])("%s, at its due moment, and whatever holds it", (_, fields, reason, note) => {
    for (const run of [
      {},
      { state: "held", reason: "manual" },
      { state: "paused", reason: "postponed" },
    ] as const) {
      const said = judge({ ...fields, isRuleActive: false, calendar: null, ...withRun(run) }, due);
      expect(state(said)).toEqual(["ended", reason, null]);
      expect(said.escalation.endedAt).toBe(due);
      expect(said.supersede).toBe(note);
      expect(said.drafts).toEqual([]);
    }
  });

  test("what has ended stays so, and nothing is written", () => {
    const run = makeRun({ state: "ended", reason: "answered", endedAt: 1 });
    expect(judge({ escalation: run, complaint: makeComplaint() }, due).escalation).toBe(run);
  });
});

describe("what holds a run", () => {
  test.each<[string, Partial<Facts>, unknown[], string[]]>([
    ["held by hand", withRun({ state: "held", reason: "manual" }), ["held", "manual", null], []],
    [
      "held by hand and postponed: held by hand",
      { ...withRun({ state: "held", reason: "manual" }), complaint: makeComplaint({ status: "postponed" }) },
      ["held", "manual", null],
      [],
    ],
    ["postponed", { complaint: makeComplaint({ status: "postponed" }) }, ["paused", "postponed", null], []],
    ["its rule is off", { isRuleActive: false }, ["held", "rule_off", null], ["rule_off:1"]],
    ["no zone was chosen", { calendar: null }, ["held", "no_calendar", null], ["no_zone"]],
    [
      "a year without holidays",
      withRun({ ...second, anchorAt: at("2027-12-30T09:00") }),
      ["held", "no_calendar", null],
      ["held_no_calendar:2028"],
    ],
    ["nobody confirmed it", { freshUntil: due - 1 }, ["held", "stale", null], ["stale"]],
    [
      "absent upstream",
      { complaint: makeComplaint({ missingSince: 1 }) },
      ["held", "missing_upstream", null],
      ["missing_upstream"],
    ],
    [
      "with an office nobody knows",
      { complaint: makeComplaint({ opdIsUnknown: true }) },
      ["held", "unknown_unit", null],
      [],
    ],
  ])("%s", (_, fields, expected, alarmed) => {
    const said = judge(fields, due);
    expect(state(said)).toEqual(expected);
    expect(causes(said)).toEqual(alarmed);
    expect(said.drafts).toEqual([]);
  });

  test.each([
    ["no zone", { calendar: null }, { reason: "no_calendar", lack: "zone" }],
    [
      "a year",
      withRun({ ...second, anchorAt: at("2027-12-30T09:00") }),
      { reason: "no_calendar", lack: 2028 },
    ],
    ["stale", { freshUntil: due - 1 }, { reason: "stale" }],
  ])("the log says what was lacking: %s", (_, fields, detail) => {
    expect(judge(fields, due).log).toMatchObject([{ event: "held", detail }]);
  });

  test.each(["no_calendar", "stale", "missing_upstream", "unknown_unit", "rule_off"] as const)(
    "held(%s), and nothing holds it any more: the log says so once, before what follows",
    (reason) => {
      const held = withRun({ state: "held", reason, dueAt: null });
      const news = judge(held, due - 60, "news");
      expect(news.log).toEqual([{ event: "resumed", step: 1, detail: { reason } }]);
      expect(judge({ escalation: news.escalation }, due).log.map(({ event }) => event)).toEqual(["fired"]);
      expect(judge(held, due).log.map(({ event }) => event)).toEqual(["resumed", "fired"]);
    },
  );

  test("an office nobody knows does not hold the verification: that is how Kominfo hears of it", () => {
    const complaint = makeComplaint({ opdId: null, opdIsUnknown: true });
    const said = judge({ complaint, rule: makeRule({ clock: "verification" }) }, due);
    expect(people(said)).toEqual(["admin/wa due"]);
  });

  test("a fault that is no missing year is not passed over", () => {
    const broken = { ...wita, hours: null } as unknown as Calendar;
    const rule = makeRule({
      steps: [{ after: "1 hari kerja", post: "admin", channels: "wa", window: "selalu" }],
    });
    expect(() => judge({ calendar: broken, rule }, due)).toThrow(TypeError);
  });

  test("confirmed to the very second: it fires", () => {
    expect(people(judge({ freshUntil: due }, due))).toEqual(["admin/wa due"]);
  });

  test("only what would fire is held for want of news", () => {
    expect(state(judge({ freshUntil: due - 99 }, due - 1))).toEqual(["running", null, "2026-11-23T09:00"]);
  });

  test("held for another reason is logged again", () => {
    const stale = judge({ freshUntil: 0 }, due).escalation;
    const off = judge({ escalation: stale, isRuleActive: false }, due);
    expect(off.log).toEqual([{ event: "held", step: 1, detail: { reason: "rule_off" } }]);
  });

  test("held twice is logged once", () => {
    const off = { isRuleActive: false, ...withRun({}) };
    const once = judge(off, due, "news");
    expect(once.log.map(({ event }) => event)).toEqual(["held"]);
    expect(judge({ ...off, escalation: once.escalation }, due + 1, "news").log).toEqual([]);
  });

  test.each<[string, Partial<Facts>]>([
    ["postponed", { complaint: makeComplaint({ status: "postponed" }) }],
    ["switched off", { isRuleActive: false }],
  ])("%s: what is unsent is called back, and a step that told nobody yet fires again", (_, fields) => {
    const untold = { nextStep: 2, firedAt: began, toldAt: null, toldBefore: null };
    const said = judge({ ...fields, ...withRun(untold) }, due + 60, "news");
    expect(said.supersede).not.toBeNull();
    expect(said.escalation).toMatchObject({ nextStep: 1, round: 1, toldAt: null, firedAt: null });
    expect(said.log.map(({ event }) => event)).toEqual(["withdrawn", fields.complaint ? "paused" : "held"]);
    const again = judge({ escalation: { ...said.escalation } }, due + 120);
    expect(people(again)).toEqual(["admin/wa due"]);
  });

  test("told already: nothing is taken back", () => {
    const said = judge({ isRuleActive: false, ...withRun(second) }, due + 60, "news");
    expect(said.escalation).toMatchObject({ nextStep: 2, round: 0, toldAt: began });
  });
});

describe("a step that falls due", () => {
  test("fires for everybody of its post, and only when the bot asks", () => {
    expect(people(judge({}, due))).toEqual(["admin/wa due"]);
    for (const occasion of ["news", "recount", "rebase"] as const) {
      const said = judge({}, due, occasion);
      expect(said.drafts).toEqual([]);
      expect(state(said)).toEqual([
        "running",
        null,
        occasion === "rebase" ? "2026-11-23T10:00" : "2026-11-23T09:00",
      ]);
    }
  });

  test("not a second before", () => {
    const said = judge({}, due - 1);
    expect(said).toMatchObject({ drafts: [], log: [], alarms: [], cleared: [], supersede: null });
    expect(state(said)).toEqual(["running", null, "2026-11-23T09:00"]);
  });

  test("the next one waits until it is told", () => {
    const { escalation } = judge({}, due);
    expect(escalation).toMatchObject({
      nextStep: 2,
      dueAt: null,
      stepDueAt: null,
      firedAt: due,
      toldAt: null,
    });
    expect(judge({ escalation }, at("2026-12-20T09:00")).drafts).toEqual([]);
  });

  test("says whether the gap decided", () => {
    const late = { ...second, toldAt: at("2026-11-26T08:00"), remindFrom: null };
    expect(people(judge(withRun(late), at("2026-11-27T08:00")))).toEqual([
      "kepala/email gap",
      "kepala/wa gap",
    ]);
    expect(people(judge(withRun(second), headDue))).toEqual(["kepala/email due", "kepala/wa due"]);
  });

  test("all fired: nothing more, ever", () => {
    const said = judge(withRun({ nextStep: 4, toldAt: began }), at("2027-01-20T09:00"));
    expect(state(said)).toEqual(["running", null, null]);
  });

  test("a digest is a line for its 08.00", () => {
    const third = { ...second, nextStep: 3, remindFrom: null, toldAt: headDue };
    const said = judge(withRun(third), headDue, "news");
    expect(when(said.escalation.stepDueAt)).toBe("2026-11-30T09:00");
    expect(when(said.escalation.dueAt)).toBe("2026-12-01T08:00");
    const fired = judge({ escalation: said.escalation }, at("2026-12-01T08:00"));
    expect(fired.drafts.map(({ kind, reason, dueAt }) => [kind, reason, when(dueAt)])).toEqual([
      ["digest", "digest", "2026-12-01T08:00"],
      ["digest", "digest", "2026-12-01T08:00"],
    ]);
  });
});

describe("reminders", () => {
  test("are due every working day, and count from acceptance", () => {
    const said = judge(withRun(second), at("2026-11-24T09:00"));
    expect(people(said)).toEqual(["admin/wa reminder"]);
    expect(said.escalation).toMatchObject({ reminders: 1, remindFrom: null, nextStep: 2 });
    expect(when(said.escalation.dueAt)).toBe("2026-11-26T09:00");
  });

  test("missed ones collapse to one, in the window", () => {
    const said = judge(withRun({ ...second, dueAt: at("2026-11-24T09:00") }), at("2026-11-25T21:00"));
    expect(said.drafts).toEqual([]);
    expect(when(said.escalation.dueAt)).toBe("2026-11-26T07:00");
    expect(people(judge({ escalation: said.escalation }, at("2026-11-26T07:00")))).toEqual([
      "admin/wa reminder",
    ]);
  });

  test("of the last step: nothing comes after them", () => {
    const rule = makeRule({
      steps: [
        {
          after: "0 menit",
          post: "admin",
          channels: "wa",
          window: "selalu",
          remind: { every: "1 hari kerja", max: 1 },
        },
      ],
    });
    const said = judge({ ...withRun(second), rule }, at("2026-11-24T09:00"));
    expect(people(said)).toEqual(["admin/wa reminder"]);
    expect(said.escalation).toMatchObject({ stepDueAt: null, dueAt: null });
  });

  test("stop when the next step falls due, at the same instant too, and though that one is held", () => {
    const late = { ...second, remindFrom: at("2026-11-25T09:00") };
    expect(people(judge(withRun(late), headDue))).toEqual(["kepala/email due", "kepala/wa due"]);
    const vacant = { ...withRun(late), people: makePeople([makeHolder(pupr, "admin")], [[pupr, "kepala"]]) };
    const held = judge(vacant, headDue);
    expect(state(held)).toEqual(["held", "no_recipient", "2026-11-27T07:30"]);
    expect(judge({ ...vacant, escalation: held.escalation }, at("2026-11-26T20:00")).drafts).toEqual([]);
  });

  test("one that finds nobody is dropped with an alarm", () => {
    const said = judge(
      { ...withRun(second), people: makePeople([head, bupati], [[pupr, "admin"]]) },
      at("2026-11-24T09:00"),
    );
    expect(said.drafts).toEqual([]);
    expect(causes(said)).toEqual(["no_recipient:PUPR:admin"]);
    expect(said.escalation).toMatchObject({ reminders: 1, remindFrom: null });
  });
});

const headOnly = (channels: string) =>
  makeRule({ steps: [{ after: "0 menit", post: "kepala", channels, window: "selalu" }] });

describe("nobody to tell", () => {
  const vacant = { people: makePeople([makeHolder(pupr, "admin"), bupati], [[pupr, "kepala"]]) };
  const limit = at("2026-11-27T09:00");
  const held = () => judge({ ...withRun(second), ...vacant }, headDue).escalation;

  test("held for one working day, alarmed, and looked at each day", () => {
    const said = judge({ ...withRun(second), ...vacant }, headDue);
    expect(state(said)).toEqual(["held", "no_recipient", "2026-11-27T07:30"]);
    expect(when(said.escalation.heldUntil)).toBe("2026-11-27T09:00");
    expect(causes(said)).toEqual(["no_recipient:PUPR:kepala"]);
    const morning = judge({ ...vacant, escalation: said.escalation }, at("2026-11-27T07:30"));
    expect(state(morning)).toEqual(["held", "no_recipient", "2026-11-27T09:00"]);
    expect(morning.log).toEqual([]);
  });

  test("filled in time: it fires at the next instant of its window", () => {
    const news = judge({ escalation: held() }, at("2026-11-26T16:30"), "news");
    expect(state(news)).toEqual(["held", "no_recipient", "2026-11-27T07:30"]);
    const said = judge({ escalation: news.escalation }, at("2026-11-27T07:30"));
    expect(people(said)).toEqual(["kepala/email filled", "kepala/wa filled"]);
    expect(said.cleared).toEqual(["no_recipient:PUPR:kepala"]);
  });

  test("filled from a date on: seen on that day", () => {
    const plt = makeHolder(pupr, "kepala", { from: "2026-11-27", wa: null });
    const facts = { people: makePeople([plt, bupati]), escalation: held() };
    expect(people(judge(facts, at("2026-11-27T07:30")))).toEqual(["kepala/email filled"]);
  });

  test("not filled: settled at its limit, and the level above hears of it after the gap", () => {
    const said = judge({ ...vacant, escalation: held() }, limit + 3);
    expect(said.escalation).toMatchObject({
      nextStep: 3,
      toldAt: limit,
      unreachable: true,
      state: "running",
    });
    expect(when(said.escalation.stepDueAt)).toBe("2026-11-30T09:00");
    const above = judge({ ...vacant, escalation: said.escalation }, at("2026-12-01T08:00"));
    expect(above.drafts.map(({ unreachable }) => unreachable)).toEqual([
      "Kepala Dinas PUPR",
      "Kepala Dinas PUPR",
    ]);
  });

  test("not filled, and the level above is due at once: it comes in its own turn, not in this one", () => {
    const steps = [
      { after: "0 menit", post: "kepala", channels: "wa", window: "selalu" },
      { after: "0 menit", post: "kepala_daerah", channels: "wa", window: "selalu" },
    ];
    const facts = { ...vacant, rule: makeRule({ gap: "0 menit", steps }) };
    const { escalation } = judge(facts, due);
    const settled = judge({ ...facts, escalation }, at("2026-11-24T09:00"));
    expect(settled.drafts).toEqual([]);
    expect(settled.escalation).toMatchObject({ nextStep: 2, unreachable: true });
    expect(people(judge({ ...facts, escalation: settled.escalation }, at("2026-11-24T09:00")))).toEqual([
      "kepala_daerah/wa gap",
    ]);
  });

  /** Its window is closed when its limit comes. */
  function heldOfAnEvening() {
    const rule = makeRule({
      steps: [
        { after: "0 menit", post: "admin", channels: "wa", window: "selalu" },
        { after: "3 hari kerja", post: "kepala", channels: "wa", window: "18.00-20.00" },
        { after: "9 hari kerja", post: "kepala_daerah", channels: "wa", window: "jam kerja" },
      ],
    });
    const facts = { ...vacant, rule };
    const run = withRun({ ...second, remindFrom: null });
    return { facts, escalation: judge({ ...facts, ...run }, at("2026-11-26T18:00")).escalation };
  }

  test("settled at its limit though its window is closed then", () => {
    const { facts, escalation } = heldOfAnEvening();
    expect(when(escalation.heldUntil)).toBe("2026-11-30T07:30");
    const settled = judge({ ...facts, escalation }, at("2026-11-30T07:30")).escalation;
    expect(settled).toMatchObject({ nextStep: 3, toldAt: at("2026-11-30T07:30") });
  });

  test("filled just before the limit, the window closed: it is not settled, it fires when the window opens", () => {
    const evening = makeRule({
      steps: [
        { after: "0 menit", post: "admin", channels: "wa", window: "selalu" },
        { after: "3 hari kerja", post: "kepala", channels: "wa", window: "18.00-20.00" },
      ],
    });
    const empty = { ...vacant, rule: evening };
    const { escalation } = judge(
      { ...empty, ...withRun({ ...second, remindFrom: null }) },
      at("2026-11-26T18:00"),
    );
    const filled = judge({ rule: evening, escalation }, at("2026-11-30T07:30"));
    expect(state(filled)).toEqual(["held", "no_recipient", "2026-11-30T18:00"]);
    expect(people(judge({ rule: evening, escalation: filled.escalation }, at("2026-11-30T18:00")))).toEqual([
      "kepala/wa filled",
    ]);
  });

  test("the limit is later by what was postponed meanwhile", () => {
    const pauses = JSON.stringify([[at("2026-11-26T10:00"), at("2026-11-26T12:00")]]);
    const facts = { ...vacant, complaint: makeComplaint({ pauses }), escalation: held() };
    expect(judge(facts, limit).escalation.nextStep).toBe(2);
    expect(judge(facts, at("2026-11-27T10:59")).escalation.nextStep).toBe(2);
    expect(judge(facts, at("2026-11-27T11:00")).escalation).toMatchObject({
      nextStep: 3,
      toldAt: at("2026-11-27T11:00"),
    });
  });

  test.each([
    ["postponed meanwhile", { complaint: makeComplaint({ status: "postponed" }) }],
    ["too old meanwhile", { complaint: makeComplaint({ missingSince: due }) }],
  ])("%s, and its window closed at its limit: it waits on, and is settled then all the same", (_, fields) => {
    const { facts, escalation } = heldOfAnEvening();
    const stopped = judge({ ...facts, ...fields, escalation }, at("2026-11-26T19:10")).escalation;
    const on = judge({ ...facts, escalation: stopped }, at("2026-11-26T20:10"), "news");
    expect(state(on)).toEqual(["held", "no_recipient", "2026-11-27T18:00"]);
    expect([on.log, on.alarms]).toEqual([[], []]);
    expect(when(on.escalation.heldUntil)).toBe("2026-11-30T07:30");
    const settled = judge({ ...facts, escalation: on.escalation }, at("2026-11-30T07:30")).escalation;
    expect(settled).toMatchObject({ nextStep: 3, toldAt: at("2026-11-30T07:30") });
  });

  test("a step for WhatsApp only has an alarm of its own, cleared by its own", () => {
    const noPhone = { people: makePeople([makeHolder(pupr, "kepala", { wa: null })]) };
    expect(causes(judge({ ...noPhone, rule: headOnly("wa") }, due))).toEqual(["no_recipient:PUPR:kepala:wa"]);
    expect(judge({ ...noPhone, rule: headOnly("wa>email") }, due).cleared).toEqual([
      "no_recipient:PUPR:kepala",
    ]);
  });

  test("who refused is skipped: the sekretaris, else nobody", () => {
    const refused = new Set([`${head.id}/email/${head.email}`, `${head.id}/wa/${head.wa}`]);
    const again = withRun({ ...second, round: 1 });
    const sekretaris = makeHolder(pupr, "sekretaris", { wa: null });
    const both = judge({ ...again, refused, people: makePeople([head, sekretaris]) }, headDue);
    expect(people(both)).toEqual(["sekretaris/email due"]);
    expect(state(judge({ ...again, refused, people: makePeople([head]) }, headDue))[1]).toBe("no_recipient");
  });

  test("a step below that was unreachable is still said after a step was taken back", () => {
    const settled = judge({ ...vacant, escalation: held() }, limit).escalation;
    const fired = judge({ ...vacant, escalation: settled }, at("2026-12-01T08:00")).escalation;
    expect(fired.unreachable).toBe(true);
  });
});

describe("a calendar that changes", () => {
  const friday = at("2026-11-27T09:00");
  const without = wita;
  const holidays = new Map(wita.holidays).set("2026-11-25", {
    date: "2026-11-25",
    name: "Hari Jadi",
    kind: "libur_daerah",
    decree: "SK",
  });
  const withHoliday = { ...wita, holidays };
  const waiting = { ...second, remindFrom: null, stepDueAt: headDue, dueAt: headDue };

  test("a holiday that comes moves the due moment, at once and back again", () => {
    const later = judge({ ...withRun(waiting), calendar: withHoliday }, at("2026-11-24T10:00"), "recount");
    expect(state(later)).toEqual(["running", null, "2026-11-27T09:00"]);
    const back = judge(
      { escalation: later.escalation, calendar: without },
      at("2026-11-24T10:00"),
      "recount",
    );
    expect(state(back)).toEqual(["running", null, "2026-11-26T09:00"]);
    expect(back.escalation.notBefore).toBeNull();
  });

  test("what it brings forward fires not before one working hour from then", () => {
    const late = { ...waiting, stepDueAt: friday, dueAt: friday };
    const soon = judge(withRun(late), at("2026-11-26T08:30"), "recount");
    expect(state(soon)).toEqual(["running", null, "2026-11-26T09:30"]);
    const past = judge(withRun(late), at("2026-11-26T15:30"), "recount");
    expect(state(past)).toEqual(["running", null, "2026-11-27T08:00"]);
    expect(people(judge({ escalation: soon.escalation }, at("2026-11-26T09:30")))).toHaveLength(2);
  });

  test("anything else that is learned brings a step forward without an hour", () => {
    const late = { ...waiting, stepDueAt: friday, dueAt: friday };
    const said = judge(withRun(late), at("2026-11-26T08:30"), "news");
    expect(state(said)).toEqual(["running", null, "2026-11-26T09:00"]);
    expect(said.escalation.notBefore).toBeNull();
  });

  test("what was due already is not held up", () => {
    const overdue = { ...waiting, dueAt: headDue };
    expect(state(judge(withRun(overdue), at("2026-11-26T09:00"), "recount"))[2]).toBe("2026-11-26T09:00");
  });

  test("a vacancy keeps its limit, however often it is counted again", () => {
    const facts = { people: makePeople([bupati], [[pupr, "kepala"]]) };
    let { escalation } = judge({ ...facts, ...withRun({ ...second, remindFrom: null }) }, headDue);
    for (let times = 0; times < 3; times++) {
      ({ escalation } = judge({ ...facts, escalation }, headDue + times * 600, "recount"));
      expect(when(escalation.heldUntil)).toBe("2026-11-27T09:00");
      ({ escalation } = judge({ ...facts, escalation }, headDue + times * 600));
    }
    expect(when(escalation.heldUntil)).toBe("2026-11-27T09:00");
  });

  test("a vacant step that falls due later now does not wait any more: it runs until then", () => {
    const facts = { people: makePeople([bupati], [[pupr, "kepala"]]) };
    const { escalation } = judge({ ...facts, ...withRun({ ...second, remindFrom: null }) }, headDue);
    const now = at("2026-11-26T10:00");
    const later = judge({ ...facts, escalation, calendar: withHoliday }, now, "recount").escalation;
    expect(later).toMatchObject({ state: "running", reason: null, heldUntil: null });
    expect(when(later.dueAt)).toBe("2026-11-27T09:00");
    const inTime = judge({ escalation: later, calendar: withHoliday }, at("2026-11-27T09:00"));
    expect(people(inTime)).toEqual(["kepala/email due", "kepala/wa due"]);
    const stillVacant = judge({ ...facts, escalation: later, calendar: withHoliday }, friday);
    expect(state(stillVacant)).toEqual(["held", "no_recipient", "2026-11-30T07:30"]);
    expect(when(stillVacant.escalation.heldUntil)).toBe("2026-11-30T09:00");
  });

  test("a step brought forward behind a reminder waits its hour too", () => {
    const reminding = {
      ...second,
      stepDueAt: friday,
      dueAt: at("2026-11-26T08:45"),
      remindFrom: at("2026-11-25T08:45"),
    };
    const said = judge(withRun(reminding), at("2026-11-26T08:40"), "recount");
    expect(when(said.escalation.stepDueAt)).toBe("2026-11-26T09:40");
  });
});

describe("what stands in the book after", () => {
  const before = {
    ...second,
    state: "held",
    reason: "no_recipient",
    heldUntil: at("2026-11-27T09:00"),
    dueAt: headDue,
    reminders: 2,
    ackedAt: began,
    ackedBy: "Budi",
    notBefore: headDue,
  } as const;

  test("a step: reminders and SIAP begin anew, and it knows when the level below was told", () => {
    const said = judge(withRun(before), headDue);
    expect(said.escalation).toMatchObject({
      state: "running",
      reason: null,
      heldUntil: null,
      nextStep: 3,
      stepDueAt: null,
      dueAt: null,
      firedAt: headDue,
      toldBefore: began,
      toldAt: null,
      reminders: 0,
      remindFrom: null,
      ackedAt: null,
      ackedBy: null,
      notBefore: null,
    });
    expect(said.log).toEqual([
      {
        event: "fired",
        step: 2,
        detail: {
          reason: "filled",
          due: headDue,
          by: "due",
          told: began,
          notBefore: headDue,
          unit: "PUPR",
          post: "kepala",
          messages: 2,
        },
      },
    ]);
    expect(
      said.drafts.map(({ kind, step, occurrence, dueAt }) => [kind, step, occurrence, when(dueAt)]),
    ).toEqual([
      ["step", 2, 0, "2026-11-26T09:00"],
      ["step", 2, 0, "2026-11-26T09:00"],
    ]);
    expect([said.supersede, said.alarms]).toEqual([null, []]);
  });

  test("a reminder: what it is due for, since when, and which one it is", () => {
    const due = at("2026-11-24T09:00");
    const said = judge(withRun({ ...second, dueAt: due }), due);
    expect(said.log).toEqual([{ event: "reminded", step: 1, detail: { occurrence: 1, due, since: began } }]);
    expect(
      said.drafts.map(({ kind, step, occurrence, dueAt }) => [kind, step, occurrence, when(dueAt)]),
    ).toEqual([["reminder", 1, 1, "2026-11-24T09:00"]]);
    expect(when(said.escalation.stepDueAt)).toBe("2026-11-26T09:00");
  });

  test("a reminder that was missed is due when it may go", () => {
    const said = judge(withRun(second), at("2026-11-24T09:00:05"));
    expect(said.drafts.map(({ dueAt }) => when(dueAt))).toEqual(["2026-11-24T09:00:05"]);
  });

  test("a reminder that finds nobody: dropped, and the next step waits as before", () => {
    const due = at("2026-11-24T09:00");
    const said = judge(
      { ...withRun({ ...second, dueAt: due }), people: makePeople([head, bupati], [[pupr, "admin"]]) },
      due,
    );
    expect(said.log).toEqual([
      { event: "reminder_dropped", step: 1, detail: { occurrence: 1, due, since: began } },
    ]);
    expect(state(said)).toEqual(["running", null, "2026-11-26T09:00"]);
  });

  test("a vacancy, and its end: no reminders, no SIAP of the step below", () => {
    const vacant = { people: makePeople([bupati], [[pupr, "kepala"]]) };
    const limit = at("2026-11-27T09:00");
    const held = judge({ ...vacant, ...withRun({ ...second, ackedAt: began, ackedBy: "Budi" }) }, headDue);
    expect(held.log).toEqual([{ event: "held", step: 2, detail: { reason: "no_recipient", until: limit } }]);
    const settled = judge({ ...vacant, escalation: held.escalation }, limit);
    expect(settled.escalation).toMatchObject({
      heldUntil: null,
      firedAt: limit,
      toldBefore: began,
      toldAt: limit,
      reminders: 0,
      remindFrom: null,
      ackedAt: null,
      ackedBy: null,
    });
    expect(settled.log).toEqual([
      {
        event: "unreachable",
        step: 2,
        detail: { post: "kepala", due: headDue, told: began, notBefore: null, limit },
      },
    ]);
    expect(causes(settled)).toEqual(["no_recipient:PUPR:kepala"]);
  });

  test("a step settled as unreachable is never reminded of, though it has reminders", () => {
    const vacant = { people: makePeople([head, bupati], [[pupr, "admin"]]) };
    const { escalation } = judge(vacant, due);
    const limit = at("2026-11-24T09:00");
    const settled = judge({ ...vacant, escalation }, limit);
    expect(settled.escalation).toMatchObject({ nextStep: 2, toldAt: limit, reminders: 2 });
    expect(when(settled.escalation.dueAt)).toBe("2026-11-26T09:00");
  });

  test.each<[string, Partial<Facts>, unknown]>([
    [
      "the end",
      { complaint: makeComplaint({ status: "done" }) },
      { event: "ended", step: null, detail: { reason: "complaint_ended" } },
    ],
    [
      "a pause",
      { complaint: makeComplaint({ status: "postponed" }) },
      { event: "paused", step: null, detail: {} },
    ],
    ["a hold", { freshUntil: 0 }, { event: "held", step: 1, detail: { reason: "stale" } }],
  ])("%s is logged with its reason", (_, fields, logged) => {
    expect(judge(fields, due).log).toEqual([logged]);
  });

  test("its end forgets what it waited for; what only holds it back leaves it waiting for somebody", () => {
    const waiting = withRun({ ...before, stepDueAt: headDue });
    const ended = judge({ ...waiting, complaint: makeComplaint({ status: "done" }) }, headDue);
    expect(ended.escalation).toMatchObject({ dueAt: null, stepDueAt: null, heldUntil: null });
    const paused = judge({ ...waiting, complaint: makeComplaint({ status: "postponed" }) }, headDue);
    expect(paused.escalation).toMatchObject({ dueAt: null, heldUntil: before.heldUntil });
    expect(paused.supersede).toBe("ditunda di LAPOR!");
    const off = judge({ ...waiting, isRuleActive: false }, headDue);
    expect(off.escalation).toMatchObject({ dueAt: null, heldUntil: before.heldUntil });
    expect(off.supersede).toBe("aturan dimatikan");
  });

  test("paused twice is said once", () => {
    const postponed = { complaint: makeComplaint({ status: "postponed" }) };
    const once = judge(postponed, due);
    const twice = judge({ ...postponed, escalation: once.escalation }, due + 60);
    expect(twice).toMatchObject({ log: [], supersede: null });
    expect(twice.escalation).toEqual(once.escalation);
  });

  test.each([
    ["moved", "dialihkan ke OPD lain"],
    ["backlog", "termasuk tunggakan"],
  ] as const)("%s tells unsent messages why they stay", (reason, note) => {
    expect(end(makeRun(), reason, due).supersede).toBe(note);
  });
});
