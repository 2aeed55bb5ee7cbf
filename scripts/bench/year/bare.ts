import { openDb, type Sql } from "../../../db/open.ts";
import { addWorkingDays, moveIntoWindow } from "../../../src/calendar/arithmetic.ts";
import type { Calendar } from "../../../src/calendar/contract.ts";
import { type FullRow, insertInto, readRows } from "../copy-rows.ts";
import { countOf, expectCount } from "../contract.ts";
import { type Sample, time } from "../measure.ts";

const tables = ["escalations", "escalationLog", "outbox"] as const;

/** What a simulation leaves, and from where its due moments were counted. */
export interface Played {
  readonly rows: Readonly<Record<(typeof tables)[number], readonly FullRow[]>>;
  readonly anchors: readonly number[];
}

export function readPlayed(sql: Sql): Played {
  const [escalations = [], escalationLog = [], outbox = []] = tables.map((table) => readRows(sql, table));
  // Each step and each reminder that went out had one due moment.
  const anchors = sql
    .prepare<[], number>(
      `select e.anchorAt from escalationLog l join escalations e on e.id = l.escalationId
       where l.event in ('fired', 'reminded')`,
    )
    .pluck()
    .all();
  return { rows: { escalations, escalationLog, outbox }, anchors };
}

/**
 * What a simulation costs at least: as many due moments counted, and the same rows written as they finally were, once each,
 * in memory; nothing is learned, judged, read or changed.
 */
export async function playBare({ rows, anchors }: Played, calendar: Calendar): Promise<Sample> {
  const db = openDb(":memory:");
  const { sql } = db;
  for (const pragma of ["synchronous = off", "foreign_keys = off"]) sql.pragma(pragma);
  const inserts = tables.map((table) => ({ insert: insertInto(sql, table), rows: rows[table] }));
  let counted = 0;
  const play = sql.transaction(() => {
    for (const anchor of anchors)
      if (moveIntoWindow(calendar, addWorkingDays(calendar, anchor, 3), { kind: "officeTime" }) > anchor)
        counted++;
    for (const { insert, rows: written } of inserts) for (const row of written) insert.run(...row);
  });
  const sample = await time(() => play.immediate());
  expectCount("due moments", counted, anchors.length);
  expectCount("messages", countOf(sql, "outbox"), rows.outbox.length);
  db.close();
  return sample;
}
