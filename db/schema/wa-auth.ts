import { primaryKey, sqliteTable, text } from "./columns.ts";

/** WhatsApp's credentials and Signal keys. Never restored from an old copy: the ratchet must not go back. WITHOUT ROWID. */
export const waAuth = sqliteTable(
  "waAuth",
  { type: text().notNull(), id: text().notNull(), value: text().notNull() },
  (t) => [primaryKey({ columns: [t.type, t.id] })],
);
