import { index, integer, sqliteTable, text } from "./columns.ts";
import { units } from "./units.ts";

/** Other spellings of an office's name. `key` is the folded form that is compared; two units may share one, and then it matches neither. */
export const unitAliases = sqliteTable(
  "unitAliases",
  {
    id: integer().primaryKey(),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    alias: text().notNull(),
    key: text().notNull(),
  },
  (t) => [index("unitAliasesByKey").on(t.key)],
);
