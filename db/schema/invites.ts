import { integer, sqliteTable, text } from "./columns.ts";
import { holders } from "./holders.ts";

/** A DAFTAR code, kept as its hash: single use, seven days. */
export const invites = sqliteTable("invites", {
  codeHash: text().primaryKey(),
  holderId: integer()
    .notNull()
    .references(() => holders.id),
  createdAt: integer().notNull(),
  expiresAt: integer().notNull(),
  usedAt: integer(),
  usedBy: text(),
});
