import { primaryKey, sqliteTable, text } from "./columns.ts";

/** One day off with its decree. `calendar` is "" for the whole country, else the code of one calendar (libur daerah). */
export const holidays = sqliteTable(
  "holidays",
  {
    date: text().notNull(),
    calendar: text().notNull().default(""),
    name: text().notNull(),
    kind: text({ enum: ["libur_nasional", "cuti_bersama", "libur_daerah"] }).notNull(),
    decree: text().notNull(),
  },
  (t) => [primaryKey({ columns: [t.date, t.calendar] })],
);
