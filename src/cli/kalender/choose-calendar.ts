import type { Db } from "../../../db/open.ts";
import type { Calendar } from "../../calendar/contract.ts";
import { defaultCalendar, loadCalendars, zoneCalendar } from "../../calendar/store.ts";
import { parseZone } from "../../calendar/zones.ts";
import type { People, Unit } from "../../people/contract.ts";
import { UserError } from "../../user-error.ts";

export interface CalendarChoice {
  readonly opd?: string;
  readonly zona?: string;
}

/** The named zone's, else the named office's, else the Pemda's; in a book without offices WITA. Throws UserError. */
export async function chooseCalendar(db: Db, { opd, zona }: CalendarChoice): Promise<Calendar> {
  if (zona !== undefined) return zoneCalendar(db.sql, parseZone(zona));
  const { loadPeople } = await import("../../people/store.ts");
  const people = loadPeople(db.sql);
  const unit = opd === undefined ? people.root : findUnit(people, opd);
  return unit ? calendarOf(db, unit) : defaultCalendar(db.sql);
}

function findUnit({ units }: People, code: string): Unit {
  const unit = units.values().find((unit) => unit.code.toLowerCase() === code.toLowerCase());
  if (!unit) throw new UserError(`OPD dengan kode ${code} tidak ada. Lihat kode yang ada: siaga opd daftar.`);
  return unit;
}

function calendarOf(db: Db, { name, calendar: code }: Unit): Calendar {
  if (code === null)
    throw new UserError(
      `Zona waktu ${name} belum dipilih, jadi jam kerjanya tidak diketahui. Pilih dengan siaga siapkan, atau tulis --zona WITA.`,
    );
  const calendar = loadCalendars(db.sql).get(code);
  if (!calendar)
    throw new UserError(`Kalender ${code} milik ${name} tidak ada. Lihat: siaga kalender daftar.`);
  return calendar;
}
