import * as fc from "fast-check";
import { expect, test } from "vitest";
import { someRule } from "../../scenarios/lives/rules.ts";
import type { Complaint } from "../../../src/complaints/contract.ts";
import type { Escalation, Facts, Verdict } from "../../../src/escalation/contract.ts";
import { decide, type Occasion } from "../../../src/escalation/decide.ts";
import type { Holder } from "../../../src/people/contract.ts";
import { someCalendar, someInstant } from "../calendar/calendars.ts";
import { dlh, makeComplaint, makeHolder, makePeople, makeRule, makeRun, pupr, root } from "./facts.ts";

const RUNS = 3000 * Number(process.env["LIVES"] ?? 1);

const holds = ["stale", "missing_upstream", "unknown_unit", "no_calendar", "rule_off", "manual"] as const;
const ends = ["answered", "complaint_ended", "moved", "backlog"] as const;

/** Nine times of ten the first: a judge that is always stopped at the door decides nothing. */
function mostly<T, U>(usual: fc.Arbitrary<T>, unusual: fc.Arbitrary<U>): fc.Arbitrary<T | U> {
  return fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: unusual });
}

const nothing = fc.constant(null);
const yes = fc.constant(true);
const no = fc.constant(false);
const rarelyInstant = mostly(nothing, someInstant);

/** Within some days of the beginning, or any moment. */
function near(anchorAt: number): fc.Arbitrary<number> {
  return mostly(
    fc.integer({ min: 0, max: 10 * 86_400 }).map((later) => anchorAt + later),
    someInstant,
  );
}

/** A run as the judge may have left it. */
function someState(moment: fc.Arbitrary<number>): fc.Arbitrary<Partial<Escalation>> {
  const running = fc.record({
    state: fc.constant("running" as const),
    reason: nothing,
    dueAt: fc.oneof(moment, nothing),
  });
  const vacant = fc.record({
    state: fc.constant("held" as const),
    reason: fc.constant("no_recipient"),
    dueAt: moment,
    heldUntil: moment,
  });
  const held = fc.record({
    state: fc.constant("held" as const),
    reason: fc.constantFrom(...holds),
    dueAt: nothing,
    heldUntil: mostly(nothing, moment),
  });
  const paused = fc.record({
    state: fc.constant("paused" as const),
    reason: fc.constant("postponed"),
    dueAt: nothing,
    heldUntil: mostly(nothing, moment),
  });
  const ended = fc.record({
    state: fc.constant("ended" as const),
    reason: fc.constantFrom(...ends),
    dueAt: nothing,
    endedAt: moment,
  });
  return fc.oneof(
    { weight: 8, arbitrary: running },
    { weight: 4, arbitrary: vacant },
    { weight: 2, arbitrary: held },
    { weight: 1, arbitrary: paused },
    { weight: 1, arbitrary: ended },
  );
}

const someRun: fc.Arbitrary<Escalation> = someInstant.chain((anchorAt) => {
  const moment = near(anchorAt);
  const maybe = fc.oneof(moment, nothing);
  const rest = fc.record({
    anchorAt: fc.constant(anchorAt),
    nextStep: mostly(fc.integer({ min: 1, max: 3 }), fc.integer({ min: 1, max: 6 })),
    unitId: fc.constantFrom(pupr.id, pupr.id, dlh.id, null),
    stepDueAt: maybe,
    firedAt: maybe,
    toldAt: mostly(moment, nothing),
    toldBefore: maybe,
    unreachable: fc.boolean(),
    reminders: fc.nat(4),
    remindFrom: maybe,
    ackedAt: mostly(nothing, moment),
    notBefore: mostly(nothing, moment),
    round: fc.nat(2),
    isReopened: fc.boolean(),
  });
  return fc.tuple(someState(moment), rest).map(([state, fields]) => makeRun({ ...fields, ...state }));
});

function someComplaint(moment: fc.Arbitrary<number>): fc.Arbitrary<Complaint> {
  const pauses = fc
    .array(fc.tuple(moment, fc.option(moment)), { maxLength: 3 })
    .map((list) => (list.length === 0 ? null : JSON.stringify(list)));
  const stopped = fc.constantFrom("postponed" as const, "in_progress" as const, "done" as const);
  return fc
    .record({
      status: mostly(
        fc.constantFrom("unanswered" as const, "verified" as const, "unknown" as const),
        stopped,
      ),
      opdId: fc.constantFrom(pupr.id, dlh.id, null),
      opdIsUnknown: mostly(no, yes),
      answeredAt: mostly(nothing, moment),
      lastFollowUpAt: mostly(nothing, moment),
      missingSince: mostly(nothing, moment),
      isBacklog: mostly(no, yes),
      pauses,
    })
    .map(makeComplaint);
}

const someHolder: fc.Arbitrary<Holder> = fc
  .record({
    unit: fc.constantFrom(root, pupr, dlh),
    post: fc.constantFrom("admin", "kepala", "sekretaris", "kepala_daerah"),
    wa: fc.option(fc.constant("+6281200000001")),
    email: fc.option(fc.constant("a@contoh.example")),
    waUsable: fc.boolean(),
    waStopped: fc.boolean(),
    emailUsable: fc.boolean(),
  })
  .map(({ unit, post, ...rest }) => makeHolder(unit, post, rest));

