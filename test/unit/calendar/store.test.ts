import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { nextOfficeInstant } from "../../../src/calendar/arithmetic.ts";
import {
  addHoliday,
  readHolidays,
  readYears,
  readYearTable,
  removeHoliday,
  replaceYear,
} from "../../../src/calendar/holidays/store.ts";
import { formatHours, parseHours, shippedHours } from "../../../src/calendar/hours.ts";
import {
  addSpecialHours,
  readSpecialHours,
  removeSpecialHours,
} from "../../../src/calendar/special-hours/store.ts";
import { defaultCalendar, loadCalendars, zoneCalendar } from "../../../src/calendar/store.ts";
import { UserError } from "../../../src/user-error.ts";
import { at, shown } from "./calendars.ts";

let db: Db;
beforeEach(() => void (db = openDb(":memory:")));
afterEach(() => db.close());

const rsud = { code: "RSUD", zone: "Asia/Jayapura", hours: { senin: "00.00-24.00", minggu: "08.00-10.00" } };
const pilkada = {
  date: "2026-12-09",
  calendar: "",
  name: "Pilkada",
  kind: "libur_daerah",
  decree: "SK Bupati 1/2026",
} as const;

function addCalendar({ code, zone, hours }: { code: string; zone: string; hours: object }): void {
  db.sql
    .prepare("insert into calendars (code, zone, hours) values (?, ?, ?)")
    .run(code, zone, JSON.stringify(hours));
}

describe("a shipped book", () => {
  test("has the decreed holidays of 2024 to 2027 and the shipped hours in each zone", () => {
    const calendar = defaultCalendar(db.sql);
    expect(calendar).toMatchObject({ zone: "Asia/Makassar", hours: shippedHours, special: [] });
    expect([...calendar.years]).toEqual([2024, 2025, 2026, 2027]);
    expect(calendar.holidays.get("2026-03-23")).toEqual({
      date: "2026-03-23",
      name: "Idulfitri 1447 Hijriah",
      kind: "cuti_bersama",
      decree: "SKB 1497/2025, 2/2025, 5/2025",
    });
    expect([...loadCalendars(db.sql).keys()]).toEqual(["zona-wib", "zona-wita", "zona-wit"]);
    expect(zoneCalendar(db.sql, "Asia/Jayapura").zone).toBe("Asia/Jayapura");
  });
});

test("a calendar of the book has its own zone and hours", () => {
  addCalendar(rsud);
  const calendar = loadCalendars(db.sql).get("RSUD");
  expect(calendar?.zone).toBe("Asia/Jayapura");
  expect(formatHours(calendar!.hours)).toEqual(rsud.hours);
});

test("what the book says of a zone's calendar goes before the shipped hours", () => {
  addCalendar({ code: "zona-wita", zone: "Asia/Makassar", hours: { senin: "09.00-10.00" } });
  expect(formatHours(defaultCalendar(db.sql).hours)).toEqual({ senin: "09.00-10.00" });
});

