import { type Db, openDb } from "../../../db/open.ts";
import { loadPeople } from "../../../src/people/store.ts";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import type { HolderDraft } from "../../../src/people/holders/contract.ts";
import { insertUnit, replaceAliases } from "../../../src/people/units/store.ts";
import type { UnitDraft } from "../../../src/people/units/contract.ts";
import type { People, Unit } from "../../../src/people/contract.ts";

export const emptyBook = (): Db => openDb(":memory:");

/** Enters a unit with as little as a code. */
export function addUnit(
  db: Db,
  code: string,
  rest: Partial<UnitDraft> & { aliases?: string[] } = {},
): number {
  const { aliases = [], ...fields } = rest;
  const none = { sebutan: null, externalId: null, parentId: null, calendar: null, zone: null };
  const id = insertUnit(db.sql, { code, name: code, ...none, ...fields });
  replaceAliases(db.sql, id, aliases);
  return id;
}

/** Enters a holder, and the post where it is missing. */
export function addHolder(db: Db, unitId: number, post: string, rest: Partial<HolderDraft> = {}): number {
  insertPost(db.sql, { unitId, post });
  const none = { wa: null, email: null, fromDate: null, toDate: null };
  return insertHolder(db.sql, { unitId, post, name: "Fulan", kind: "definitif", ...none, ...rest });
}

export function unitByCode(people: People, code: string): Unit {
  const unit = people.units.values().find((unit) => unit.code === code);
  if (unit === undefined) throw new Error(`no unit ${code}`);
  return unit;
}

export { loadPeople };
