import { expect, test } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { draftOf } from "../../../src/rules/draft.ts";
import { formatRule } from "../../../src/rules/format.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import * as store from "../../../src/rules/store.ts";
import { firstFollowUp, rule, shippedRules } from "./written.ts";

const save = (db: Db, changes: Record<string, unknown>, now = 10) =>
  store.saveRule(db.sql, parseRule(rule(changes)), now);
const namesIn = (db: Db) => store.loadRules(db.sql).map(({ name }) => name);
const count = (db: Db, table: string) => db.sql.prepare(`select count(*) from ${table}`).pluck().get();
const countAll = (db: Db) => ["rules", "ruleVersions", "ruleSteps"].map((table) => count(db, table));

test.each([...shippedRules])("the shipped rule %s is the one of the contract", (name, written) => {
  const shipped = store.findRule(openDb(":memory:").sql, name);
  expect(formatRule(draftOf(shipped!))).toEqual(written);
  expect(shipped?.current.version).toBe(1);
});

test("no rule is shipped that is not in the contract, and they are tried in its order", () => {
  expect(namesIn(openDb(":memory:"))).toEqual([...shippedRules.keys()]);
});

test("a new rule begins with version 1 and reads back as it was written", () => {
  const db = openDb(":memory:");
  const before = namesIn(db);
  const written = rule({
    name: "Aspirasi",
    match: { classification: "aspirasi", priority: false },
    reopen: true,
    order: 5,
  });
  const saved = store.saveRule(db.sql, parseRule(written), 10);
  expect(saved.current.version).toBe(1);
  expect(formatRule(draftOf(saved))).toEqual(written);
  expect(namesIn(db)).toEqual(["Aspirasi", ...before]);
});

test.each([
  { limit: "6 hari kerja" },
  { gap: "2 hari kerja" },
  { reopen: true },
  { clock: "completion" },
  { match: { unit: "dinkes" } },
  { steps: firstFollowUp.steps.slice(0, 2) },
  { steps: [{ ...firstFollowUp.steps[0], remind: { every: "1 hari kerja", max: 3 } }] },
])("a change of %j makes a version and leaves the old one as it was", (change) => {
  const db = openDb(":memory:");
  const before = store.loadRuleVersion(db.sql, 1);
  const saved = save(db, change);
  expect(saved).toMatchObject({ id: 1, current: { version: 2 } });
  expect(formatRule(draftOf(saved))).toEqual(rule(change));
  expect(store.loadRuleVersion(db.sql, 1)).toEqual(before);
  expect(save(db, change).current.versionId).toBe(saved.current.versionId);
});

test("saving the same again makes no version, nor do order and active", () => {
  const db = openDb(":memory:");
  const before = countAll(db);
  expect(save(db, {}).current.version).toBe(1);
  expect(save(db, { limit: "5hk", order: 3, active: false })).toMatchObject({
    order: 3,
    active: false,
    current: { version: 1 },
  });
  expect(countAll(db)).toEqual(before);
});

test("going back to an older wording is a new version", () => {
  const db = openDb(":memory:");
  save(db, { limit: "6 hari kerja" }, 20);
  save(db, {}, 30);
  const history = store.loadRuleHistory(db.sql, 1);
  expect(history.map(({ createdAt, version }) => [createdAt, version.version, version.limit.text])).toEqual([
    [0, 1, "5 hari kerja"],
    [20, 2, "6 hari kerja"],
    [30, 3, "5 hari kerja"],
  ]);
});

test("a rule is switched off and on without a version", () => {
  const db = openDb(":memory:");
  store.setRuleActive(db.sql, 1, false);
  expect(store.findRule(db.sql, "Tindak lanjut pertama")).toMatchObject({
    active: false,
    current: { version: 1 },
  });
  store.setRuleActive(db.sql, 1, true);
  expect(store.findRule(db.sql, "Tindak lanjut pertama")?.active).toBe(true);
});

test("a rule that never ran goes with all its versions; one that ran stays", () => {
  const db = openDb(":memory:");
  const before = countAll(db);
  const { id } = save(db, { name: "Lain" });
  save(db, { name: "Lain", limit: "9 hari kerja" });
  store.deleteRule(db.sql, id);
  expect(countAll(db)).toEqual(before);
  expect(store.findRule(db.sql, "Lain")).toBeNull();
  db.sql.exec(`
    insert into complaints (trackingId, source, status, firstSeenAt, confirmedAt, isAnonymous, isSecret, syncedAt)
      values ('9100001', 'manual', 'unanswered', 1, 1, 1, 1, 1);
    insert into escalations (trackingId, clock, epoch, ruleId, ruleVersionId, anchorAt, state, nextStep, unreachable,
      reminders, startedAt) values ('9100001', 'response', 1, 1, 1, 1, 'ended', 1, 0, 0, 1)`);
  expect(store.countEscalations(db.sql, 1)).toBe(1);
  expect(() => db.sql.transaction(() => store.deleteRule(db.sql, 1))()).toThrow("FOREIGN KEY");
  expect(countAll(db)).toEqual(before);
});

test("what is not in the book is not found", () => {
  const db = openDb(":memory:");
  expect(store.findRule(db.sql, "Tidak ada")).toBeNull();
  expect(() => store.loadRuleVersion(db.sql, 99)).toThrow("99");
});
