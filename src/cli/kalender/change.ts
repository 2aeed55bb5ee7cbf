import type { Db } from "../../../db/open.ts";
import { loadCalendars } from "../../calendar/store.ts";
import { UserError } from "../../user-error.ts";
import { afterCalendarChange } from "../shared/after-change.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";

export interface Change {
  /** Such as "kalender.libur.tambah". */
  readonly action: string;
  readonly subject: string;
  readonly oleh?: string | undefined;
  /** The decree of a removal, which has no row to stand in. */
  readonly dasar?: string | undefined;
}

interface Outcome {
  readonly before: object | null;
  readonly after: object | null;
}

/** Makes a change, writes it down and has the open escalations reckoned again: all of it, or nothing. */
export function changeCalendar<T extends Outcome>(db: Db, change: Change, make: () => T): T {
  const now = currentInstant();
  const { action, subject, oleh, dasar } = change;
  return db.sql
    .transaction(() => {
      const outcome = make();
      const after = dasar === undefined ? outcome.after : { ...outcome.after, dasar };
      writeAudit(db, { now, action, subject, before: outcome.before, after, by: oleh ?? null });
      afterCalendarChange(db, now);
      return outcome;
    })
    .immediate();
}

/** The code as the book writes it; "" (all calendars) where none was given. Throws UserError. */
export function checkCalendarCode(db: Db, code: string | undefined): string {
  if (code === undefined) return "";
  const codes = [...loadCalendars(db.sql).keys()];
  const known = codes.find((one) => one.toLowerCase() === code.toLowerCase());
  if (known === undefined)
    throw new UserError(`Kalender ${code} tidak ada. Pilih salah satu: ${codes.join(", ")}.`);
  return known;
}
