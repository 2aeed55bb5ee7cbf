import { sqliteTable, text } from "./columns.ts";

/** Office hours of a place: its zone, and its intervals for each weekday as JSON. */
export const calendars = sqliteTable("calendars", {
  code: text().primaryKey(),
  zone: text().notNull(),
  hours: text().notNull(),
});
