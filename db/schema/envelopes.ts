import { index, integer, sqliteTable, text } from "./columns.ts";

/** What went over the wire, byte for byte, written before it leaves: a crash sends the same again under the same id. Gone a month later. */
export const envelopes = sqliteTable(
  "envelopes",
  {
    wireId: text().primaryKey(),
    channel: text().notNull(),
    recipient: text().notNull(),
    /** JSON: subject, text, html, headers, or the channel's own bytes as base64. */
    content: text().notNull(),
    createdAt: integer().notNull(),
  },
  (t) => [index("envelopesByAge").on(t.createdAt)],
);
