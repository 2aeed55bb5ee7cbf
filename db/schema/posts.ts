import { integer, primaryKey, sqliteTable, text } from "./columns.ts";
import { units } from "./units.ts";

/** A role that exists in a unit, held or vacant. */
export const posts = sqliteTable(
  "posts",
  {
    unitId: integer()
      .notNull()
      .references(() => units.id),
    post: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.unitId, t.post] })],
);
