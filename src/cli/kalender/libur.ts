import type { HolidayKind } from "../../calendar/contract.ts";
import { formatDate, formatWeekday, parseLocalDate } from "../../calendar/format.ts";
import {
  addHoliday,
  type HolidayRow,
  readHolidays,
  readYears,
  removeHoliday,
} from "../../calendar/holidays/store.ts";
import { holidayKindNames } from "../../calendar/names.ts";
import { UserError } from "../../user-error.ts";
import { withBook, withBookOrShipped } from "../shared/book.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printJsonLines, printLine, printTable } from "../shared/print.ts";
import { changeCalendar, checkCalendarCode } from "./change.ts";
import { parseYear } from "./parse-year.ts";
import { readWords } from "./read-words.ts";

interface ChangeOptions {
  readonly dasar?: string;
  readonly kalender?: string;
  readonly oleh?: string;
}

interface RemoveOptions extends ChangeOptions {
  readonly ya?: true;
}

interface AddOptions extends ChangeOptions {
  readonly dasar: string;
  readonly jenis: HolidayKind;
}

const empty = "Nama dan --dasar hari libur tidak boleh kosong.";

/** `siaga kalender libur tambah` */
export async function tambahLibur(written: string, named: string, options: AddOptions): Promise<void> {
  const date = parseLocalDate(written);
  const name = readWords(named, empty);
  const decree = readWords(options.dasar, empty);
  await withBook((db) => {
    const calendar = checkCalendarCode(db, options.kalender);
    const row = { date, calendar, name, kind: options.jenis, decree };
    changeCalendar(db, { action: "kalender.libur.tambah", subject: subjectOf(row), oleh: options.oleh }, () =>
      addHoliday(db.sql, row),
    );
    printLine(`Dicatat: ${describe(row)}.`);
    const year = Number(date.slice(0, 4));
    if (!readYears(db.sql).some((known) => known.year === year))
      printLine(
        `Perhatian: tabel libur tahun ${year} belum ada, jadi batas waktu di tahun itu belum dihitung. Isi dengan: siaga kalender impor BERKAS.`,
      );
  });
}

/** `siaga kalender libur hapus` */
export async function hapusLibur(
  written: string,
  name: string | undefined,
  options: RemoveOptions,
): Promise<void> {
  const date = parseLocalDate(written);
  await withBook(async (db) => {
    const calendar = checkCalendarCode(db, options.kalender);
    const { dasar, oleh, ya = false } = options;
    const national = readHolidays(db.sql).find((row) => isNational(row) && row.date === date);
    if (national && calendar === "") {
      checkName(national, name);
      await confirmOrRefuse(`Hapus ${describe(national)}? Semua batas waktu dihitung ulang.`, ya);
    }
    const change = { action: "kalender.libur.hapus", subject: subjectOf({ date, calendar }), dasar, oleh };
    const { before } = changeCalendar(db, change, () => {
      const removed = removeHoliday(db.sql, date, calendar);
      checkName(removed.before, name);
      return removed;
    });
    printLine(`Dihapus: ${describe(before)}.`);
  });
}

/** `siaga kalender libur daftar` */
export async function daftarLibur({ tahun, json }: { tahun?: string; json?: true }): Promise<void> {
  const year = tahun === undefined ? undefined : parseYear(tahun);
  await withBookOrShipped(({ sql }) => {
    const rows = readHolidays(sql, year);
    if (json) return printJsonLines(rows);
    return printTable(
      ["Tanggal", "Nama", "Jenis", "Berlaku", "Dasar"],
      rows.map((row) => [
        `${formatWeekday(row.date)}, ${formatDate(row.date)}`,
        row.name,
        holidayKindNames[row.kind],
        row.calendar === "" ? "semua" : row.calendar,
        row.decree,
      ]),
      "Belum ada hari libur yang tercatat.",
    );
  });
}

/** Set by the three ministers, for everybody. */
function isNational({ kind, calendar }: HolidayRow): boolean {
  return kind !== "libur_daerah" && calendar === "";
}

function checkName(row: HolidayRow, name: string | undefined): void {
  if (name !== undefined && name.trim().toLowerCase() !== row.name.toLowerCase())
    throw new UserError(
      `${formatDate(row.date)} tercatat sebagai ${row.name}, bukan ${name}. Tidak ada yang dihapus.`,
    );
}

function subjectOf({ date, calendar }: Pick<HolidayRow, "date" | "calendar">): string {
  return calendar === "" ? date : `${date} ${calendar}`;
}

function describe({ date, name, kind, decree, calendar }: HolidayRow): string {
  const scope = calendar === "" ? "semua kalender" : `kalender ${calendar}`;
  return `${formatWeekday(date)}, ${formatDate(date)}, ${name} (${holidayKindNames[kind]}; ${scope}; ${decree})`;
}
