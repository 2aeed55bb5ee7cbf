import { integer, sqliteTable, text } from "./columns.ts";

/** One row a cause that Kominfo must mend: opened, last told, cleared. */
export const alarms = sqliteTable("alarms", {
  cause: text().primaryKey(),
  text: text().notNull(),
  openedAt: integer().notNull(),
  toldAt: integer(),
  times: integer().notNull().default(0),
  clearedAt: integer(),
  /** When it went on to the head of Diskominfo. */
  raisedAt: integer(),
});
