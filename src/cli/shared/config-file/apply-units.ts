import type { Db } from "../../../../db/open.ts";
import { insertUnit, readUnits, replaceAliases, updateUnit } from "../../../people/units/store.ts";
import type { UnitDraft } from "../../../people/units/contract.ts";
import type { Pair } from "./pair.ts";
import type { UnitEntry } from "./shape.ts";

type Sql = Db["sql"];

/** Writes new and changed units. Parents come last, since a child may stand before its parent. */
export function writeUnits(sql: Sql, pairs: readonly Pair<UnitEntry>[]): void {
  const written = pairs.flatMap(({ before, after }) =>
    after === null ? [] : [{ id: before?.id, entry: after }],
  );
  // LAPOR!'s id may move from one unit to another, and is unique at every moment
  const release = sql.prepare("update units set externalId = null where id = ?");
  for (const { before } of pairs) release.run(before?.id ?? 0);
  const rows = written.map(({ id, entry }) => ({ id: id ?? insertUnit(sql, bare(entry)), entry }));
  const ids = new Map(readUnits(sql).map(({ id, code }) => [code, id]));
  for (const { id, entry } of rows) {
    updateUnit(sql, {
      ...bare(entry),
      id,
      externalId: entry.externalId,
      parentId: ids.get(entry.parent ?? "") ?? null,
    });
    replaceAliases(sql, id, entry.aliases);
  }
}

function bare({ code, name, sebutan, calendar, zone }: UnitEntry): UnitDraft {
  return { code, name, sebutan, calendar, zone, externalId: null, parentId: null };
}
