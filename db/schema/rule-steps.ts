import { integer, primaryKey, sqliteTable, text } from "./columns.ts";
import { ruleVersions } from "./rule-versions.ts";

/** The steps of one version, counted from 1. */
export const ruleSteps = sqliteTable(
  "ruleSteps",
  {
    versionId: integer()
      .notNull()
      .references(() => ruleVersions.id),
    step: integer().notNull(),
    after: text().notNull(),
    post: text().notNull(),
    channels: text({ enum: ["wa", "email", "wa>email", "email>wa", "wa+email", "email+wa"] }).notNull(),
    window: text().notNull(),
    remindEvery: text(),
    remindMax: integer(),
    deliver: text({ enum: ["each", "digest"] })
      .notNull()
      .default("each"),
  },
  (t) => [primaryKey({ columns: [t.versionId, t.step] })],
);
