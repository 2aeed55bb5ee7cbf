import { index, integer, sqliteTable, text } from "./columns.ts";
import { complaints } from "./complaints.ts";

/** Append-only: which field of a complaint changed, from what to what, when the bot learned it, from which source. */
export const complaintHistory = sqliteTable(
  "complaintHistory",
  {
    id: integer().primaryKey(),
    trackingId: text()
      .notNull()
      .references(() => complaints.trackingId),
    at: integer().notNull(),
    source: text().notNull(),
    field: text().notNull(),
    before: text(),
    after: text(),
  },
  (t) => [index("complaintHistoryByComplaint").on(t.trackingId)],
);
