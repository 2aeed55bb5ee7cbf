import { index, integer, sql, sqliteTable, text, uniqueIndex } from "./columns.ts";
import { complaints } from "./complaints.ts";
import { ruleVersions } from "./rule-versions.ts";
import { units } from "./units.ts";

/** One run of a rule: complaint x clock x epoch. `dueAt` is the only column the running bot watches. */
export const escalations = sqliteTable(
  "escalations",
  {
    id: integer().primaryKey(),
    trackingId: text()
      .notNull()
      .references(() => complaints.trackingId),
    clock: text({ enum: ["verification", "response", "completion"] }).notNull(),
    epoch: integer().notNull(),
    unitId: integer().references(() => units.id),
    ruleId: integer().notNull(),
    ruleVersionId: integer()
      .notNull()
      .references(() => ruleVersions.id),
    anchorAt: integer().notNull(),
    state: text({ enum: ["running", "held", "paused", "ended"] }).notNull(),
    /** Why it is held, or why it ended. */
    reason: text(),
    /** The step that fires next, from 1; past the last one when all have fired. */
    nextStep: integer().notNull(),
    /** When nextStep falls due, whatever holds it. */
    stepDueAt: integer(),
    /** The next moment at which the judge must look; null: nothing to do until something is learned. */
    dueAt: integer(),
    /** Until when nextStep waits for somebody to be found, whatever else holds it meanwhile; null: it does not. */
    heldUntil: integer(),
    firedAt: integer(),
    /** First moment a message of the last fired step was accepted. */
    toldAt: integer(),
    /** toldAt of the step before that one: needed again if every message of the last one is refused. */
    toldBefore: integer(),
    /** The step before found nobody and was settled at its limit. */
    unreachable: integer({ mode: "boolean" }).notNull(),
    reminders: integer().notNull(),
    /** When the latest message of the last fired step was accepted. */
    remindFrom: integer(),
    ackedAt: integer(),
    ackedBy: text(),
    /** Nothing fires before this moment, after a change that moved it earlier. */
    notBefore: integer(),
    /** Started again because the reporter replied: only a follow-up after the anchor stops it. */
    isReopened: integer({ mode: "boolean" }).notNull().default(false),
    /** How often a step of this run was taken back, or its steps were numbered anew: messages of each time have keys of their own. */
    round: integer().notNull().default(0),
    startedAt: integer().notNull(),
    endedAt: integer(),
  },
  (t) => [
    uniqueIndex("escalationsByRun").on(t.trackingId, t.clock, t.epoch),
    index("escalationsDue")
      .on(t.dueAt)
      .where(sql`"dueAt" is not null`),
    index("escalationsHeld")
      .on(t.reason)
      .where(sql`"state" = 'held'`),
  ],
);
