import type { Sql } from "../../db/open.ts";
import type { Fault } from "./contract.ts";
import { findLeaks } from "./secrets.ts";

/** Moves on by itself while time passes, without anybody's input. */
const ownTables = new Set(["settings"]);

/** All that stands in the book, or in some of its tables, as one text: two that are equal are the same book. */
export function readBook(sql: Sql, tables?: readonly string[]): string {
  const names = sql
    .prepare<[], string>(
      "select name from sqlite_schema where type = 'table' and name not like 'sqlite%' order by name",
    )
    .pluck()
    .all();
  const rows = names
    .filter((name) => tables?.includes(name) ?? !ownTables.has(name))
    .map((name) => [name, sql.prepare(`select * from "${name}"`).raw().all()]);
  return JSON.stringify(rows, (_, value: unknown) =>
    Buffer.isBuffer(value) ? value.toString("latin1") : value,
  );
}

/** What is wrong with a book whatever the input was. */
export function bookFaults(sql: Sql, text = readBook(sql)): Fault[] {
  const integrity = sql.pragma("quick_check", { simple: true });
  const strays = sql.pragma("foreign_key_check") as unknown[];
  return [
    ...(integrity === "ok" ? [] : [{ trouble: "half done" as const, what: String(integrity) }]),
    ...(strays.length === 0 ? [] : [{ trouble: "half done" as const, what: JSON.stringify(strays[0]) }]),
    ...findLeaks(text, "the book"),
  ];
}
