import type { Holiday, OfficeHours, SpecialHours, Zone } from "../../../calendar/contract.ts";
import type { HolderKind } from "../../../people/contract.ts";
import type { RuleDraft } from "../../../rules/draft.ts";

export interface CalendarEntry {
  readonly code: string;
  readonly zone: Zone;
  readonly hours: OfficeHours;
  /** Its own; those that hold for all calendars stand elsewhere. */
  readonly holidays: readonly Holiday[];
  readonly special: readonly SpecialHours[];
}

/** `id` is that of the row it was read from; an entry of a file has none. */
export interface UnitEntry {
  readonly id?: number;
  readonly code: string;
  readonly name: string;
  readonly sebutan: string | null;
  readonly externalId: string | null;
  readonly aliases: readonly string[];
  /** Code of the parent; null for the root. */
  readonly parent: string | null;
  readonly calendar: string | null;
  readonly zone: Zone | null;
}

export interface PostEntry {
  readonly unit: string;
  readonly post: string;
}

export interface HolderEntry extends PostEntry {
  readonly id?: number;
  readonly name: string;
  readonly kind: HolderKind;
  readonly wa: string | null;
  readonly email: string | null;
  readonly from: string | null;
  readonly to: string | null;
}

/** All that Kominfo configures in one file (escalation.md section 12). */
export interface Config {
  readonly calendars: readonly CalendarEntry[];
  readonly units: readonly UnitEntry[];
  readonly posts: readonly PostEntry[];
  readonly holders: readonly HolderEntry[];
  readonly rules: readonly RuleDraft[];
}

export type Section = keyof Config;
export type EntryOf<S extends Section> = Config[S][number];

export const sections = [
  "calendars",
  "units",
  "posts",
  "holders",
  "rules",
] as const satisfies readonly Section[];

/** How people call a section. */
export const sectionNames: Readonly<Record<Section, string>> = {
  calendars: "Kalender",
  units: "OPD",
  posts: "Jabatan",
  holders: "Kontak",
  rules: "Aturan",
};
