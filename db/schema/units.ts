import { integer, sqliteTable, text, uniqueIndex } from "./columns.ts";

/** An OPD. The one without parent is the Pemda itself; calendar and zone fall back to the parent's. */
export const units = sqliteTable(
  "units",
  {
    id: integer().primaryKey(),
    code: text().notNull(),
    name: text().notNull(),
    /** How its head is addressed: Kepala Dinas, Camat, Direktur, Inspektur. */
    sebutan: text(),
    /** LAPOR!'s own id of the office: the stable key, since names change. */
    externalId: text(),
    parentId: integer(),
    calendar: text(),
    zone: text(),
  },
  (t) => [uniqueIndex("unitsByCode").on(t.code), uniqueIndex("unitsByExternalId").on(t.externalId)],
);
