import type { Calendar } from "../calendar/contract.ts";
import type { Office } from "./contract.ts";

/** The calendar of a unit; of the Pemda itself where none is named, or is known. null: no zone was chosen yet. */
export function calendarOf({ people, calendars }: Office, unitId: number | null): Calendar | null {
  const place = people.units.get(unitId ?? 0) ?? people.root;
  return calendars.get(place?.calendar ?? "") ?? null;
}
