import { parseDuration } from "../../../src/calendar/durations.ts";
import type { Calendar } from "../../../src/calendar/contract.ts";
import type { Complaint } from "../../../src/complaints/contract.ts";
import { blankComplaint } from "../../../src/complaints/blank.ts";
import type { Doors, Escalation, Office } from "../../../src/escalation/contract.ts";
import type { TimedFacts } from "../../../src/escalation/timing.ts";
import { freshRun } from "../../../src/escalation/runs.ts";
import type { Holder, People, Unit } from "../../../src/people/contract.ts";
import { postKey } from "../../../src/people/post-key.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import type { Rule, RuleVersion } from "../../../src/rules/contract.ts";
import { at, wita } from "../calendar/calendars.ts";
import { firstFollowUp } from "../rules/written.ts";

// A Pemda on paper: what the judge may know, made by hand.

export const root: Unit = makeUnit({
  id: 1,
  code: "PEMDA",
  name: "Pemerintah Kabupaten Contoh",
  parentId: null,
});
export const pupr: Unit = makeUnit({ id: 2, code: "PUPR", name: "Dinas PUPR", parentId: 1 });
export const dlh: Unit = makeUnit({ id: 3, code: "DLH", name: "Dinas Lingkungan Hidup", parentId: 1 });

function makeUnit(unit: Pick<Unit, "id" | "code" | "name" | "parentId">): Unit {
  return { ...unit, sebutan: "Kepala Dinas", externalId: null, calendar: "wita" };
}

let nextHolder = 1;

/** Reachable by WhatsApp and email unless said otherwise. */
export function makeHolder(unit: Unit, post: string, fields: Partial<Holder> = {}): Holder {
  const id = fields.id ?? nextHolder++;
  return {
    id,
    unitId: unit.id,
    post,
    name: `${post} ${unit.code}`,
    kind: "definitif",
    wa: `+62812${String(id).padStart(8, "0")}`,
    email: `orang${id}@contoh.example`,
    from: null,
    to: null,
    leftAt: null,
    waUsable: true,
    waStopped: false,
    emailUsable: true,
    ...fields,
  };
}

/** Units and the holders of their posts; `vacant`: posts without anybody. */
export function makePeople(holders: readonly Holder[], vacant: readonly [Unit, string][] = []): People {
  const holdersByPost = new Map<string, Holder[]>();
  for (const [unit, post] of vacant) holdersByPost.set(postKey(unit.id, post), []);
  for (const holder of holders) {
    const key = postKey(holder.unitId, holder.post);
    holdersByPost.set(key, [...(holdersByPost.get(key) ?? []), holder]);
  }
  return {
    units: new Map([root, pupr, dlh].map((unit) => [unit.id, unit])),
    root,
    holdersByPost,
    unitIdsByAlias: new Map(),
    unitIdsByBareName: new Map(),
    region: { kind: "kabupaten", name: "contoh" },
    unitIdByExternalId: new Map(),
  };
}

const admin = makeHolder(pupr, "admin");
export const head = makeHolder(pupr, "kepala");
export const bupati = makeHolder(root, "kepala_daerah");
const people = makePeople([admin, head, bupati]);

export const doors: Doors = { wa: true, email: true, isTrial: false };

/** The rule of escalation.md section 4, with some of its fields otherwise. */
export function makeRule(changes: Record<string, unknown> = {}, id = 1): RuleVersion {
  const { order: _order, active: _active, ...draft } = parseRule({ ...firstFollowUp, ...changes });
  return { ...draft, ruleId: id, versionId: id * 10, version: 1 };
}

export function ruleInForce(version: RuleVersion, order = 100, active = true): Rule {
  return { id: version.ruleId, name: version.name, order, active, current: version };
}

export const began = at("2026-11-23T09:00");

/** Open, with Dinas PUPR since Monday 23 November 2026 09.00 WITA. */
export function makeComplaint(fields: Partial<Complaint> = {}): Complaint {
  return {
    ...blankComplaint("9100001", { report: { source: "manual", asOf: began }, now: began }),
    status: "unanswered",
    statusRaw: "Belum Ditindaklanjuti",
    opdId: pupr.id,
    disposedAt: began,
    unitSeenAt: began,
    ...fields,
  };
}

/** A run at its very beginning, anchored at the disposition. */
export function makeRun(fields: Partial<Escalation> = {}): Escalation {
  return {
    ...freshRun(
      {
        trackingId: "9100001",
        clock: "response",
        epoch: 1,
        unitId: pupr.id,
        ruleId: 1,
        ruleVersionId: 10,
        anchorAt: began,
        isReopened: false,
      },
      began,
    ),
    id: 1,
    ...fields,
  };
}

export function makeFacts(fields: Partial<TimedFacts> = {}): TimedFacts {
  const calendar: Calendar = fields.calendar ?? wita;
  return {
    escalation: makeRun(),
    complaint: makeComplaint(),
    rule: makeRule(),
    isRuleActive: true,
    unit: pupr,
    people,
    calendarOfUnit: () => calendar,
    freshUntil: null,
    doors,
    upSince: null,
    refused: new Set(),
    ...fields,
    calendar,
  };
}

export function makeOffice(rules: readonly Rule[], fields: Partial<Office> = {}): Office {
  return {
    people,
    calendars: new Map([["wita", wita]]),
    rules,
    ruleVersion: (id) => {
      const found = rules.find(({ current }) => current.versionId === id);
      if (!found) throw new Error(`no version ${id}`);
      return found.current;
    },
    maxAgeOf: () => null,
    doors,
    sendingSince: 0,
    upSince: null,
    ...fields,
  };
}

export const span = parseDuration;
export { at, wita };
