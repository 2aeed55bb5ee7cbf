import { integer, sqliteTable, text } from "./columns.ts";

/** A door in, its settings and how far it has read. */
export const sources = sqliteTable("sources", {
  source: text().primaryKey(),
  kind: text({ enum: ["file", "lapor", "webhook", "manual"] }).notNull(),
  /** Zone of times that carry none. */
  zone: text().notNull().default("UTC"),
  /** How old a confirmation may be, such as "2 hari kerja"; null: no limit. */
  maxAge: text(),
  /** As of when its newest answer speaks (Tanggal Generate). */
  asOf: integer(),
  lastOkAt: integer(),
  lastErrorAt: integer(),
  lastError: text(),
  /** JSON: what is asked of it and where; null: not set up, or it needs nothing. */
  settings: text(),
  /** A pulled source is not asked before this, also after a restart. */
  nextPollAt: integer(),
  /** JSON: how far it has read, and how much of its budget is used. */
  cursor: text(),
});
