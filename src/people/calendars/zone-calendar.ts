import type { Zone } from "../../calendar/contract.ts";

const codes: Readonly<Record<Zone, string>> = {
  "Asia/Jakarta": "zona-wib",
  "Asia/Makassar": "zona-wita",
  "Asia/Jayapura": "zona-wit",
};

/** Code of the calendar, with the shipped hours, of units that chose only a zone. */
export function zoneCalendarCode(zone: Zone): string {
  return codes[zone];
}

/** The zone whose calendar bears this code; null for a calendar that the Pemda made. */
export function zoneOfCalendarCode(code: string): Zone | null {
  const entry = Object.entries(codes).find(([, value]) => value === code);
  return (entry?.[0] ?? null) as Zone | null;
}