describe("holidays", () => {
  test("one for all holds in every calendar, one of a calendar only there", () => {
    addCalendar(rsud);
    addHoliday(db.sql, pilkada);
    addHoliday(db.sql, { ...pilkada, date: "2026-12-10", calendar: "RSUD", name: "Hari jadi" });
    const calendars = loadCalendars(db.sql);
    expect(calendars.get("RSUD")?.holidays.get("2026-12-09")?.name).toBe("Pilkada");
    expect(calendars.get("RSUD")?.holidays.get("2026-12-10")?.name).toBe("Hari jadi");
    expect(calendars.get("zona-wita")?.holidays.get("2026-12-09")?.decree).toBe("SK Bupati 1/2026");
    expect(calendars.get("zona-wita")?.holidays.has("2026-12-10")).toBe(false);
    expect(shown(nextOfficeInstant(calendars.get("zona-wita")!, at("2026-12-09T09:00")))).toBe(
      "2026-12-10T07:30",
    );
  });

  test("where both name a day, the calendar's own name is shown", () => {
    addCalendar(rsud);
    addHoliday(db.sql, { ...pilkada, date: "2026-08-17", calendar: "RSUD", name: "Upacara" });
    expect(loadCalendars(db.sql).get("RSUD")?.holidays.get("2026-08-17")?.name).toBe("Upacara");
    expect(defaultCalendar(db.sql).holidays.get("2026-08-17")?.name).toBe("Proklamasi Kemerdekaan");
  });

  test("are added and removed once, and say what was and what is", () => {
    expect(addHoliday(db.sql, pilkada)).toEqual({ before: null, after: pilkada });
    expect(() => addHoliday(db.sql, { ...pilkada, name: "Lain" })).toThrow(
      "9 Des 2026 sudah tercatat sebagai Pilkada. Untuk memperbaikinya, hapus dahulu: siaga kalender libur hapus 2026-12-09.",
    );
    expect(readHolidays(db.sql, 2026)).toContainEqual(pilkada);
    expect(readHolidays(db.sql, 2025)).not.toContainEqual(pilkada);
    expect(removeHoliday(db.sql, "2026-12-09", "")).toEqual({ before: pilkada, after: null });
    expect(() => removeHoliday(db.sql, "2026-12-09", "")).toThrow(
      new UserError("9 Des 2026 tidak tercatat sebagai hari libur. Lihat: siaga kalender libur daftar."),
    );
    expect(readHolidays(db.sql)).not.toContainEqual(pilkada);
  });

  test("of one calendar are corrected and removed there only", () => {
    addCalendar(rsud);
    addHoliday(db.sql, pilkada);
    const own = { ...pilkada, calendar: "RSUD", name: "Hari jadi" };
    addHoliday(db.sql, own);
    expect(() => addHoliday(db.sql, own)).toThrow(
      "9 Des 2026 sudah tercatat sebagai Hari jadi. Untuk memperbaikinya, hapus dahulu: siaga kalender libur hapus 2026-12-09 --kalender RSUD.",
    );
    expect(removeHoliday(db.sql, "2026-12-09", "RSUD")).toEqual({ before: own, after: null });
    expect(() => removeHoliday(db.sql, "2026-12-09", "RSUD")).toThrow(
      "9 Des 2026 tidak tercatat sebagai hari libur kalender RSUD. Lihat: siaga kalender libur daftar.",
    );
    expect(readHolidays(db.sql, 2026)).toContainEqual(pilkada);
  });

  test("one alone does not make its year known", () => {
    addHoliday(db.sql, { ...pilkada, date: "2028-12-09" });
    expect(defaultCalendar(db.sql).years.has(2028)).toBe(false);
  });

  test("a year's decree replaces what was decreed, and leaves what the Pemda added", () => {
    addHoliday(db.sql, pilkada);
    const decree = "SKB perubahan";
    const newYear = {
      date: "2026-01-01",
      calendar: "",
      name: "Tahun Baru",
      kind: "libur_nasional",
      decree,
    } as const;
    addCalendar(rsud);
    const own = { ...newYear, calendar: "RSUD", date: "2026-01-02" };
    addHoliday(db.sql, own);
    const before = readYearTable(db.sql, 2026);
    expect(replaceYear(db.sql, { year: 2026, decree, holidays: [newYear] }).before).toEqual(before);
    expect(before.holidays).toHaveLength(25);
    expect(before.decree).toBe("SKB 1497/2025, 2/2025, 5/2025");
    expect(readHolidays(db.sql, 2026)).toEqual([newYear, own, pilkada]);
    expect(readYears(db.sql)).toContainEqual({ year: 2026, decree });
    expect(readHolidays(db.sql, 2027)).toHaveLength(26);
  });

  test("a new year becomes known with its decree, and takes the place of what was noted ahead", () => {
    const noted = { ...pilkada, date: "2028-01-01", kind: "libur_nasional" } as const;
    addHoliday(db.sql, noted);
    const decreed = { ...noted, name: "Tahun Baru 2028 Masehi", decree: "SKB" };
    const { before } = replaceYear(db.sql, { year: 2028, decree: "SKB", holidays: [decreed] });
    expect(before).toEqual({ year: 2028, decree: "", holidays: [noted] });
    expect(readHolidays(db.sql, 2028)).toEqual([decreed]);
    expect(defaultCalendar(db.sql).years.has(2028)).toBe(true);
  });
});

describe("special hours", () => {
  const ramadan = {
    calendar: "",
    from: "2026-02-18",
    to: "2026-03-20",
    name: "Ramadan",
    hours: parseHours({ kamis: "08.00-15.00" }),
    decree: "SE",
  };

  test("are kept as they were given", () => {
    const { after } = addSpecialHours(db.sql, ramadan);
    expect(readSpecialHours(db.sql)).toEqual([{ ...ramadan, id: after.id }]);
    const { calendar: _, ...shape } = ramadan;
    expect(defaultCalendar(db.sql).special).toEqual([shape]);
    const other = addSpecialHours(db.sql, { ...ramadan, name: "lain" }).after;
    expect(removeSpecialHours(db.sql, after.id).before).toEqual({ ...ramadan, id: after.id });
    expect(readSpecialHours(db.sql)).toEqual([other]);
    expect(() => removeSpecialHours(db.sql, after.id)).toThrow(
      new UserError(`Jam khusus nomor ${after.id} tidak ada. Lihat: siaga kalender jam-khusus daftar.`),
    );
  });

  test("may not end before they begin", () => {
    expect(() => addSpecialHours(db.sql, { ...ramadan, to: "2026-02-17" })).toThrow(
      new UserError("Jam khusus berakhir (2026-02-17) sebelum mulai (2026-02-18). Tukar tanggalnya."),
    );
    expect(addSpecialHours(db.sql, { ...ramadan, to: ramadan.from }).after.to).toBe(ramadan.from);
  });

  test("a calendar's own go before those for all, the newer before the older", () => {
    addCalendar(rsud);
    addSpecialHours(db.sql, { ...ramadan, name: "milik RSUD", calendar: "RSUD" });
    addSpecialHours(db.sql, { ...ramadan, name: "lama" });
    addSpecialHours(db.sql, { ...ramadan, name: "baru" });
    const names = (code: string): string[] =>
      loadCalendars(db.sql)
        .get(code)!
        .special.map(({ name }) => name);
    expect(names("RSUD")).toEqual(["milik RSUD", "baru", "lama"]);
    expect(names("zona-wib")).toEqual(["baru", "lama"]);
  });
});
