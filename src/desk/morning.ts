import { addCalendarDays, localDate, startOfDate } from "../calendar/arithmetic.ts";
import type { Instant } from "../calendar/contract.ts";
import { calendarOf } from "../escalation/calendar-of.ts";
import type { Office } from "../escalation/contract.ts";
import { noticeMoment } from "../escalation/notice-moment.ts";
import { askHolders } from "./ask-holders.ts";
import { clearMended } from "./clear-mended.ts";
import type { Desk } from "./desk.ts";
import { examine, isDoctorsCause } from "./doctor.ts";
import { forgetLetters } from "./forget-letters.ts";
import { openSettings } from "./settings.ts";

/** The look-over of each local day: when the morning's letters may go (07.00), or as soon after it as the bot runs. */
export function openMornings(desk: Desk) {
  const settings = openSettings(desk.sql);

  function noteDone(office: Office, now: Instant): void {
    const calendar = calendarOf(office, null);
    if (calendar) settings.set("lookedOverOn", localDate(calendar, now));
  }

  return {
    /** When it is due; past if today's is still to be done; null: no zone was chosen. */
    nextAt(office: Office, now: Instant): Instant | null {
      const calendar = calendarOf(office, null);
      if (!calendar) return null;
      const today = localDate(calendar, now);
      const date = settings.text("lookedOverOn") === today ? addCalendarDays(today, 1) : today;
      return noticeMoment(calendar, startOfDate(calendar, date));
    },
    /** Old messages are decided again, findings of the doctor become alarms, what is mended is told once, letters of last month are forgotten. */
    lookOver(office: Office, now: Instant): void {
      desk.sql
        .transaction(() => {
          lookOver(desk, office, now);
          noteDone(office, now);
        })
        .immediate();
      forgetLetters(desk.sql, now);
    },
    /** Today's failed: the next is tomorrow's. */
    putOff: noteDone,
  };
}

function lookOver(desk: Desk, office: Office, now: Instant): void {
  const findings = examine(office, now);
  const causes = new Set(findings.map(({ cause }) => cause));
  desk.aftermath.expireOld(now);
  askHolders(desk, office, now);
  clearMended(desk.sql, desk.alarms, office, now);
  for (const finding of findings) desk.alarms.raise(finding, now);
  for (const { cause } of desk.alarms.open())
    if (isDoctorsCause(cause) && !causes.has(cause)) desk.alarms.clear(cause, now);
}
