import { type Db, openDb } from "../../db/open.ts";

/** What a simulation takes over from the real book: who, when and by which rules; never complaints or messages. */
const tables = [
  "calendars",
  "holidays",
  "holidayYears",
  "specialHours",
  "units",
  "unitAliases",
  "posts",
  "holders",
  "statusWords",
  "rules",
  "ruleVersions",
  "ruleSteps",
];

/** An empty book in memory under the standing orders of the book at `path`. */
export function openShadowBook(path: string): Db {
  const shadow = openDb(":memory:");
  shadow.sql.pragma("foreign_keys = OFF");
  shadow.sql.prepare("attach ? as original").run(path);
  for (const table of tables)
    shadow.sql.exec(`delete from main.${table}; insert into main.${table} select * from original.${table}`);
  shadow.sql.exec("detach original");
  shadow.sql.pragma("foreign_keys = ON");
  // a simulation vanishes with its process: nothing needs to reach a disk
  shadow.sql.pragma("synchronous = OFF");
  return shadow;
}
