import { parseLocalDate } from "../../calendar/format.ts";
import type { HolidayRow, YearTable } from "../../calendar/holidays/store.ts";
import { UserError } from "../../user-error.ts";
import { parseYear } from "./parse-year.ts";
import { readWords } from "./read-words.ts";

const kinds = ["libur_nasional", "cuti_bersama"] as const;

/** `years: { 2028: { decree, libur_nasional: { date: name }, cuti_bersama: { date: name } } }`. Throws UserError. */
export function parseYearTables(document: unknown): YearTable[] {
  const years = asEntries(asRecord(document, "berkas")["years"], "years");
  if (years.length === 0) throw new UserError("Berkas tidak berisi satu tahun pun di bawah years.");
  return years.map(([key, value]) => parseYearTable(parseYear(key), asRecord(value, key)));
}

function parseYearTable(year: number, table: Record<string, unknown>): YearTable {
  const decree = readWords(table["decree"], `Tahun ${year}: decree (nomor SKB) belum diisi.`);
  const holidays = kinds.flatMap((kind) =>
    asEntries(table[kind] ?? {}, `${year}, ${kind}`).map(([date, name]) =>
      parseHoliday(year, { date, name, kind, decree }),
    ),
  );
  if (!holidays.some(({ kind }) => kind === "libur_nasional"))
    throw new UserError(`Tahun ${year}: libur_nasional kosong, jadi tabelnya belum lengkap.`);
  const twice = holidays.find(({ date }, index) => holidays.findIndex((row) => row.date === date) !== index);
  if (twice) throw new UserError(`Tanggal ${twice.date} tercatat dua kali. Pilih satu jenis libur.`);
  return { year, decree, holidays };
}

interface WrittenHoliday {
  readonly date: string;
  readonly name: unknown;
  readonly kind: HolidayRow["kind"];
  readonly decree: string;
}

function parseHoliday(year: number, { date: written, name, kind, decree }: WrittenHoliday): HolidayRow {
  const date = parseLocalDate(written);
  if (Number(date.slice(0, 4)) !== year) throw new UserError(`Tanggal ${date} bukan di tahun ${year}.`);
  const words = readWords(name, `Tanggal ${date}: nama hari liburnya belum diisi.`);
  return { date, calendar: "", name: words, kind, decree };
}

function asEntries(value: unknown, where: string): [string, unknown][] {
  return Object.entries(asRecord(value, where));
}

function asRecord(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new UserError(
      `Isi berkas tidak dikenal pada ${where}. Lihat bentuknya: siaga kalender impor --help.`,
    );
  return value as Record<string, unknown>;
}
