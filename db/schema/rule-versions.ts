import { integer, sqliteTable, text, uniqueIndex } from "./columns.ts";
import { rules } from "./rules.ts";

/** What a rule said from one moment on. Never changed: escalations point here. Durations are texts such as "3 hari kerja". */
export const ruleVersions = sqliteTable(
  "ruleVersions",
  {
    id: integer().primaryKey(),
    ruleId: integer()
      .notNull()
      .references(() => rules.id),
    version: integer().notNull(),
    clock: text({ enum: ["verification", "response", "completion"] }).notNull(),
    /** JSON: classification, category, unit, channel, priority to a list of values. */
    match: text().notNull(),
    limit: text().notNull(),
    gap: text().notNull(),
    reopen: integer({ mode: "boolean" }).notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [uniqueIndex("ruleVersionsByNumber").on(t.ruleId, t.version)],
);
