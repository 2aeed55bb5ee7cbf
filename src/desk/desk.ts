import type { Db } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import type { Complaint } from "../complaints/contract.ts";
import { openSql } from "../complaints/status-words.ts";
import { openComplaintBook } from "../complaints/store.ts";
import { openClerk } from "../escalation/clerk.ts";
import type { Escalation, Office } from "../escalation/contract.ts";
import { openEscalationStore } from "../escalation/store.ts";
import { openOutboxStore } from "../outbox/store.ts";
import { openAftermath } from "./aftermath.ts";
import { openAlarms } from "./alarms.ts";
import { emptyCounts, openIntake } from "./intake.ts";
import { createMailbox } from "./mailbox.ts";

export type Desk = ReturnType<typeof openDesk>;

export interface DeskParts {
  readonly db: Db;
  readonly office: () => Office;
  readonly onPoison: (escalation: Escalation, error: unknown) => void;
  /** Something here changed who can be reached. */
  readonly onPeopleChanged?: () => void;
}

/** Where the rooms meet: book, clerk, outbox and alarms over one open file, for the bot and for single commands. */
export function openDesk({ db, office, onPoison, onPeopleChanged = () => {} }: DeskParts) {
  const { sql } = db;
  const book = openComplaintBook(sql);
  const outbox = openOutboxStore(sql);
  const alarms = openAlarms(sql);
  const escalations = openEscalationStore(sql);
  const clerk = openClerk({ sql, book, mailbox: createMailbox(outbox, office), alarms, onPoison });
  const aftermath = openAftermath({ sql, clerk, outbox, alarms, office, onPeopleChanged });
  const intake = openIntake({ sql, book, clerk, alarms, office });
  const openComplaints = sql
    .prepare<[], string>(`select trackingId from complaints where ${openSql}`)
    .pluck();
  const unplaced = sql.prepare<
    [],
    Pick<Complaint, "trackingId" | "source" | "opdName" | "opdExternalId" | "confirmedAt">
  >("select trackingId, source, opdName, opdExternalId, confirmedAt from complaints where opdIsUnknown = 1");
  return {
    sql,
    book,
    outbox,
    alarms,
    escalations,
    clerk,
    aftermath,
    intake,
    /** Brings the runs of every open complaint up to changed rules, people or calendars. Call it inside a transaction. */
    reviewAll(now: Instant): void {
      for (const trackingId of openComplaints.all()) {
        const complaint = book.find(trackingId);
        if (complaint) clerk.review(complaint, office(), now);
      }
    },
    /** Names that no unit had are looked up again, after units or aliases changed. */
    placeUnknown(now: Instant): void {
      for (const { trackingId, source, confirmedAt, opdName, opdExternalId } of unplaced.all()) {
        const named = { trackingId, opdName, opdExternalId };
        intake.receive([named], { source, asOf: confirmedAt }, emptyCounts(), now);
      }
    },
  };
}
