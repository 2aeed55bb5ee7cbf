import type { Db } from "../../../../db/open.ts";
import { addHoliday } from "../../../calendar/holidays/store.ts";
import { formatHours } from "../../../calendar/hours.ts";
import { addSpecialHours } from "../../../calendar/special-hours/store.ts";
import type { CalendarEntry } from "./shape.ts";

type Sql = Db["sql"];

/** Writes a calendar with its own holidays and special hours in the place of what it had. */
export function writeCalendar(sql: Sql, { code, zone, hours, holidays, special }: CalendarEntry): void {
  sql
    .prepare(
      `insert into calendars (code, zone, hours) values (?, ?, ?)
       on conflict (code) do update set zone = excluded.zone, hours = excluded.hours`,
    )
    .run(code, zone, JSON.stringify(formatHours(hours)));
  removeExceptions(sql, code);
  for (const holiday of holidays) addHoliday(sql, { ...holiday, calendar: code });
  for (const range of special) addSpecialHours(sql, { ...range, calendar: code });
}

/** Takes a calendar away; that of a zone is then again as shipped. */
export function removeCalendar(sql: Sql, code: string): void {
  removeExceptions(sql, code);
  sql.prepare("delete from calendars where code = ?").run(code);
}

function removeExceptions(sql: Sql, code: string): void {
  sql.prepare("delete from holidays where calendar = ?").run(code);
  sql.prepare("delete from specialHours where calendar = ?").run(code);
}
