import type { Sql } from "../../../db/open.ts";

class RollBack extends Error {}

/** What `work` would give, without its having happened. */
export function rolledBack<T>(sql: Sql, work: () => T): T {
  const results: T[] = [];
  try {
    sql
      .transaction(() => {
        results.push(work());
        throw new RollBack();
      })
      .immediate();
  } catch (error) {
    if (!(error instanceof RollBack)) throw error;
  }
  const [result] = results;
  if (result === undefined) throw new Error("nothing came of it");
  return result;
}
