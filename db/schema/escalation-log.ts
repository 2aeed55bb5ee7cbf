import { index, integer, sqliteTable, text } from "./columns.ts";
import { escalations } from "./escalations.ts";

/** Append-only: what the judge did to an escalation and why, as JSON. */
export const escalationLog = sqliteTable(
  "escalationLog",
  {
    id: integer().primaryKey(),
    escalationId: integer()
      .notNull()
      .references(() => escalations.id),
    at: integer().notNull(),
    event: text().notNull(),
    step: integer(),
    detail: text(),
  },
  (t) => [index("escalationLogByEscalation").on(t.escalationId)],
);
