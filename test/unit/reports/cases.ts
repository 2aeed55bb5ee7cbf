import { openDb } from "../../../db/open.ts";
import { parseLocalInstant } from "../../../src/calendar/format.ts";
import { zoneCalendar } from "../../../src/calendar/store.ts";
import type { Status } from "../../../src/complaints/contract.ts";
import type { Case, Moment } from "../../../src/reports/contract.ts";

const db = openDb(":memory:");
/** WITA, the shipped hours, the holidays of 2024 to 2027. */
export const wita = zoneCalendar(db.sql, "Asia/Makassar");
db.close();

/** "2026-11-20T15:00" in WITA, as a source said it. */
export function said(text: string): Moment {
  return { at: parseLocalInstant(text, wita), isBound: false };
}

/** The same, known only as "at the latest". */
export function atLatest(text: string): Moment {
  return { ...said(text), isBound: true };
}

export const now = said("2026-11-27T09:00").at;

/** A complaint that waits with unit 1 since Monday 23 November 09.00. */
export function aCase(changes: Partial<Case> = {}): Case {
  const { followUp = null } = changes;
  return {
    status: "unanswered",
    unitId: 1,
    isMoved: false,
    disposition: said("2026-11-23T09:00"),
    followUp,
    isAnswered: followUp !== null,
    calendar: wita,
    clocks: [],
    ...changes,
  };
}

export function withStatus(status: Status, count: number): Case[] {
  return Array.from({ length: count }, () => aCase({ status }));
}

/** A complaint of unit 1 that was answered so many shipped working days (7.5 office hours) after its disposition. */
export function answeredAfter(followUp: string, changes: Partial<Case> = {}): Case {
  return aCase({ status: "in_progress", followUp: said(followUp), ...changes });
}
