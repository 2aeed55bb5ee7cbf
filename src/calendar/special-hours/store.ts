import type { Sql } from "../../../db/open.ts";
import type { SpecialHours } from "../contract.ts";
import { formatHours, parseHours } from "../hours.ts";
import { faultOfSpan } from "./span.ts";
import { UserError } from "../../user-error.ts";

/** `calendar` is "" for all, else the code of one calendar. */
export interface SpecialHoursRow extends SpecialHours {
  readonly id: number;
  readonly calendar: string;
}

export type SpecialHoursDraft = Omit<SpecialHoursRow, "id">;

interface StoredRow {
  readonly id: number;
  readonly calendar: string;
  readonly fromDate: string;
  readonly toDate: string;
  readonly name: string;
  readonly hours: string;
  readonly decree: string;
}

/** The newest first, since where two cover a day the newer one was meant. */
export function readSpecialHours(sql: Sql): SpecialHoursRow[] {
  return sql
    .prepare<[], StoredRow>("select * from specialHours order by id desc")
    .all()
    .map(({ id, calendar, fromDate, toDate, name, hours, decree }) => ({
      id,
      calendar,
      from: fromDate,
      to: toDate,
      name,
      hours: parseHours(JSON.parse(hours)),
      decree,
    }));
}

/** Throws UserError when the range runs backwards, or too far. */
export function addSpecialHours(
  sql: Sql,
  draft: SpecialHoursDraft,
): { before: null; after: SpecialHoursRow } {
  if (draft.to < draft.from)
    throw new UserError(`Jam khusus berakhir (${draft.to}) sebelum mulai (${draft.from}). Tukar tanggalnya.`);
  const fault = faultOfSpan(draft);
  if (fault !== null) throw new UserError(`Jam khusus berakhir (${draft.to}) ${fault}.`);
  const added = sql
    .prepare(
      `insert into specialHours (calendar, fromDate, toDate, name, hours, decree)
       values (@calendar, @from, @to, @name, @hours, @decree)`,
    )
    .run({ ...draft, hours: JSON.stringify(formatHours(draft.hours)) });
  return { before: null, after: { ...draft, id: Number(added.lastInsertRowid) } };
}

/** Throws UserError when there is no such number. */
export function removeSpecialHours(sql: Sql, id: number): { before: SpecialHoursRow; after: null } {
  const before = readSpecialHours(sql).find((row) => row.id === id);
  if (!before)
    throw new UserError(`Jam khusus nomor ${id} tidak ada. Lihat: siaga kalender jam-khusus daftar.`);
  sql.prepare("delete from specialHours where id = ?").run(id);
  return { before, after: null };
}
