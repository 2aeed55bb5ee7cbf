import { index, integer, sql, sqliteTable, text } from "./columns.ts";
import { units } from "./units.ts";

/**
 * One LAPOR! record, with the names of domain.md: never the body, never the reporter. Instants are whole seconds, UTC.
 * null means that no source has said.
 */
export const complaints = sqliteTable(
  "complaints",
  {
    trackingId: text().primaryKey(),
    source: text().notNull(),
    /** Scrubbed; null for isSecret. */
    title: text(),
    classification: text({
      enum: ["permintaan_informasi", "pengaduan_tidak_berkadar", "pengaduan_berkadar", "aspirasi", "lain"],
    }),
    categoryId: text(),
    category: text(),
    channel: text(),
    statusRaw: text(),
    status: text({
      enum: [
        "unverified",
        "verified",
        "unanswered",
        "in_progress",
        "postponed",
        "done",
        "closed_by_system",
        "not_authority",
        "archived",
        "rejected",
        "unknown",
      ],
    }).notNull(),
    institutionName: text(),
    /** The office as LAPOR! names it, and the unit it resolves to. */
    opdExternalId: text(),
    opdName: text(),
    opdId: integer().references(() => units.id),
    /** LAPOR! now names an office that Siaga does not know; opdId keeps what was known before. */
    opdIsUnknown: integer({ mode: "boolean" }).notNull().default(false),
    reportedAt: integer(),
    disposedAt: integer(),
    firstSeenAt: integer().notNull(),
    unitSeenAt: integer(),
    confirmedAt: integer().notNull(),
    /** In an export's period but absent from it. */
    missingSince: integer(),
    firstFollowUpAt: integer(),
    firstFollowUpIsBound: integer({ mode: "boolean" }).notNull().default(false),
    lastFollowUpAt: integer(),
    followUpCount: integer(),
    lastReporterReplyAt: integer(),
    /** When the present unit's own follow-up became known: what stops the response clock. A move to another unit clears it. */
    answeredAt: integer(),
    closedAt: integer(),
    /** JSON list of [from, to | null]: the spans in which it was postponed. */
    pauses: text(),
    locationName: text(),
    isAnonymous: integer({ mode: "boolean" }).notNull(),
    isSecret: integer({ mode: "boolean" }).notNull(),
    isPriority: integer({ mode: "boolean" }).notNull().default(false),
    statusNote: text(),
    url: text(),
    /** Reported before sending was switched on: counted and listed, starts no steps. */
    isBacklog: integer({ mode: "boolean" }).notNull().default(false),
    /** When Kominfo let a backlog complaint go on: its clocks are anchored there. */
    resumedAt: integer(),
    /** Already ended when first seen: starts no clock, ever. */
    isHistoric: integer({ mode: "boolean" }).notNull().default(false),
    sourceRow: integer(),
    syncedAt: integer().notNull(),
  },
  (t) => [
    index("complaintsByUnit").on(t.opdId),
    index("complaintsUnplaced")
      .on(t.opdIsUnknown)
      .where(sql`"opdIsUnknown" = 1`),
    index("complaintsOpen")
      .on(t.source, t.reportedAt, t.trackingId)
      .where(
        sql`"isHistoric" = 0 and "status" not in ('done', 'closed_by_system', 'rejected', 'archived', 'not_authority')`,
      ),
  ],
);
