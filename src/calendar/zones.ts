import type { Zone } from "./contract.ts";
import { quoted } from "./quoted.ts";
import { UserError } from "../user-error.ts";

// Keppres 41/1987: three zones with fixed offsets.
const zones = {
  "Asia/Jakarta": { name: "WIB", hours: 7 },
  "Asia/Makassar": { name: "WITA", hours: 8 },
  "Asia/Jayapura": { name: "WIT", hours: 9 },
} as const;

export const allZones = Object.keys(zones) as readonly Zone[];

/** WIB, WITA or WIT. */
export function zoneName(zone: Zone): "WIB" | "WITA" | "WIT" {
  return zones[zone].name;
}

/** Seconds that local time is ahead of UTC. */
export function zoneOffset(zone: Zone): number {
  return zones[zone].hours * 3600;
}

/** Code of the calendar, with the shipped hours, of units that chose only a zone: zona-wib, zona-wita, zona-wit. */
export function zoneCalendarCode(zone: Zone): string {
  return `zona-${zoneName(zone).toLowerCase()}`;
}

/** Takes "WITA" as well as "Asia/Makassar", in any case. Throws UserError. */
export function parseZone(text: string): Zone {
  const wanted = text.trim().toLowerCase();
  const found = allZones.find((zone) => [zone, zoneName(zone)].some((name) => name.toLowerCase() === wanted));
  if (!found) throw new UserError(`Zona waktu ${quoted(text)} tidak dikenal. Pilih WIB, WITA, atau WIT.`);
  return found;
}
