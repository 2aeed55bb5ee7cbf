/** Whole seconds since 1970-01-01T00:00:00Z. */
export type Instant = number;

/** A local date, YYYY-MM-DD. */
export type LocalDate = string;

/** Indonesia's three zones. None has summer time, so each is a fixed offset. */
export type Zone = "Asia/Jakarta" | "Asia/Makassar" | "Asia/Jayapura";

/** Minutes since local midnight, half-open: [open, close). */
export interface OfficeInterval {
  readonly open: number;
  readonly close: number;
}

/** Intervals of Monday (index 0) to Sunday (index 6), in order and apart; an empty list is a day off. */
export type OfficeHours = readonly (readonly OfficeInterval[])[];

export type HolidayKind = "libur_nasional" | "cuti_bersama" | "libur_daerah";

export interface Holiday {
  readonly date: LocalDate;
  readonly name: string;
  readonly kind: HolidayKind;
  readonly decree: string;
}

/** Jam khusus: other hours from one date to another, both included. */
export interface SpecialHours {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly name: string;
  readonly hours: OfficeHours;
  readonly decree: string;
}

/** All that is needed to count time at one place. */
export interface Calendar {
  readonly code: string;
  readonly zone: Zone;
  readonly hours: OfficeHours;
  readonly holidays: ReadonlyMap<LocalDate, Holiday>;
  /** The years that have a holiday table. */
  readonly years: ReadonlySet<number>;
  /** Where two cover a day, the first counts. */
  readonly special: readonly SpecialHours[];
}

/** `text` is the canonical Indonesian form, such as "3 hari kerja". */
export type Duration =
  | { readonly kind: "plain"; readonly seconds: number; readonly text: string }
  | { readonly kind: "officeTime"; readonly seconds: number; readonly text: string }
  | { readonly kind: "workingDays"; readonly days: number; readonly text: string };

/** When a message may leave: always, in office time, or between two times of any day (minutes since midnight, half-open). */
export type Window =
  | { readonly kind: "always" }
  | { readonly kind: "officeTime" }
  | { readonly kind: "daily"; readonly open: number; readonly close: number };

/** One day of a reckoning: counted (with its number), or not, with the reason that users read. */
export interface DayPassed {
  readonly date: LocalDate;
  readonly counted: boolean;
  readonly reason: string;
}
