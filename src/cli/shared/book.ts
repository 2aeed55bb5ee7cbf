import { existsSync } from "node:fs";
import { type Db, openDb } from "../../../db/open.ts";
import { databasePath } from "../../paths.ts";

/** Opens the book of SIAGA_DB for one command and closes it whatever happens. */
export async function withBook<T>(run: (db: Db) => T | Promise<T>): Promise<T> {
  return useDb(openDb(databasePath(process.env)), run);
}

/** As withBook, but where there is no file yet it works on a shipped, empty book in memory and creates nothing. */
export async function withBookOrShipped<T>(run: (db: Db) => T | Promise<T>): Promise<T> {
  const path = databasePath(process.env);
  return useDb(openDb(existsSync(path) ? path : ":memory:"), run);
}

async function useDb<T>(db: Db, run: (db: Db) => T | Promise<T>): Promise<T> {
  try {
    return await run(db);
  } finally {
    db.close();
  }
}

/** The one `now` of a command, in whole seconds. */
export function currentInstant(): number {
  return Math.floor(Date.now() / 1000);
}
