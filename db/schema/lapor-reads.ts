import { index, integer, sql, sqliteTable, text } from "./columns.ts";

/** What the API of LAPOR! was asked about each complaint, and when it is asked next. */
export const laporReads = sqliteTable(
  "laporReads",
  {
    trackingId: text().primaryKey(),
    askedAt: integer(),
    /** null: never again, for it has ended. */
    nextAt: integer(),
    /** Why it could not be read the last time. */
    fault: text({ enum: ["shape", "absent", "forbidden"] }),
  },
  (t) => [
    index("laporReadsNext")
      .on(t.nextAt)
      .where(sql`"nextAt" is not null`),
    index("laporReadsGood")
      .on(t.askedAt)
      .where(sql`"fault" is null`),
    index("laporReadsFaulty")
      .on(t.trackingId, t.fault)
      .where(sql`"fault" is not null and "nextAt" is not null`),
  ],
);
