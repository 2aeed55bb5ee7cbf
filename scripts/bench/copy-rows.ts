import type { Sql } from "../../db/open.ts";

/** A row as it stands in its table, all columns in order. */
export type FullRow = readonly unknown[];

export function readRows(sql: Sql, table: string): FullRow[] {
  return sql.prepare<[], unknown[]>(`select * from ${table} order by rowid`).raw().all();
}

/** Inserts one such row into the same table of another book. */
export function insertInto(sql: Sql, table: string) {
  const columns = columnsOf(sql, table);
  return sql.prepare(
    `insert into ${table} (${columns.join(", ")}) values (${columns.map(() => "?").join(", ")})`,
  );
}

export function columnsOf(sql: Sql, table: string): string[] {
  return sql
    .prepare(`select * from ${table}`)
    .columns()
    .map(({ name }) => name);
}
