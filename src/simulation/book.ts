import { type Db, openDb } from "../../db/open.ts";

/** Who, when and by which rules; never complaints or messages. */
const orders: readonly Part[] = [
  { table: "calendars" },
  { table: "holidays" },
  { table: "holidayYears" },
  { table: "specialHours" },
  { table: "units" },
  { table: "unitAliases" },
  { table: "posts" },
  { table: "holders" },
  { table: "statusWords" },
  { table: "rules" },
  { table: "ruleVersions" },
  { table: "ruleSteps" },
];

/** How far each complaint has come. Of messages only those that may still leave, or still count for what leaves. */
const present: readonly Part[] = [
  { table: "settings" },
  { table: "complaints" },
  { table: "escalations" },
  {
    table: "outbox",
    where: `"escalationId" in (select id from original.escalations where state <> 'ended') or state in ('pending', 'sending')`,
  },
];

interface Part {
  readonly table: string;
  readonly where?: string;
}

/** An empty book in memory under the standing orders of the book at `path`. */
export function openShadowBook(path: string): Db {
  return copyOf(path, orders);
}

/** A book in memory in which every complaint stands as in the book at `path`. */
export function openMirrorBook(path: string): Db {
  return copyOf(path, [...orders, ...present]);
}

function copyOf(path: string, parts: readonly Part[]): Db {
  const shadow = openDb(":memory:");
  shadow.sql.pragma("foreign_keys = OFF");
  shadow.sql.prepare("attach ? as original").run(path);
  // one transaction: the bot may write meanwhile
  shadow.sql.transaction(() => {
    for (const { table, where = "true" } of parts)
      shadow.sql.exec(
        `delete from main.${table}; insert into main.${table} select * from original.${table} where ${where}`,
      );
  })();
  shadow.sql.exec("detach original");
  shadow.sql.pragma("foreign_keys = ON");
  // a simulation vanishes with its process: nothing needs to reach a disk
  shadow.sql.pragma("synchronous = OFF");
  return shadow;
}
