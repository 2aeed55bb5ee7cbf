import type { Db } from "../../../../db/open.ts";
import type { Instant } from "../../../calendar/contract.ts";
import { insertPost, deleteHolder, deletePost } from "../../../people/holders/store.ts";
import { deleteUnit, readUnits } from "../../../people/units/store.ts";
import { deleteRule, findRule, saveRule } from "../../../rules/store.ts";
import { removeCalendar, writeCalendar } from "./apply-calendars.ts";
import { writeHolder } from "./apply-holders.ts";
import { writeUnits } from "./apply-units.ts";
import { type Pair, pairEntries } from "./pair.ts";
import type { Config, EntryOf, Section } from "./shape.ts";

type Sql = Db["sql"];

/**
 * Makes the book say what `after` says, where it differs from `before` (which is what the book says now). Ids,
 * registrations and what holders said stay. Call it inside a transaction, with a checked configuration.
 */
export function applyConfig(
  sql: Sql,
  { before, after }: { before: Config; after: Config },
  now: Instant,
): void {
  const changed = <S extends Section>(section: S): Pair<EntryOf<S>>[] =>
    pairEntries<S>(section, before[section], after[section]).filter((pair) => pair.before !== pair.after);
  const calendars = changed("calendars");
  for (const entry of added(calendars)) writeCalendar(sql, entry);
  const units = changed("units");
  writeUnits(sql, units);
  const unitIds = new Map(readUnits(sql).map(({ id, code }) => [code, id]));
  const unitId = (code: string): number => unitIds.get(code) ?? 0;
  for (const { unit, post } of after.posts) insertPost(sql, { unitId: unitId(unit), post });
  const holders = changed("holders");
  for (const { id } of removed(holders)) deleteHolder(sql, id ?? 0);
  for (const pair of holders) writeHolder(sql, pair, unitId);
  for (const { unit, post } of removed(changed("posts"))) deletePost(sql, { unitId: unitId(unit), post });
  for (const { id } of removed(units)) deleteUnit(sql, id ?? 0);
  for (const { code } of removed(calendars)) removeCalendar(sql, code);
  const rules = changed("rules");
  for (const { name } of removed(rules)) deleteRule(sql, findRule(sql, name)?.id ?? 0);
  for (const draft of added(rules)) saveRule(sql, draft, now);
}

function added<T>(pairs: readonly Pair<T>[]): T[] {
  return pairs.flatMap(({ after }) => after ?? []);
}

function removed<T>(pairs: readonly Pair<T>[]): T[] {
  return pairs.flatMap(({ before, after }) => (after === null ? (before ?? []) : []));
}
