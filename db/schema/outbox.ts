import { index, integer, sql, sqliteTable, text, uniqueIndex } from "./columns.ts";

/** One message: one recipient, one channel. Its words are written when it is claimed. */
export const outbox = sqliteTable(
  "outbox",
  {
    id: integer().primaryKey(),
    /** What makes it once only, such as "e12/1.0/0/h7/wa". */
    key: text().notNull(),
    channel: text({ enum: ["wa", "email", "folder"] }).notNull(),
    /** The channel it was meant for, where it goes to the folder instead. */
    intended: text({ enum: ["wa", "email"] }).notNull(),
    recipient: text().notNull(),
    holderId: integer(),
    person: text().notNull(),
    kind: text({ enum: ["step", "reminder", "digest", "moved", "alarm", "notice", "reply"] }).notNull(),
    trackingId: text(),
    escalationId: integer(),
    step: integer(),
    /** That of its run when it was written; among earlier rounds the same step may be another one. */
    round: integer().notNull().default(0),
    occurrence: integer(),
    unitId: integer(),
    post: text(),
    reason: text().notNull(),
    /** JSON for messages that no escalation explains (alarms, answers). */
    data: text(),
    /** Rows with the same bundle travel as one message. */
    bundle: text(),
    /** Channels to try for this person if this one refuses for good, such as "email". */
    fallback: text(),
    state: text({
      enum: [
        "pending",
        "sending",
        "accepted",
        "delivered",
        "read",
        "failed",
        "superseded",
        "expired",
        "cancelled",
      ],
    }).notNull(),
    /** Why it failed, was superseded or waits. */
    note: text(),
    dueAt: integer().notNull(),
    notBefore: integer().notNull(),
    attempts: integer().notNull().default(0),
    wireId: text(),
    createdAt: integer().notNull(),
    acceptedAt: integer(),
    deliveredAt: integer(),
    readAt: integer(),
  },
  (t) => [
    uniqueIndex("outboxByRun")
      .on(t.escalationId, t.key)
      .where(sql`"escalationId" is not null`),
    uniqueIndex("outboxByKey")
      .on(t.key)
      .where(sql`"escalationId" is null`),
    index("outboxPending")
      .on(t.channel, t.notBefore)
      .where(sql`"state" = 'pending'`),
    index("outboxSending")
      .on(t.state)
      .where(sql`"state" = 'sending'`),
    index("outboxByWire")
      .on(t.wireId)
      .where(sql`"wireId" is not null`),
    index("outboxByRecipient")
      .on(t.channel, t.recipient, t.acceptedAt)
      .where(sql`"wireId" is not null`),
    index("outboxAnswers")
      .on(t.recipient, t.createdAt)
      .where(sql`"kind" = 'reply'`),
    index("outboxBundles")
      .on(t.channel, t.recipient, t.bundle)
      .where(sql`"state" = 'pending' and "bundle" is not null`),
  ],
);
