import { index, integer, sqliteTable, text, uniqueIndex } from "./columns.ts";

/** Requests that the webhook took, so that one which comes again is answered the same and does nothing. */
export const webhookKeys = sqliteTable(
  "webhookKeys",
  {
    /** SHA-256 of the sender's Idempotency-Key; where there is none, of the signature. */
    key: text().primaryKey(),
    /** The signature over timestamp and body: a recorded request that comes with another key is still the same one. */
    request: text().notNull(),
    /** SHA-256 of what was kept of the body. */
    content: text().notNull(),
    trackingId: text().notNull(),
    outcome: text({ enum: ["new", "changed", "unchanged"] }).notNull(),
    at: integer().notNull(),
  },
  (t) => [uniqueIndex("webhookKeysByRequest").on(t.request), index("webhookKeysByAge").on(t.at)],
);
