import { integer, sqliteTable, text } from "./columns.ts";

/** The years whose SKB 3 Menteri is in the book; a year that is absent here is never guessed. */
export const holidayYears = sqliteTable("holidayYears", {
  year: integer().primaryKey(),
  decree: text().notNull(),
});
