import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Db } from "../../../db/open.ts";
import { addDuration, addWorkingTime } from "../../../src/calendar/arithmetic.ts";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { applyRule, takeRuleBack } from "../../../src/desk/apply-rule.ts";
import { draftOf, type RuleDraft } from "../../../src/rules/draft.ts";
import { findRule, saveRule } from "../../../src/rules/store.ts";
import { openMirrorBook } from "../../../src/simulation/book.ts";
import { forecast } from "../../../src/simulation/forecast.ts";
import { fillBook } from "../../support/open-complaints.ts";
import { at } from "../../support/story.ts";

const now = at("2026-11-18T10:00");
const name = "Tindak lanjut pertama";

let folder: string;
/** What would leave without any change. */
let asBefore: string[];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-apply-"));
  fillBook({ path: join(folder, "book.db"), now, open: 80 });
  const mirror = openMirrorBook(join(folder, "book.db"));
  asBefore = forecast(mirror, now).map(lineOf);
  mirror.close();
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

type Change = (rule: RuleDraft) => RuleDraft;

const step =
  (number: number, changes: object): Change =>
  (rule) => ({
    ...rule,
    steps: rule.steps.map((each, index) => (index === number - 1 ? { ...each, ...changes } : each)),
  });
const without =
  (number: number): Change =>
  (rule) => ({ ...rule, steps: rule.steps.filter((_, index) => index !== number - 1) });

/** A mirror of the book with the rule changed and applied to what is open. */
function changed(change: Change): Db {
  const mirror = openMirrorBook(join(folder, "book.db"));
  mirror.sql.transaction(() => {
    const rule = saveRule(mirror.sql, change(draftOf(findRule(mirror.sql, name)!)), now);
    const desk = openCommandDesk(mirror);
    expect(applyRule(desk, desk.office, rule, now).applied.length).toBeGreaterThan(30);
  })();
  return mirror;
}

interface Row {
  readonly escalationId: number;
  readonly post: string;
  readonly person: string;
  readonly intended: string;
  readonly step: number;
  readonly round: string;
  readonly kind: string;
  readonly acceptedAt: number;
}

/** Every step that people were told, before the change and after it. */
function toldSteps({ sql }: Db): Row[] {
  return sql
    .prepare<[string], Row>(
      `select o.* from outbox o join escalations e on e.id = o.escalationId join rules r on r.id = e.ruleId
       where o.acceptedAt is not null and o.kind in ('step', 'digest') and r.name = ? order by o.acceptedAt, o.id`,
    )
    .all(name);
}

const climb = ["admin", "sekretaris", "kepala", "kepala_daerah"];

describe.each<[string, Change]>([
  ["a head told a day earlier", step(2, { after: parseDuration("2 hari kerja") })],
  [
    "everything told at once",
    (rule) => ({
      ...rule,
      steps: rule.steps.map((each) => ({ ...each, after: parseDuration("0 menit") })),
    }),
  ],
  ["a head told later", step(2, { after: parseDuration("4 hari kerja") })],
  ["the admin's step taken out", without(1)],
  ["the head's step taken out", without(2)],
  [
    "another level between",
    (rule) => ({
      ...rule,
      steps: rule.steps.flatMap((each, index) =>
        index === 1 ? [{ ...each, post: "sekretaris", after: parseDuration("2 hari kerja") }, each] : [each],
      ),
    }),
  ],
  ["other channels", step(1, { channels: "email" })],
  ["each at once instead of a digest", step(3, { deliver: "each" })],
  ["a longer gap", (rule) => ({ ...rule, gap: parseDuration("2 hari kerja") })],
  ["reminders", step(1, { remind: { every: parseDuration("4 jam kerja"), max: 4 } })],
])("%s, applied to open complaints", (_, change) => {
  test("nobody is told twice, nobody at the moment of saving, nobody before those below, one step at a time", () => {
    const mirror = changed(change);
    const rule = findRule(mirror.sql, name)!;
    const calendar = openCommandDesk(mirror).office.calendars.get("pemda")!;
    const grace = addWorkingTime(calendar, now, 3600);
    const foreseen = forecast(mirror, now);
    for (const message of foreseen)
      if (at(message.at) < grace && message.kind !== "moved") expect(asBefore).toContain(lineOf(message));

    const told = toldSteps(mirror);
    const keys = told.map(({ escalationId, post, person, intended }) =>
      [escalationId, post, person, intended].join("\n"),
    );
    expect(keys.length).toBe(new Set(keys).size);
    for (const own of Map.groupBy(told, ({ escalationId }) => escalationId).values()) {
      const levels = [...Map.groupBy(own, ({ post }) => post)].map(([post, rows]) => ({
        rank: climb.indexOf(post),
        first: rows[0]!.acceptedAt,
      }));
      for (const [index, level] of levels.slice(1).entries()) {
        const below = levels[index]!;
        expect(level.rank).toBeGreaterThan(below.rank);
        if (level.first >= now)
          expect(level.first).toBeGreaterThanOrEqual(addDuration(calendar, below.first, rule.current.gap));
      }
    }
    expect(mirror.sql.prepare("select count(*) from escalations where unreachable = 1").pluck().get()).toBe(
      0,
    );
    mirror.close();
  });
});

function lineOf({
  at: moment,
  trackingId,
  clock,
  post,
  person,
  channel,
  kind,
}: ReturnType<typeof forecast>[number]) {
  return [moment, trackingId, clock, post, person, channel, kind].join(" ");
}

describe("a reminder that still waits is not lost", () => {
  test.each([
    ["it comes an hour after the rule was applied", false, "2026-11-18T11:00:00+08:00"],
    ["nor where that is taken back: it comes at once, as it would have", true, "2026-11-18T10:00:00+08:00"],
  ])("%s", (_, isTakenBack, moment) => {
    const mirror = openMirrorBook(join(folder, "book.db"));
    const run = mirror.sql
      .prepare<[string], { id: number; trackingId: string }>(
        `select e.id, e.trackingId from escalations e join rules r on r.id = e.ruleId
         where r.name = ? and nextStep = 2 and reminders = 1 and state = 'running'`,
      )
      .get(name)!;
    mirror.sql
      .prepare(
        "update outbox set state = 'pending', acceptedAt = null where escalationId = ? and occurrence = 1",
      )
      .run(run.id);
    mirror.sql.prepare("update escalations set remindFrom = null where id = ?").run(run.id);
    mirror.sql.transaction(() => {
      const later = step(3, { after: parseDuration("6 hari kerja") });
      const rule = saveRule(mirror.sql, later(draftOf(findRule(mirror.sql, name)!)), now);
      const desk = openCommandDesk(mirror);
      const { applied } = applyRule(desk, desk.office, rule, now);
      if (isTakenBack) takeRuleBack(desk, desk.office, applied, now);
    })();
    const reminders = forecast(mirror, now).filter(
      ({ trackingId, kind, clock }) =>
        trackingId === run.trackingId && kind === "reminder" && clock === "response",
    );
    expect(reminders[0]).toMatchObject({ occurrence: 1, at: moment });
    mirror.close();
  });
});