const everybody = [root, pupr, dlh].flatMap((unit) =>
  ["admin", "kepala", "kepala_daerah"].map((post) => makeHolder(unit, post)),
);

/** Facts, and the moment at which they are judged. */
const someQuestion: fc.Arbitrary<readonly [Facts, number]> = someRun.chain((escalation) => {
  const moment = near(escalation.anchorAt);
  return fc
    .record({
      complaint: someComplaint(moment),
      clock: mostly(fc.constantFrom("response", "completion"), fc.constant("verification")),
      written: someRule,
      isRuleActive: mostly(yes, no),
      unit: fc.constantFrom(null, pupr, dlh),
      calendar: mostly(someCalendar, nothing),
      holders: fc.oneof(fc.constant(everybody), fc.array(someHolder, { maxLength: 8 })),
      freshUntil: rarelyInstant,
      doors: mostly(
        fc.constant({ wa: true, email: true, isTrial: false }),
        fc.record({ wa: fc.boolean(), email: fc.boolean(), isTrial: fc.boolean() }),
      ),
      upSince: rarelyInstant,
      now: moment,
    })
    .map(({ clock, written, holders, now, ...facts }) => [
      {
        ...facts,
        escalation,
        rule: makeRule({ ...written, clock }),
        people: makePeople(holders, [[pupr, "kepala"]]),
        calendarOfUnit: () => facts.calendar,
        refused: new Set<string>(),
      },
      now,
    ]);
});

const someOccasion = fc.constantFrom<Occasion>("due", "due", "news", "recount", "rebase");

test(`decide is total: any facts give a state that holds together, and what was due gets on (${RUNS} random facts)`, () => {
  let fired = 0;
  fc.assert(
    fc.property(someQuestion, someOccasion, ([facts, now], occasion) => {
      const verdict = decide(facts, now, occasion);
      expect(findFaults(facts, verdict, now, occasion)).toEqual([]);
      if (verdict.drafts.length > 0) fired++;
    }),
    { numRuns: RUNS },
  );
  expect(fired).toBeGreaterThan(RUNS / 500);
});

test(`asked again at the same moment, the judge says the same of what did not fire (${RUNS} random facts)`, () => {
  fc.assert(
    fc.property(someQuestion, ([facts, now]) => {
      const once = decide(facts, now, "news").escalation;
      // what cannot be counted is tried anew each time
      fc.pre(once.reason !== "no_calendar");
      const twice = decide({ ...facts, escalation: once }, now, "news").escalation;
      expect(twice).toEqual(once);
    }),
    { numRuns: RUNS },
  );
});

function findFaults(facts: Facts, verdict: Verdict, now: number, occasion: Occasion): string[] {
  const { escalation: before } = facts;
  const { escalation: after, drafts } = verdict;
  const faults: string[] = [];
  const ought = (isSo: boolean, fault: string) => void (isSo || faults.push(fault));
  for (const [name, value] of Object.entries(after))
    if (typeof value === "number") ought(Number.isSafeInteger(value), `${name} is ${value}`);
  const { state, reason, dueAt, heldUntil, endedAt, nextStep } = after;
  ought((state === "ended") === (endedAt !== null), `${state}, ended at ${endedAt}`);
  ought((state === "running") === (reason === null), `${state} because of ${reason}`);
  ought(state !== "ended" || ends.some((one) => one === reason), `ended because of ${reason}`);
  ought(state !== "paused" || reason === "postponed", `paused because of ${reason}`);
  ought(state === "running" || reason === "no_recipient" || dueAt === null, `${reason}, and due at ${dueAt}`);
  ought(reason !== "no_recipient" || (dueAt !== null && heldUntil !== null), "vacant without an end");
  const isOver = state === "running" || state === "ended";
  ought(!isOver || heldUntil === null || after === before, `${state}, and held until ${heldUntil}`);
  ought(
    state !== "held" || holds.some((one) => one === reason) || reason === "no_recipient",
    `held: ${reason}`,
  );
  ought(Math.abs(nextStep - before.nextStep) <= 1, `from step ${before.nextStep} to ${nextStep}`);
  const isOn = nextStep !== before.nextStep || after.reminders !== before.reminders;
  ought(occasion !== "due" || isOn || dueAt === null || dueAt > now, `still due at ${dueAt}`);
  ought(occasion === "due" || drafts.length === 0, "fires though only asked for news");
  ought(drafts.length === 0 || state === "running", `fires, and is ${state}`);
  for (const { step, holder, channel, occurrence } of drafts) {
    ought(holder[channel] !== null, `${channel} to nobody`);
    ought(step === nextStep - 1, `step ${step} of ${nextStep}`);
    ought(occurrence === (nextStep > before.nextStep ? 0 : after.reminders), `occurrence ${occurrence}`);
  }
  return faults;
}
