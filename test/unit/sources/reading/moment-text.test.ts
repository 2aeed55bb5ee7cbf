import * as fc from "fast-check";
import { expect, test } from "vitest";
import { readLocalDate, readMoment } from "../../../../src/sources/reading/moment-text.ts";

const monthsEnglish = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
const monthsIndonesian =
  "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split(" ");

function at(text: string): number {
  return Date.parse(text) / 1000;
}

test.each([
  ["16 Nov 2026", "08:12:05", "2026-11-16T08:12:05Z"],
  ["5 Jan 2024", "00:00:00", "2024-01-05T00:00:00Z"],
  ["29 Feb 2024", "23:59:59", "2024-02-29T23:59:59Z"],
  ["5 Mei 2024", "8:12:05", "2024-05-05T08:12:05Z"],
  ["17 Agustus 2026", "10.00", "2026-08-17T10:00:00Z"],
  ["16-Nov-26", "08:12", "2026-11-16T08:12:00Z"],
  ["16 nop 2026", "1:05:09 PM", "2026-11-16T13:05:09Z"],
  ["16 Nov 2026", "12:00:00 am", "2026-11-16T00:00:00Z"],
  ["2026-11-16", "", "2026-11-16T00:00:00Z"],
  ["2026-11-16 08:12:05", "", "2026-11-16T08:12:05Z"],
  ["2026-11-16T08:12:05Z", "", "2026-11-16T08:12:05Z"],
  ["2026-11-16T08:12:05.250+08:00", "", "2026-11-16T00:12:05Z"],
  ["2026-11-16T08:12:05-0330", "", "2026-11-16T11:42:05Z"],
  ["2026-11-16 08:12 WITA", "", "2026-11-16T00:12:00Z"],
  ["2026-11-16T00:00:00Z", "08:12:05", "2026-11-16T00:00:00Z"],
  ["2026-11-16T00:00:00", "08:12:05", "2026-11-16T08:12:05Z"],
  ["16/11/2026", "08:12:05", "2026-11-16T08:12:05Z"],
  ["6/1/2026 7.05", "", "2026-01-06T07:05:00Z"],
  ["16-11-2026 08:12:05", "", "2026-11-16T08:12:05Z"],
  ["16.11.2026", "", "2026-11-16T00:00:00Z"],
  ["Sabtu, 11 Februari 2023, 01:16", "", "2023-02-11T01:16:00Z"],
  ["Jum'at, 10 Februari 2023, 13.30 WIB", "", "2023-02-10T06:30:00Z"],
  ["46342", "08:12:05", "2026-11-16T08:12:05Z"],
  ["46342.341724537", "", "2026-11-16T08:12:05Z"],
  ["46342", "0.341724537", "2026-11-16T08:12:05Z"],
  ["2026-11-16T00:00:00", "1899-12-30T08:12:05", "2026-11-16T08:12:05Z"],
])("%s %s is %s", (date, time, expected) => {
  expect(readMoment(date, time, 0)).toBe(at(expected));
});

test.each([
  ["30 Feb 2026", ""],
  ["31 Apr 2026", ""],
  ["29 Feb 2023", ""],
  ["0 Jan 2026", ""],
  ["11/16/2026", ""],
  ["2026-13-01", ""],
  ["16 Foo 2026", ""],
  ["16 Nov 1926", ""],
  ["16 Nov 2126", ""],
  ["16 Nov 20266", ""],
  // an empty date of .NET and of MySQL
  ["0001-01-01T00:00:00Z", ""],
  ["0000-00-00 00:00:00", ""],
  ["01/01/0001", ""],
  ["2026-11-16T08:12:05+99:99", ""],
  ["2026-11-16T08:12:05+08:60", ""],
  ["2026-11-16T08:12:05+15:00", ""],
  ["Nov 2026", ""],
  ["2026", ""],
  ["9100001", ""],
  ["12345", ""],
  ["16 Nov 2026 pagi", ""],
  ["16 Nov 2026", "24:00:00"],
  ["16 Nov 2026", "08:60:00"],
  ["16 Nov 2026", "08:00:60"],
  ["16 Nov 2026", "13:00 PM"],
  ["16 Nov 2026", "pagi"],
  ["Budi", "08:12:05"],
])("%s %s cannot be read", (date, time) => {
  expect(readMoment(date, time, 0)).toBeNull();
});

test("every instant of the export's own form comes back, in any zone", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: at("2000-01-02T00:00:00Z"), max: at("2099-12-30T00:00:00Z") }),
      fc.constantFrom(0, 420, 480, 540),
      fc.constantFrom(monthsEnglish, monthsIndonesian),
      (instant, offset, months) => {
        const local = new Date((instant + offset * 60) * 1000);
        const date = `${local.getUTCDate()} ${months[local.getUTCMonth()]} ${local.getUTCFullYear()}`;
        expect(readMoment(date, local.toISOString().slice(11, 19), offset)).toBe(instant);
      },
    ),
  );
});

test("a date alone stays a date", () => {
  expect(readLocalDate(" 2026-11-21 ")).toBe("2026-11-21");
  expect(readLocalDate("2026-11-21T00:00:00")).toBe("2026-11-21");
  expect(readLocalDate("21 November 2026")).toBe("2026-11-21");
  expect(readLocalDate("")).toBeNull();
});
