import { formatDate, parseLocalDate } from "../../calendar/format.ts";
import { formatHours } from "../../calendar/hours.ts";
import {
  addSpecialHours,
  readSpecialHours,
  removeSpecialHours,
  type SpecialHoursDraft,
} from "../../calendar/special-hours/store.ts";
import { UserError } from "../../user-error.ts";
import { withBook, withBookOrShipped } from "../shared/book.ts";
import { printJsonLines, printLine, printTable } from "../shared/print.ts";
import { changeCalendar, checkCalendarCode } from "./change.ts";
import { describeHours } from "./describe-hours.ts";
import { parseHoursLine } from "./parse-hours-line.ts";
import { readWords } from "./read-words.ts";

interface Written {
  readonly from: string;
  readonly to: string;
  readonly name: string;
}

interface AddOptions {
  readonly jam: string;
  readonly dasar: string;
  readonly kalender?: string;
  readonly oleh?: string;
}

const empty = "Nama dan --dasar jam khusus tidak boleh kosong.";

/** `siaga kalender jam-khusus tambah` */
export async function tambahJamKhusus(written: Written, options: AddOptions): Promise<void> {
  const range = { from: parseLocalDate(written.from), to: parseLocalDate(written.to) };
  const name = readWords(written.name, empty);
  const decree = readWords(options.dasar, empty);
  const hours = parseHoursLine(options.jam);
  await withBook((db) => {
    const draft = { ...range, name, hours, decree, calendar: checkCalendarCode(db, options.kalender) };
    const { after } = changeCalendar(
      db,
      { action: "kalender.jam-khusus.tambah", subject: name, oleh: options.oleh },
      () => addSpecialHours(db.sql, draft),
    );
    printLine(`Dicatat sebagai nomor ${after.id}: ${describe(after)}.`);
  });
}

/** `siaga kalender jam-khusus hapus` */
export async function hapusJamKhusus(written: string, { oleh }: { oleh?: string }): Promise<void> {
  if (!/^\d+$/u.test(written))
    throw new UserError(
      `Nomor jam khusus "${written}" bukan angka. Lihat: siaga kalender jam-khusus daftar.`,
    );
  await withBook((db) => {
    const change = { action: "kalender.jam-khusus.hapus", subject: written, oleh };
    const { before } = changeCalendar(db, change, () => removeSpecialHours(db.sql, Number(written)));
    printLine(`Dihapus: ${describe(before)}.`);
  });
}

/** `siaga kalender jam-khusus daftar` */
export async function daftarJamKhusus({ json }: { json?: true }): Promise<void> {
  await withBookOrShipped(({ sql }) => {
    const rows = readSpecialHours(sql);
    if (json) return printJsonLines(rows.map((row) => ({ ...row, hours: formatHours(row.hours) })));
    return printTable(
      ["Nomor", "Jam khusus", "Jam kantor", "Berlaku", "Dasar"],
      rows.map((row) => [
        row.id,
        `${row.name}, ${formatDate(row.from)} sampai ${formatDate(row.to)}`,
        describeHours(row.hours).replaceAll("; ", "\n"),
        row.calendar === "" ? "semua" : row.calendar,
        row.decree,
      ]),
      "Belum ada jam khusus yang tercatat.",
    );
  });
}

function describe({ name, from, to, hours, calendar }: SpecialHoursDraft): string {
  const scope = calendar === "" ? "semua kalender" : `kalender ${calendar}`;
  return `${name}, ${formatDate(from)} sampai ${formatDate(to)} (${describeHours(hours)}; ${scope})`;
}
