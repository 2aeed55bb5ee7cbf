import type { Sql } from "../../db/open.ts";
import type { Fault } from "./contract.ts";
import { findLeaks } from "./secrets.ts";

/** What Siaga notes of its own running: a refused input may well be noted. */
const ownTables = ["settings", "sources", "alarms"];

/** All that stands in the book about complaints and people, or in some tables, as one text: equal texts are the same book. */
export function readBook(sql: Sql, tables = bookTables(sql)): string {
  const rows = tables.map((name) => [name, sql.prepare(`select * from "${name}"`).raw().all()]);
  return JSON.stringify(rows, (_, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString("latin1") : value,
  );
}

/** The tables about complaints and people. */
export function bookTables(sql: Sql): string[] {
  return tablesOf(sql).filter((name) => !ownTables.includes(name));
}

function tablesOf(sql: Sql): string[] {
  return sql
    .prepare<[], string>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
    )
    .pluck()
    .all();
}

/** What is wrong with a book whatever the input was. */
export function bookFaults(sql: Sql): Fault[] {
  const integrity = sql.pragma("quick_check", { simple: true });
  const strays = sql.pragma("foreign_key_check") as unknown[];
  return [
    ...(integrity === "ok" ? [] : [{ trouble: "half done" as const, what: String(integrity) }]),
    ...(strays.length === 0 ? [] : [{ trouble: "half done" as const, what: JSON.stringify(strays[0]) }]),
    ...findLeaks(readBook(sql, tablesOf(sql)), "the book"),
  ];
}
