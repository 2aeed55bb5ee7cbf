import type { Sql } from "../../../db/open.ts";
import { foldName } from "../fold-name.ts";
import type { UnitDraft, UnitRow } from "./contract.ts";

/** All units in order of id, which is the order in which they were entered. */
export function readUnits(sql: Sql): UnitRow[] {
  return sql.prepare<[], UnitRow>("select * from units order by id").all();
}

export function insertUnit(sql: Sql, draft: UnitDraft): number {
  const added = sql
    .prepare(
      `insert into units (code, name, sebutan, externalId, parentId, calendar, zone)
       values (@code, @name, @sebutan, @externalId, @parentId, @calendar, @zone)`,
    )
    .run(draft);
  return Number(added.lastInsertRowid);
}

/** Writes all of a unit; its id, complaints, posts and holders stay. */
export function updateUnit(sql: Sql, unit: UnitRow): void {
  sql
    .prepare(
      `update units set code = @code, name = @name, sebutan = @sebutan, externalId = @externalId,
         parentId = @parentId, calendar = @calendar, zone = @zone where id = @id`,
    )
    .run(unit);
}

/** Takes a unit away with its aliases and posts. Its holders and complaints must be gone: the database refuses otherwise. */
export function deleteUnit(sql: Sql, unitId: number): void {
  sql.prepare("delete from unitAliases where unitId = ?").run(unitId);
  sql.prepare("delete from posts where unitId = ?").run(unitId);
  sql.prepare("delete from units where id = ?").run(unitId);
}

/** Other spellings by unit, in the order in which they were entered; a unit without them is not there. */
export function readAliases(sql: Sql): Map<number, string[]> {
  const rows = sql
    .prepare<[], { unitId: number; alias: string }>("select unitId, alias from unitAliases order by id")
    .all();
  const byUnit = Map.groupBy(rows, ({ unitId }) => unitId);
  return new Map([...byUnit].map(([unitId, own]) => [unitId, own.map(({ alias }) => alias)]));
}

/** Makes these the other spellings of a unit, in this order. */
export function replaceAliases(sql: Sql, unitId: number, aliases: readonly string[]): void {
  sql.prepare("delete from unitAliases where unitId = ?").run(unitId);
  const insert = sql.prepare("insert into unitAliases (unitId, alias, key) values (?, ?, ?)");
  for (const alias of aliases) insert.run(unitId, alias, foldName(alias));
}

/** How much of the book hangs on a unit, so that it cannot be taken away. */
export function countUses(
  sql: Sql,
  unitId: number,
): { complaints: number; children: number; holders: number } {
  const count = (from: string): number =>
    sql.prepare<[number], number>(`select count(*) from ${from} = ?`).pluck().get(unitId) ?? 0;
  return {
    complaints: Math.max(count("complaints where opdId"), count("escalations where unitId")),
    children: count("units where parentId"),
    holders: count("holders where unitId"),
  };
}
