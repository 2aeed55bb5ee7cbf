import { integer, sqliteTable, text } from "./columns.ts";

/** Every change by a person: when, who (system user and --oleh), what, before and after as JSON. Append-only. */
export const audit = sqliteTable("audit", {
  id: integer().primaryKey(),
  at: integer().notNull(),
  osUser: text().notNull(),
  by: text(),
  action: text().notNull(),
  subject: text().notNull(),
  before: text(),
  after: text(),
});
