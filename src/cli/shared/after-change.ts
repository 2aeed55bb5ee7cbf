import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import { clearMended } from "../../desk/clear-mended.ts";
import { openCommandDesk } from "./command-desk.ts";

// Each is called inside the transaction that changes people, rules or calendars, so that the open escalations
// and the change become true at the same instant (escalation.md section 7).

/** Units, people, posts or addresses changed: what was held for want of one of them is looked at again. */
export function afterPeopleChange(db: Db, now: Instant): void {
  const desk = openCommandDesk(db);
  desk.placeUnknown(now);
  desk.clerk.reviewHeld("no_recipient", desk.office, now);
  desk.clerk.reviewHeld("no_calendar", desk.office, now);
  clearMended(db.sql, desk.alarms, desk.office, now);
}

/** A rule changed, or was switched on or off. */
export function afterRuleChange(db: Db, now: Instant): void {
  const desk = openCommandDesk(db);
  desk.reviewAll(now);
  clearMended(db.sql, desk.alarms, desk.office, now);
}

/** Holidays, hours or zones changed: open due moments are computed again. */
export function afterCalendarChange(db: Db, now: Instant): void {
  const { clerk, office, alarms } = openCommandDesk(db);
  clerk.recount(office, now);
  clearMended(db.sql, alarms, office, now);
}
