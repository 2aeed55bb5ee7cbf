import { existsSync } from "node:fs";
import { type Db, openDb } from "../../../db/open.ts";
import { databasePath } from "../../paths.ts";

/**
 * Opens the book of SIAGA_DB for one command and closes it whatever happens. Says so when the book was made just now and
 * the command put nothing into it: whoever only looks at a book expects one that exists.
 */
export async function withBook<T>(run: (db: Db) => T | Promise<T>): Promise<T> {
  const path = databasePath(process.env);
  const isNew = !existsSync(path);
  return useDb(openDb(path), async (db) => {
    const before = countChanges(db);
    try {
      return await run(db);
    } finally {
      if (isNew && countChanges(db) === before)
        process.stderr.write(
          `Basis data baru yang masih kosong dibuat di ${path}. Bila bukan itu maksudnya, periksa SIAGA_DB.\n`,
        );
    }
  });
}

function countChanges({ sql }: Db): unknown {
  return sql.prepare("select total_changes()").pluck().get();
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
