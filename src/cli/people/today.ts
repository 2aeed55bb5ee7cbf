import type { Db } from "../../../db/open.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import type { Instant, LocalDate } from "../../calendar/contract.ts";
import { loadCalendars } from "../../calendar/store.ts";
import type { People } from "../../people/contract.ts";

/** The local date at a unit; as long as no zone was chosen, that of WITA. */
export function todayAt(sql: Db["sql"], people: People, now: Instant): (unitId: number) => LocalDate {
  const calendars = loadCalendars(sql);
  return (unitId) => {
    const calendar = calendars.get(people.units.get(unitId)?.calendar ?? "");
    return localDate(calendar ?? { zone: "Asia/Makassar" }, now);
  };
}
