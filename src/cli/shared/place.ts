import type { Calendar } from "../../calendar/contract.ts";
import { calendarOf } from "../../escalation/calendar-of.ts";
import type { Office } from "../../escalation/contract.ts";
import type { Sql } from "../../../db/open.ts";
import { defaultCalendar } from "../../calendar/store.ts";

/** The calendar in whose zone a command speaks: the Pemda's, else the shipped one. */
export function calendarOfPemda(sql: Sql, office: Office): Calendar {
  return calendarOf(office, null) ?? defaultCalendar(sql);
}
