import { index, integer, sql, sqliteTable, text } from "./columns.ts";

/** What officials sent back. The text stands here only until it is handled. */
export const inbound = sqliteTable(
  "inbound",
  {
    /** Channel, sender and the channel's own id, so that a redelivery is known. */
    key: text().primaryKey(),
    channel: text().notNull(),
    sender: text(),
    at: integer().notNull(),
    text: text(),
    quotedWireId: text(),
    handledAt: integer(),
    outcome: text(),
  },
  (t) => [
    index("inboundWaiting")
      .on(t.at)
      .where(sql`"handledAt" is null`),
    index("inboundBySender").on(t.sender, t.handledAt),
  ],
);
