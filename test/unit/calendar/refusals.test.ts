import { expect, test } from "vitest";
import { parseDuration } from "../../../src/calendar/durations.ts";
import { parseLocalDate, parseLocalInstant } from "../../../src/calendar/format.ts";
import { parseHours } from "../../../src/calendar/hours.ts";
import { MissingYearError } from "../../../src/calendar/missing-year.ts";
import { parseWindow } from "../../../src/calendar/windows.ts";
import { parseZone } from "../../../src/calendar/zones.ts";
import { UserError } from "../../../src/user-error.ts";
import { wita } from "./calendars.ts";

/** What the person who typed it reads: what, why, what to do. */
const refusals: [string, () => unknown, string][] = [
  [
    "a duration",
    () => parseDuration("3 minggu"),
    'Lama waktu "3 minggu" tidak dikenal. Tulis misalnya: 30 menit, 2 jam, 1,5 jam, 1 hari, 4 jam kerja (4jk), 3 hari kerja (3hk); menit dan hari harus bulat.',
  ],
  [
    "a duration beyond ten years",
    () => parseDuration("3651 hari"),
    'Lama waktu "3651 hari" terlalu panjang. Paling lama 3650 hari.',
  ],
  [
    "a window",
    () => parseWindow("pagi"),
    'Jendela waktu "pagi" tidak dikenal. Tulis: selalu, jam kerja, atau rentang yang tutup setelah buka, misalnya 07.00-20.00.',
  ],
  ["a zone", () => parseZone("UTC"), 'Zona waktu "UTC" tidak dikenal. Pilih WIB, WITA, atau WIT.'],
  [
    "a date",
    () => parseLocalDate("2026-02-30"),
    'Tanggal "2026-02-30" tidak ada atau tidak dikenal. Tulis misalnya 2026-11-20.',
  ],
  [
    "a moment",
    () => parseLocalInstant("2026-11-20T25:00", wita),
    'Waktu "2026-11-20T25:00" tidak dikenal. Tulis misalnya 2026-11-20T15:00.',
  ],
  [
    "a moment of a day that does not exist",
    () => parseLocalInstant("2026-02-30T10:00", wita),
    'Tanggal "2026-02-30" tidak ada atau tidak dikenal. Tulis misalnya 2026-11-20.',
  ],
  [
    "hours that are no list of days",
    () => parseHours("07.30-16.00"),
    "Jam kantor harus berupa daftar hari, misalnya senin: 07.30-12.00 13.00-16.00.",
  ],
  [
    "hours of no such day",
    () => parseHours({ senin: "07.30-12.00", monday: "07.30-12.00" }),
    'Hari "monday" tidak dikenal. Pakai: senin, selasa, rabu, kamis, jumat, sabtu, minggu.',
  ],
  [
    "hours that never open",
    () => parseHours({ senin: "-" }),
    "Jam kantor kosong: paling sedikit satu hari harus punya jam kerja.",
  ],
  [
    "hours that are a number",
    () => parseHours({ selasa: 7.3 }),
    "Jam kantor selasa: harus berupa teks. Tulis misalnya 07.30-12.00 13.00-16.00, atau - untuk libur.",
  ],
  [
    "hours that run backwards",
    () => parseHours({ rabu: "12.00-07.30" }),
    'Jam kantor rabu: "12.00-07.30" tidak dapat dibaca, atau tutup sebelum buka. Tulis misalnya 07.30-12.00 13.00-16.00, atau - untuk libur.',
  ],
  [
    "hours that overlap",
    () => parseHours({ kamis: "07.30-12.00 11.00-13.00" }),
    'Jam kantor kamis: "07.30-12.00 11.00-13.00" bertumpuk atau tidak berurutan. Tulis misalnya 07.30-12.00 13.00-16.00, atau - untuk libur.',
  ],
  [
    "a year without holidays",
    () => {
      throw new MissingYearError(2028);
    },
    "Tabel hari libur tahun 2028 belum ada, jadi hari kerja di tahun itu tidak dapat dihitung. Isi dengan: siaga kalender impor BERKAS.",
  ],
];

test.each(refusals)("%s is refused in words that help", (_, read, words) => {
  expect(read).toThrow(UserError);
  expect(read).toThrow(expect.objectContaining({ message: words }));
});

test("a fault of the calendar is told apart by its name", () => {
  expect(new MissingYearError(2028).name).toBe("MissingYearError");
});

test.each([
  ["tab\tand\nlines\u0000", "tab and lines"],
  ["  around  ", "around"],
  ["far \t\n apart", "far apart"],
  ["x".repeat(60), "x".repeat(60)],
  ["x".repeat(61), `${"x".repeat(60)}…`],
  [`${"x".repeat(59)} yz`, `${"x".repeat(59)} …`],
])("what was typed is quoted on one short line: %j", (typed, line) => {
  expect(() => parseZone(typed)).toThrow(`Zona waktu "${line}" tidak dikenal.`);
});
