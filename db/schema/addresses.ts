import { integer, primaryKey, sqliteTable, text } from "./columns.ts";

/** What is known of one number or mailbox, whoever holds it: registered by DAFTAR, stopped by STOP, off after permanent failures. */
export const addresses = sqliteTable(
  "addresses",
  {
    channel: text({ enum: ["wa", "email"] }).notNull(),
    address: text().notNull(),
    registeredAt: integer(),
    stoppedAt: integer(),
    /** Permanent failures in a row. */
    failures: integer().notNull().default(0),
    disabledAt: integer(),
    /** Last look-up on WhatsApp, and what it said. */
    checkedAt: integer(),
    existsOnWa: integer({ mode: "boolean" }),
  },
  (t) => [primaryKey({ columns: [t.channel, t.address] })],
);
