import type { Sql } from "../../db/open.ts";
import type { Zone } from "../calendar/contract.ts";
import { zoneCalendarCode } from "../calendar/zones.ts";
import type { Holder, People, Unit } from "./contract.ts";
import { foldName } from "./fold-name.ts";
import type { HolderRow } from "./holders/contract.ts";
import { readPosts } from "./holders/store.ts";
import { postKey } from "./post-key.ts";
import { bareName, foldRegion, unknownRegion } from "./region.ts";
import type { UnitRow } from "./units/contract.ts";
import { readAliases, readUnits } from "./units/store.ts";

export { endLostRegistrations } from "./addresses/store.ts";
export { createInvite, inviteLifetime, redeemInvite } from "./invites/store.ts";

/** Who is who at this moment, as one snapshot. */
export function loadPeople(sql: Sql): People {
  const rows = readUnits(sql);
  const units = new Map(rows.map((row) => [row.id, unitOf(row, rows)]));
  const root = units.values().find((unit) => unit.parentId === null) ?? null;
  const region = root === null ? unknownRegion : foldRegion(root.name);
  const spellings = readSpellings(sql, rows);
  return {
    units,
    root,
    region,
    holdersByPost: loadHoldersByPost(sql),
    unitIdsByAlias: groupIds(spellings, (folded) => folded),
    unitIdsByBareName: groupIds(spellings, (folded) => bareName(folded, region)),
    unitIdByExternalId: new Map(
      rows.flatMap(({ id, externalId }) => (externalId === null ? [] : [[externalId, id]])),
    ),
  };
}

function unitOf(row: UnitRow, rows: readonly UnitRow[]): Unit {
  const { id, code, name, sebutan, externalId, parentId } = row;
  return { id, code, name, sebutan, externalId, parentId, calendar: calendarOf(row, rows) };
}

/** Its own calendar, else that of its zone, else its parent's. */
function calendarOf(row: UnitRow, rows: readonly UnitRow[]): string | null {
  if (row.calendar !== null) return row.calendar;
  if (row.zone !== null) return zoneCalendarCode(row.zone as Zone);
  const parent = rows.find(({ id }) => id === row.parentId);
  return parent === undefined ? null : calendarOf(parent, rows);
}

interface Spelling {
  readonly folded: string;
  readonly unitId: number;
}

function readSpellings(sql: Sql, rows: readonly UnitRow[]): Spelling[] {
  const aliases = readAliases(sql);
  return rows.flatMap(({ id, name }) =>
    [name, ...(aliases.get(id) ?? [])].map((text) => ({ folded: foldName(text), unitId: id })),
  );
}

function groupIds(spellings: readonly Spelling[], keyOf: (folded: string) => string): Map<string, number[]> {
  const ids = new Map<string, number[]>();
  for (const { folded, unitId } of spellings) {
    const known = ids.get(keyOf(folded)) ?? [];
    if (!known.includes(unitId)) ids.set(keyOf(folded), [...known, unitId]);
  }
  return ids;
}

function loadHoldersByPost(sql: Sql): Map<string, Holder[]> {
  const holders = new Map<string, Holder[]>(
    readPosts(sql).map(({ unitId, post }) => [postKey(unitId, post), []]),
  );
  for (const row of readReachable(sql)) {
    const key = postKey(row.unitId, row.post);
    const others = holders.get(key) ?? [];
    others.push(holderOf(row));
    holders.set(key, others);
  }
  return holders;
}

type ReachableRow = HolderRow & Record<"waUsable" | "waStopped" | "emailUsable", 0 | 1>;

/** STOP and failures belong to the address, whoever holds it. An unknown mailbox may be tried; an unregistered number not. */
function readReachable(sql: Sql): ReachableRow[] {
  return sql
    .prepare<[], ReachableRow>(
      `select h.*,
         w.registeredAt is not null and w.stoppedAt is null and w.disabledAt is null as waUsable,
         w.stoppedAt is not null as waStopped,
         h.email is not null and m.stoppedAt is null and m.disabledAt is null as emailUsable
       from holders h
       left join addresses w on w.channel = 'wa' and w.address = h.wa
       left join addresses m on m.channel = 'email' and m.address = h.email
       order by h.id`,
    )
    .all();
}

function holderOf(row: ReachableRow): Holder {
  const { id, unitId, post, name, kind, wa, email, fromDate, toDate, leftAt } = row;
  const waUsable = row.waUsable === 1;
  const waStopped = row.waStopped === 1;
  const emailUsable = row.emailUsable === 1;
  return {
    id,
    unitId,
    post,
    name,
    kind,
    wa,
    email,
    from: fromDate,
    to: toDate,
    leftAt,
    waUsable,
    waStopped,
    emailUsable,
  };
}
