import { integer, sqliteTable, text, uniqueIndex } from "./columns.ts";

/** A rule as people name it; what it says stands in its current version. */
export const rules = sqliteTable(
  "rules",
  {
    id: integer().primaryKey(),
    name: text().notNull(),
    /** The smallest order that matches wins. */
    order: integer().notNull(),
    active: integer({ mode: "boolean" }).notNull(),
    versionId: integer().notNull(),
  },
  (t) => [uniqueIndex("rulesByName").on(t.name)],
);
