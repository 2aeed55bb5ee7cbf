import { index, integer, sqliteTable, text } from "./columns.ts";
import { units } from "./units.ts";

/** A person in a post, between two local dates, both included; null is open. */
export const holders = sqliteTable(
  "holders",
  {
    id: integer().primaryKey(),
    unitId: integer()
      .notNull()
      .references(() => units.id),
    post: text().notNull(),
    name: text().notNull(),
    kind: text({ enum: ["definitif", "plt", "plh", "pj", "pjs"] }).notNull(),
    /** E.164 with +. */
    wa: text(),
    /** Lower case. */
    email: text(),
    fromDate: text(),
    toDate: text(),
    /** PINDAH: said by the holder; nothing is sent from then on. */
    leftAt: integer(),
    /** The half-yearly confirmation. */
    confirmedAt: integer(),
    /** When the holder was last asked to confirm it. */
    askedAt: integer(),
  },
  (t) => [index("holdersByPost").on(t.unitId, t.post), index("holdersByWa").on(t.wa)],
);
