import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openDb } from "../../../db/open.ts";
import { dateOfDay, dayOfDate } from "../../../src/calendar/civil.ts";
import { parseHoursLine } from "../../../src/cli/kalender/parse-hours-line.ts";
import { parseYearTables } from "../../../src/cli/kalender/parse-year-tables.ts";
import { UserError } from "../../../src/user-error.ts";

const main = join(import.meta.dirname, "../../../src/cli/main.ts");
const cache = mkdtempSync(join(tmpdir(), "siaga-cache-"));
afterAll(() => rmSync(cache, { recursive: true }));

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-kalender-"));
  file = join(folder, "siaga.db");
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Runs the real command line on a book of its own. */
function siaga(...words: string[]): { code: number | null; out: string; err: string } {
  const env = { ...process.env, SIAGA_DB: file, NODE_COMPILE_CACHE: cache };
  const { status, stdout, stderr } = spawnSync(process.execPath, [main, "kalender", ...words], {
    env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

/** Alters or reads the book as another process would. */
function book<T>(use: (db: ReturnType<typeof openDb>) => T): T {
  const db = openDb(file);
  try {
    return use(db);
  } finally {
    db.close();
  }
}

function addUnit(code: string, fields: { parentId?: number; zone?: string; calendar?: string }): void {
  const { parentId = null, zone = null, calendar = null } = fields;
  book(({ sql }) =>
    sql
      .prepare("insert into units (code, name, parentId, zone, calendar) values (?, ?, ?, ?, ?)")
      .run(code, `Dinas ${code}`, parentId, zone, calendar),
  );
}

const question = ["hitung", "--mulai", "2026-11-20T15:00", "--tambah"];

/** When one working day from then is due. */
function dueOf(...words: string[]): unknown {
  return JSON.parse(siaga(...question, "1hk", "--json", ...words).out).due;
}

describe("hitung", () => {
  test("answers with exactly this JSON, and creates no book", () => {
    const { code, out, err } = siaga(...question, "1 hari kerja", "--json");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out.trim()).toBe(
      '{"start":"2026-11-20T15:00:00+08:00","duration":"1 hari kerja","due":"2026-11-23T15:00:00+08:00","explain":[' +
        '{"date":"2026-11-21","counted":false,"reason":"Sabtu"},' +
        '{"date":"2026-11-22","counted":false,"reason":"Minggu"},' +
        '{"date":"2026-11-23","counted":true,"reason":"hari kerja ke-1"}]}',
    );
    expect(existsSync(file)).toBe(false);
  });

  test("tells people in a few lines", () => {
    const { out } = siaga("hitung", "--mulai", "2026-03-17T09:00", "--tambah", "3hk");
    expect(out).toBe(`Jatuh tempo  Jum, 27 Mar 2026, 09.00 WITA
Mulai        Sel, 17 Mar 2026, 09.00 WITA
Ditambah     3 hari kerja (kalender zona-wita)

dilewati   Rab, 18 Mar 2026         Hari Suci Nyepi – cuti bersama
dilewati   Kam, 19 Mar 2026         Hari Suci Nyepi Tahun Baru Saka 1948 – libur nasional
dilewati   Jum, 20 Mar 2026         Idulfitri 1447 Hijriah – cuti bersama
dilewati   Sab–Min, 21–22 Mar 2026  Idulfitri 1447 Hijriah – libur nasional
dilewati   Sen–Sel, 23–24 Mar 2026  Idulfitri 1447 Hijriah – cuti bersama
dihitung   Rab–Jum, 25–27 Mar 2026  hari kerja ke-1 sampai hari kerja ke-3
`);
  });

  test("the day on which it arrives and the due day are named, and not as passed over", () => {
    expect(siaga("hitung", "--mulai", "2026-11-20T16:10", "--tambah", "1hk").out).toContain(
      `dilewati   Sab–Min, 21–22 Nov 2026  Sabtu dan Minggu
dihitung   Sen, 23 Nov 2026         hari kerja ke-1
jatuh pada Sel, 24 Nov 2026         pembukaan kantor berikutnya
`,
    );
    expect(siaga("hitung", "--mulai", "2026-11-21T10:00", "--tambah", "1hk").out).toContain(
      `dilewati   Sab–Min, 21–22 Nov 2026  Sabtu dan Minggu
mulai      Sen, 23 Nov 2026         hari mulai, belum dihitung
dihitung   Sel, 24 Nov 2026         hari kerja ke-1
`,
    );
    const { out } = siaga("hitung", "--mulai", "2026-11-20T16:10", "--tambah", "1hk", "--json");
    expect((JSON.parse(out) as { explain: unknown[] }).explain.at(-1)).toEqual({
      date: "2026-11-24",
      counted: false,
      reason: "pembukaan kantor berikutnya",
    });
  });

  test("groups a weekend, and days over the end of a month and of a year", () => {
    expect(siaga("hitung", "--mulai", "2026-11-27T09:00", "--tambah", "3hk").out).toMatch(
      /Sab–Min, 28–29 Nov 2026 +Sabtu dan Minggu\ndihitung +Sen–Rab, 30 Nov–2 Des 2026 +hari kerja/u,
    );
    expect(siaga("hitung", "--mulai", "2026-12-30T09:00", "--tambah", "4 hari").out).toContain(
      "Kam–Min, 31 Des 2026–3 Jan 2027",
    );
    expect(siaga("hitung", "--mulai", "2026-11-23T09:00", "--tambah", "1jk").out).toContain("hari yang sama");
  });

  test("reckons in a zone that is named", () => {
    const { out } = siaga(...question, "2 jam", "--zona", "wit", "--json");
    expect(JSON.parse(out)).toMatchObject({
      start: "2026-11-20T15:00:00+09:00",
      due: "2026-11-20T17:00:00+09:00",
    });
  });

  test("uses the Pemda's calendar, or that of an office, which may be its parent's", () => {
    book(({ sql }) =>
      sql
        .prepare("insert into calendars (code, zone, hours) values ('RSUD', 'Asia/Jakarta', ?)")
        .run(JSON.stringify({ jumat: "00.00-24.00", sabtu: "00.00-24.00" })),
    );
    addUnit("PEMDA", { zone: "Asia/Jayapura" });
    addUnit("RS", { parentId: 1, calendar: "RSUD" });
    addUnit("POLI", { parentId: 2 });
    expect(dueOf()).toBe("2026-11-23T15:00:00+09:00");
    expect(dueOf("--opd", "poli")).toBe("2026-11-21T15:00:00+07:00");
    expect(dueOf("--zona", "WITA")).toBe("2026-11-23T15:00:00+08:00");
  });

  test.each([
    ["an unknown duration", [...question, "tiga hari"], /Lama waktu "tiga hari" tidak dikenal/u],
    ["no such day", ["hitung", "--mulai", "2026-02-30", "--tambah", "1hk"], /2026-02-30/u],
    [
      "a year without a table",
      ["hitung", "--mulai", "2027-12-31T09:00", "--tambah", "1hk"],
      /tahun 2028 belum ada/u,
    ],
    ["an unknown office", [...question, "1hk", "--opd", "X"], /OPD dengan kode X tidak ada/u],
    ["an unknown zone", [...question, "1hk", "--zona", "UTC"], /WIB, WITA, atau WIT/u],
  ])("refuses %s in one line", (_, words, sentence) => {
    const { code, out, err } = siaga(...words);
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toMatch(sentence);
    expect(err.trim().split("\n")).toHaveLength(1);
  });

  test("refuses to guess a zone that the Pemda has not chosen", () => {
    addUnit("PEMDA", {});
    const { code, err } = siaga(...question, "1hk");
    expect(code).toBe(1);
    expect(err).toContain("Zona waktu Dinas PEMDA belum dipilih");
  });

  test.each([
    ["without --tambah", ["hitung", "--mulai", "2026-11-20"]],
    ["with both --opd and --zona", [...question, "1hk", "--opd", "X", "--zona", "WIB"]],
  ])("%s is wrong usage", (_, words) => {
    expect(siaga(...words).code).toBe(2);
  });
});

describe("daftar", () => {
  test("shows hours and the year, and creates no book", () => {
    const { code, out } = siaga("daftar", "--tahun", "2026");
    expect(code).toBe(0);
    expect(out).toContain("Sen–Kam 07.30-12.00 13.00-16.00; Jum 07.30-11.30 13.00-16.30");
    expect(out).toContain("    17 Sen  Proklamasi Kemerdekaan (libur nasional)");
    expect(out).toContain("17 libur nasional, 8 cuti bersama, 0 libur daerah");
    expect(existsSync(file)).toBe(false);
  });

  test("gives JSON with the code's names", () => {
    const view = JSON.parse(siaga("daftar", "--tahun", "2027", "--json").out);
    expect(view).toMatchObject({ year: 2027, decree: "SKB 1205/2026, 3/2026, 2/2026" });
    expect(view.calendars.map(({ code }: { code: string }) => code)).toEqual([
      "zona-wib",
      "zona-wita",
      "zona-wit",
    ]);
    expect(view.calendars[0].hours.jumat).toBe("07.30-11.30 13.00-16.30");
    expect(view.holidays).toHaveLength(26);
  });

  test("says that a year has no table", () => {
    expect(siaga("daftar", "--tahun", "2028").out).toContain("Tabel tahun 2028 belum ada");
    expect(siaga("daftar", "--tahun", "dua ribu").code).toBe(1);
  });
});

describe("libur", () => {
  const add = ["libur", "tambah", "2026-11-23", "Hari jadi", "--dasar", "SK Bupati 7/2026"];

  test("moves the due moment, is written down, and can be taken back", () => {
    expect(siaga(...add, "--oleh", "Sari").out).toBe(
      "Dicatat: Sen, 23 Nov 2026, Hari jadi (libur daerah; semua kalender; SK Bupati 7/2026).\n",
    );
    const { due, explain } = JSON.parse(siaga(...question, "1hk", "--json").out);
    expect(due).toBe("2026-11-24T15:00:00+08:00");
    expect(explain[2]).toEqual({ date: "2026-11-23", counted: false, reason: "Hari jadi – libur daerah" });

    expect(siaga("libur", "hapus", "2026-11-23", "Hari lain").code).toBe(1);
    expect(siaga("libur", "hapus", "2026-11-23", "hari jadi", "--dasar", "SK Bupati 8/2026").code).toBe(0);
    expect(siaga("libur", "hapus", "2026-11-23").code).toBe(1);
    expect(dueOf()).toBe("2026-11-23T15:00:00+08:00");

    const row = {
      date: "2026-11-23",
      calendar: "",
      name: "Hari jadi",
      kind: "libur_daerah",
      decree: "SK Bupati 7/2026",
    };
    const audit = book(({ sql }) => sql.prepare("select * from audit order by id").all()) as Record<
      string,
      string
    >[];
    expect(audit).toHaveLength(2);
    expect(audit[0]).toMatchObject({
      action: "kalender.libur.tambah",
      subject: "2026-11-23",
      by: "Sari",
      before: null,
    });
    expect(JSON.parse(audit[0]!["after"]!)).toEqual(row);
    expect(JSON.parse(audit[1]!["before"]!)).toEqual(row);
    expect(JSON.parse(audit[1]!["after"]!)).toEqual({ dasar: "SK Bupati 8/2026" });
  });

  test("refuses a second one on the same day, and leaves no trace of the attempt", () => {
    siaga(...add);
    expect(siaga(...add)).toMatchObject({
      code: 1,
      err: expect.stringContaining("sudah tercatat sebagai Hari jadi"),
    });
    expect(book(({ sql }) => sql.prepare("select count(*) from audit").pluck().get())).toBe(1);
  });

  test("may hold in one calendar only, which must exist", () => {
    expect(siaga(...add, "--kalender", "ZONA-WIB").out).toContain("kalender zona-wib");
    expect(dueOf()).toContain("2026-11-23");
    expect(dueOf("--zona", "WIB")).toContain("2026-11-24");
    expect(siaga(...add, "--kalender", "entah").err).toContain("Kalender entah tidak ada");
  });

  test("characters that steer the terminal or the direction of writing are left out of names", () => {
    const name = "Hari\u001B[31m \u202Ejadi\u0007";
    expect(siaga("libur", "tambah", "2026-11-23", name, "--dasar", "SK\n \u20667").code).toBe(0);
    expect(
      book(({ sql }) => sql.prepare("select name, decree from holidays where date = '2026-11-23'").get()),
    ).toEqual({
      name: "Hari [31m jadi",
      decree: "SK 7",
    });
  });

  test("warns where the year has no table yet", () => {
    const { out } = siaga("libur", "tambah", "2028-11-23", "Hari jadi", "--dasar", "SK");
    expect(out).toContain("tabel libur tahun 2028 belum ada");
  });

  test.each([
    ["no such day", ["libur", "tambah", "2026-02-30", "x", "--dasar", "SK"], 1],
    ["no name", ["libur", "tambah", "2026-11-23", " ", "--dasar", "SK"], 1],
    ["a name that cannot be seen", ["libur", "tambah", "2026-11-23", "\u202E\u200B", "--dasar", "SK"], 1],
    ["a name without end", ["libur", "tambah", "2026-11-23", "x".repeat(201), "--dasar", "SK"], 1],
    ["no decree", ["libur", "tambah", "2026-11-23", "x"], 2],
    ["no such kind", [...add, "--jenis", "libur_sekolah"], 2],
  ])("refuses %s", (_, words, code) => {
    expect(siaga(...words).code).toBe(code);
  });

  test("lists them, for people and as JSON Lines", () => {
    siaga(...add);
    const lines = siaga("libur", "daftar", "--tahun", "2026", "--json").out.trim().split("\n");
    expect(lines).toHaveLength(26);
    expect(lines.map((line) => JSON.parse(line).name)).toContain("Hari jadi");
    expect(siaga("libur", "daftar").out).toMatch(/Sen, 23 Nov 2026 +│ Hari jadi +│ libur daerah +│ semua/u);
  });
});

describe("jam-khusus", () => {
  const jam = "senin-kamis 08.00-12.00 12.30-15.00; jumat 08.00-11.30 12.30-15.30";
  const add = ["jam-khusus", "tambah", "2026-11-23", "2026-11-24", "Ramadan", "--dasar", "SE", "--jam"];

  test("changes the hours in its range, and can be taken back", () => {
    expect(siaga(...add, jam).out).toContain(
      "Dicatat sebagai nomor 1: Ramadan, 23 Nov 2026 sampai 24 Nov 2026",
    );
    expect(dueOf()).toBe("2026-11-24T08:00:00+08:00");
    expect(JSON.parse(siaga("jam-khusus", "daftar", "--json").out)).toMatchObject({
      id: 1,
      from: "2026-11-23",
      hours: { kamis: "08.00-12.00 12.30-15.00", jumat: "08.00-11.30 12.30-15.30" },
    });
    expect(siaga("jam-khusus", "daftar").out).toContain("Sen–Kam 08.00-12.00 12.30-15.00");
    expect(siaga("daftar", "--tahun", "2026").out).toContain("Ramadan (23 Nov 2026 sampai 24 Nov 2026)");
    expect(siaga("jam-khusus", "hapus", "1").code).toBe(0);
    expect(siaga("jam-khusus", "daftar").out).toContain("Belum ada");
    const actions = book(({ sql }) => sql.prepare("select action from audit order by id").pluck().all());
    expect(actions).toEqual(["kalender.jam-khusus.tambah", "kalender.jam-khusus.hapus"]);
  });

  test.each([
    "",
    "senin",
    "kamis-senin 08.00-12.00",
    "senin-x 08.00-12.00",
    "senin 12.00-08.00",
    "08.00-12.00",
  ])("refuses the hours %j", (written) => {
    expect(() => parseHoursLine(written)).toThrow(UserError);
  });

  test.each([
    ["0001-01-01", "9999-12-31", "dari 2000 sampai 2199"],
    ["2026-01-01", "2027-02-05", "lebih dari 400 hari"],
    ["2026-03-20", "2026-02-19", "sebelum mulai"],
  ])("refuses to hold from %s to %s", (from, to, why) => {
    const { code, err } = siaga("jam-khusus", "tambah", from, to, "Ramadan", "--dasar", "SE", "--jam", jam);
    expect([code, err]).toEqual([1, expect.stringContaining(why)]);
    expect(siaga("jam-khusus", "daftar").out).toContain("Belum ada");
  });

  test("holds for 400 days at the most, its name on one tidy line", () => {
    const words = ["jam-khusus", "tambah", "2026-01-01", "2027-02-04", "Kerja\u202E dari\u0007 rumah"];
    expect(siaga(...words, "--dasar", "SE", "--jam", jam).out).toContain(
      "nomor 1: Kerja dari rumah, 1 Jan 2026",
    );
  });

  test.each(["9", "x", "1.5"])("refuses to remove %j", (id) => {
    expect(siaga("jam-khusus", "hapus", id).code).toBe(1);
  });
});

const countDays = () =>
  book(({ sql }) => sql.prepare("select count(*) from holidays where date > '2028'").pluck().get());
const namesOf = (count: number) =>
  Array.from(
    { length: count },
    (_, i) => `      ${dateOfDay(dayOfDate("2028-01-01") + i * 3)}: Hari ${i + 1}\n`,
  ).join("");
const trialOf = (count: number) =>
  siaga("impor", written(`years:\n  2028:\n    decree: SKB\n    libur_nasional:\n${namesOf(count)}`), "--uji")
    .out;

describe("impor", () => {
  const table = `years:
  2028:
    decree: SKB 1/2027
    libur_nasional:
      2028-01-01: Tahun Baru 2028 Masehi
      2028-01-03: Hari coba
    cuti_bersama:
      2028-12-26: Natal
`;

  test("makes a year known; a trial shows the same and changes nothing", () => {
    const late = ["hitung", "--mulai", "2027-12-31T09:00", "--tambah", "1hk", "--json"];
    const trial = siaga("impor", written(table), "--uji");
    expect(trial.out).toContain("tambah  Sen, 3 Jan 2028, Hari coba (libur nasional)");
    expect(existsSync(file)).toBe(false);
    expect(siaga("impor", written(table)).code).toBe(0);
    expect(JSON.parse(siaga(...late).out).due).toBe("2028-01-04T09:00:00+08:00");

    const moved = written(table.replace("2028-01-03", "2028-01-04"));
    const { out } = siaga("impor", moved, "--ya");
    expect(out).toContain("tambah  Sel, 4 Jan 2028, Hari coba");
    expect(out).toContain("hapus   Sen, 3 Jan 2028, Hari coba");
    expect(siaga("impor", moved).out).toContain("tidak ada perbedaan");
  });

  test("days off that a file no longer names are shown and agreed to: it may have been cut off", () => {
    siaga("impor", written(table));
    const cut = written(table.split("\n").slice(0, 5).join("\n"));
    const { code, out, err } = siaga("impor", cut);
    expect(code).toBe(1);
    expect(out).toContain("hapus   Sen, 3 Jan 2028, Hari coba");
    expect(err).toMatch(/^2 hari libur .* menjadi hari kerja.*--ya/u);
    expect(countDays()).toBe(3);
    expect(siaga("impor", cut, "--ya").code).toBe(0);
    expect(countDays()).toBe(1);
  });

  test("a corrected name or kind takes no day away, so nothing is asked", () => {
    siaga("impor", written(table));
    expect(siaga("impor", written(table.replace("Hari coba", "Hari Coba"))).code).toBe(0);
  });

  test("a year with few or very many days off is pointed at", () => {
    for (const count of [1, 9, 41]) expect(trialOf(count)).toContain("biasanya 10 sampai 40");
    for (const count of [10, 25, 40]) expect(trialOf(count)).not.toContain("biasanya");
  });

  test.each([
    ["a file that is not there", null],
    ["what is not YAML", "{ ["],
    ["a year that is wrong after one that is right", `${table}  2029: {}`],
  ])("refuses %s, whole", (_, content) => {
    const { code, err } = siaga("impor", content === null ? join(folder, "tidak-ada") : written(content));
    expect(code).toBe(1);
    expect(err.trim().split("\n")).toHaveLength(1);
    expect(err).not.toContain("tak terduga");
    expect(existsSync(file)).toBe(false);
  });

  test.each([
    ["an empty file", ""],
    ["another shape", "tahun: 2028"],
    ["no year", "years: {}"],
    ["a year without its decree", table.replace("SKB 1/2027", '""')],
    ["a year without national holidays", table.replace("libur_nasional", "libur_lain")],
    ["a date of another year", table.replace("2028-12-26", "2027-12-26")],
    ["a day that does not exist", table.replace("2028-12-26", "2028-02-30")],
    ["a day named twice", table.replace("2028-12-26", "2028-01-01")],
    ["a day without a name", table.replace(": Natal", ": ")],
  ])("refuses %s", (_, content) => {
    expect(() => parseYearTables(parse(content))).toThrow(UserError);
  });
});

function written(content: string): string {
  const path = join(folder, "libur.yaml");
  writeFileSync(path, content);
  return path;
}
