import { integer, sqliteTable } from "./columns.ts";

/** A time in which the bot did not run. */
export const outages = sqliteTable("outages", {
  id: integer().primaryKey(),
  fromAt: integer().notNull(),
  toAt: integer().notNull(),
});
