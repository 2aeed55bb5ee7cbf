import { expect, test } from "vitest";
import type { Calendar } from "../../../src/calendar/contract.ts";
import type { Escalation, Office } from "../../../src/escalation/contract.ts";
import { gatherFacts } from "../../../src/escalation/facts.ts";
import type { Unit } from "../../../src/people/contract.ts";
import {
  at,
  began,
  makeComplaint,
  makeOffice,
  makePeople,
  makeRule,
  makeRun,
  pupr,
  root,
  ruleInForce,
  span,
  wita,
} from "./facts.ts";

const rule = ruleInForce(makeRule());
const other = ruleInForce(makeRule({ name: "Lain" }, 2));
const wib: Calendar = { ...wita, code: "wib", zone: "Asia/Jakarta" };

function gather(run: Partial<Escalation> = {}, office: Partial<Office> = {}, refused?: ReadonlySet<string>) {
  return gatherFacts(
    makeRun(run),
    makeComplaint({ confirmedAt: began }),
    makeOffice([rule, other], office),
    refused,
  );
}

/** People whose office counts time by this calendar. */
const placed = (calendar: string | null, above: string | null = "wita") => {
  const people = makePeople([]);
  const units = new Map<number, Unit>([
    [root.id, { ...root, calendar: above }],
    [pupr.id, { ...pupr, calendar }],
  ]);
  return { ...people, units, root: units.get(root.id) ?? null };
};
const maxAgeOf = () => span("2 hari kerja");
const calendars = new Map([
  ["wita", { ...wita, code: "wita" }],
  ["wib", wib],
]);

test("the version with which the run started, though its rule has a newer one", () => {
  const office = { ruleVersion: (id: number) => ({ ...rule.current, versionId: id }) };
  expect(gather({ ruleVersionId: 9 }, office).rule.versionId).toBe(9);
});

test("its own rule must be on: another that is on does not help", () => {
  expect(gather().isRuleActive).toBe(true);
  const off = makeOffice([{ ...rule, active: false }, other]);
  expect(gather({}, off).isRuleActive).toBe(false);
});

test.each([
  ["its unit's", pupr.id, placed("wib"), "wib"],
  ["the root's before any disposition", null, placed("wib"), "wita"],
  ["the root's where its unit is gone", 99, placed("wib"), "wita"],
  ["none while no zone was chosen for its unit", pupr.id, placed(null), undefined],
  ["none where the calendar is gone", pupr.id, placed("wit"), undefined],
  ["none without a root", null, { ...placed("wib"), root: null }, undefined],
])("time is counted by the calendar of the complaint's unit: %s", (_, unitId, people, code) => {
  expect(gather({ unitId }, { people, calendars }).calendar?.code).toBe(code);
});

test("the calendar of anybody else's unit can be asked for", () => {
  const { calendarOfUnit } = gather({}, { people: placed("wib"), calendars });
  expect([root, pupr].map((unit) => calendarOfUnit(unit)?.code)).toEqual(["wita", "wib"]);
  expect(gather({}, { people: placed(null), calendars }).calendarOfUnit(pupr)).toBeNull();
});

test("the unit itself, null before any disposition", () => {
  expect(gather().unit?.code).toBe("PUPR");
  expect(gather({ unitId: null }).unit).toBeNull();
});

test("a look at LAPOR! counts for its source's maxAge, in working time of its unit", () => {
  const files = { maxAgeOf: (source: string) => (source === "manual" ? span("2 hari kerja") : null) };
  expect(gather({}, files).freshUntil).toBe(at("2026-11-25T09:00"));
  expect(gather({}, { maxAgeOf: () => span("2 jam") }).freshUntil).toBe(at("2026-11-23T11:00"));
  expect(gather().freshUntil).toBeNull();
});

test("without a calendar, or in a year without holidays, no age is reckoned: the judge holds it for that", () => {
  expect(gather({}, { maxAgeOf, people: placed(null) }).freshUntil).toBeNull();
  const bare = new Map([["wita", { ...wita, years: new Set([2025]) }]]);
  expect(gather({}, { maxAgeOf, calendars: bare }).freshUntil).toBeNull();
});

test("any other fault is not passed over in silence", () => {
  const broken = { ...wita, hours: null } as unknown as Calendar;
  expect(() => gather({}, { maxAgeOf, calendars: new Map([["wita", broken]]) })).toThrow(TypeError);
});

test("who refused is handed on; nobody if nobody asked", () => {
  expect(gather().refused.size).toBe(0);
  const refused = new Set(["1/wa/+628"]);
  expect(gather({}, {}, refused).refused).toBe(refused);
});

test("doors, and when the bot came back, as the office has them", () => {
  const doors = { wa: false, email: true, isTrial: true };
  expect(gather({}, { doors, upSince: 7 })).toMatchObject({ doors, upSince: 7 });
});
