import type { Sql } from "../../db/open.ts";

/** Single values that live in the book. */
export function openSettings(sql: Sql) {
  const get = sql.prepare<[string], string>("select value from settings where key = ?").pluck();
  const put = sql.prepare(
    "insert into settings (key, value) values (?, ?) on conflict (key) do update set value = excluded.value",
  );
  const drop = sql.prepare("delete from settings where key = ?");
  return {
    text: (key: string): string | null => get.get(key) ?? null,
    number(key: string): number | null {
      const stored = get.get(key);
      return stored === undefined ? null : Number(stored);
    },
    set: (key: string, value: string | number) => put.run(key, String(value)),
    forget: (key: string) => drop.run(key),
  };
}
