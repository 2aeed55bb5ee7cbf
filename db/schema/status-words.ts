import { integer, sqliteTable, text } from "./columns.ts";

/** Spellings of a LAPOR! status that Kominfo added to the shipped table, and unknown ones already reported once. */
export const statusWords = sqliteTable("statusWords", {
  key: text().primaryKey(),
  text: text().notNull(),
  status: text().notNull(),
  reportedAt: integer(),
});
