import type { ruleSteps } from "../../db/schema/rule-steps.ts";
import type { ruleVersions } from "../../db/schema/rule-versions.ts";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { parseDuration } from "../calendar/durations.ts";
import { parseWindow } from "../calendar/windows.ts";
import type { Rule, RuleVersion, Step } from "./contract.ts";
import { draftOf, type RuleDraft } from "./draft.ts";
import { formatRule } from "./format.ts";

type VersionRow = Omit<typeof ruleVersions.$inferSelect, "reopen"> & { reopen: 0 | 1; name: string };
type StepRow = typeof ruleSteps.$inferSelect;

interface RuleRow {
  readonly id: number;
  readonly name: string;
  readonly order: number;
  readonly active: 0 | 1;
  readonly versionId: number;
}

/** Every rule in its current version, in the order in which they are tried. */
export function loadRules(sql: Sql): Rule[] {
  const rows = sql.prepare<[], RuleRow>('select * from rules order by "order", id').all();
  return rows.map((row) => ruleOf(sql, row));
}

/** The rule of that name, in its current version. */
export function findRule(sql: Sql, name: string): Rule | null {
  const row = sql.prepare<[string], RuleRow>("select * from rules where name = ?").get(name);
  return row === undefined ? null : ruleOf(sql, row);
}

/** What a rule said in one version. It never changes, so callers may keep it. */
export function loadRuleVersion(sql: Sql, versionId: number): RuleVersion {
  const row = sql
    .prepare<[number], VersionRow>(
      "select v.*, r.name from ruleVersions v join rules r on r.id = v.ruleId where v.id = ?",
    )
    .get(versionId);
  if (row === undefined) throw new Error(`rule version ${versionId} is not in the book`);
  const steps = sql
    .prepare<[number], StepRow>("select * from ruleSteps where versionId = ? order by step")
    .all(versionId);
  return versionOf(row, steps);
}

/** All that a rule ever said, oldest first, with the moment from which it said so. */
export function loadRuleHistory(sql: Sql, ruleId: number): { createdAt: Instant; version: RuleVersion }[] {
  const rows = sql
    .prepare<[number], { id: number; createdAt: Instant }>(
      "select id, createdAt from ruleVersions where ruleId = ? order by version",
    )
    .all(ruleId);
  return rows.map(({ id, createdAt }) => ({ createdAt, version: loadRuleVersion(sql, id) }));
}

/**
 * Makes the rule of the draft's name say what the draft says, and answers with it. A version is added only where its
 * words changed; order and active are not part of a version.
 */
export function saveRule(sql: Sql, draft: RuleDraft, now: Instant): Rule {
  return sql.transaction(() => {
    const before = findRule(sql, draft.name);
    const ruleId = before?.id ?? insertRule(sql, draft);
    const isSame = before !== null && wordsOf(draftOf(before)) === wordsOf(draft);
    const versionId = isSame ? before.current.versionId : insertVersion(sql, ruleId, draft, now);
    sql
      .prepare('update rules set "order" = ?, active = ?, versionId = ? where id = ?')
      .run(draft.order, Number(draft.active), versionId, ruleId);
    return findRule(sql, draft.name) as Rule;
  })();
}

/** Switches a rule on or off; what it says stays. */
export function setRuleActive(sql: Sql, ruleId: number, active: boolean): void {
  sql.prepare("update rules set active = ? where id = ?").run(Number(active), ruleId);
}

/** How many escalations, open or ended, run or ran by any version of the rule. */
export function countEscalations(sql: Sql, ruleId: number): number {
  return (
    sql.prepare<[number], number>("select count(*) from escalations where ruleId = ?").pluck().get(ruleId) ??
    0
  );
}

/** Takes a rule away with its versions. One that ever ran must stay, for its escalations point at it: switch it off. */
export function deleteRule(sql: Sql, ruleId: number): void {
  sql
    .prepare("delete from ruleSteps where versionId in (select id from ruleVersions where ruleId = ?)")
    .run(ruleId);
  sql.prepare("delete from ruleVersions where ruleId = ?").run(ruleId);
  sql.prepare("delete from rules where id = ?").run(ruleId);
}

function ruleOf(sql: Sql, { id, name, order, active, versionId }: RuleRow): Rule {
  return { id, name, order, active: active === 1, current: loadRuleVersion(sql, versionId) };
}

function versionOf(row: VersionRow, steps: readonly StepRow[]): RuleVersion {
  const { ruleId, version, name, clock } = row;
  return {
    ruleId,
    versionId: row.id,
    version,
    name,
    clock,
    match: JSON.parse(row.match) as RuleVersion["match"],
    limit: parseDuration(row.limit),
    gap: parseDuration(row.gap),
    reopen: row.reopen === 1,
    steps: steps.map(stepOf),
  };
}

function stepOf(row: StepRow): Step {
  const { after, post, channels, window, remindEvery, remindMax, deliver } = row;
  return {
    after: parseDuration(after),
    post,
    channels,
    window: parseWindow(window),
    windowText: window,
    remind:
      remindEvery === null || remindMax === null
        ? null
        : { every: parseDuration(remindEvery), max: remindMax },
    deliver,
  };
}

/** Everything of a rule that a version fixes, comparable. */
function wordsOf(draft: RuleDraft): string {
  return JSON.stringify(formatRule({ ...draft, order: 0, active: true }));
}

function insertRule(sql: Sql, { name, order, active }: RuleDraft): number {
  const added = sql
    .prepare('insert into rules (name, "order", active, versionId) values (?, ?, ?, 0)')
    .run(name, order, Number(active));
  return Number(added.lastInsertRowid);
}

function insertVersion(sql: Sql, ruleId: number, draft: RuleDraft, now: Instant): number {
  const { clock, match, limit, gap, reopen } = draft;
  const added = sql
    .prepare(
      `insert into ruleVersions (ruleId, version, clock, match, "limit", gap, reopen, createdAt)
       select @ruleId, coalesce(max(version), 0) + 1, @clock, @match, @limit, @gap, @reopen, @now
       from ruleVersions where ruleId = @ruleId`,
    )
    .run({
      ruleId,
      clock,
      match: JSON.stringify(match),
      limit: limit.text,
      gap: gap.text,
      reopen: Number(reopen),
      now,
    });
  const versionId = Number(added.lastInsertRowid);
  for (const [index, step] of draft.steps.entries()) insertStep(sql, versionId, index + 1, step);
  return versionId;
}

function insertStep(sql: Sql, versionId: number, number: number, step: Step): void {
  const { after, post, channels, windowText, remind, deliver } = step;
  sql
    .prepare(
      `insert into ruleSteps (versionId, step, after, post, channels, window, remindEvery, remindMax, deliver)
       values (@versionId, @number, @after, @post, @channels, @windowText, @every, @max, @deliver)`,
    )
    .run({
      versionId,
      number,
      after: after.text,
      post,
      channels,
      windowText,
      every: remind?.every.text ?? null,
      max: remind?.max ?? null,
      deliver,
    });
}
