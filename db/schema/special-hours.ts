import { integer, sqliteTable, text } from "./columns.ts";

/** Jam khusus: other intervals from one date to another, both included, such as Ramadan. `calendar` as in holidays. */
export const specialHours = sqliteTable("specialHours", {
  id: integer().primaryKey(),
  calendar: text().notNull().default(""),
  fromDate: text().notNull(),
  toDate: text().notNull(),
  name: text().notNull(),
  hours: text().notNull(),
  decree: text().notNull(),
});
