import { describe, expect, test } from "vitest";
import { auditRows, book, exported, file, importSmall, path, siaga, small, useFolder } from "./siaga.ts";

useFolder();

describe("what is refused, with its line and place", () => {
  test.each<[string, string, string]>([
    [
      "a key that is not known",
      "units:\n- code: a\n  nama: A",
      "baris 3, units[0].nama: kunci ini tidak dikenal",
    ],
    ["a section that is not known", "opd: []", "baris 1, opd: kunci ini tidak dikenal"],
    ["a section left empty", "units:\nrules: []", "baris 1, units: harus berupa daftar"],
    ["a missing field", "units:\n- name: A", "baris 2, units[0].code: wajib diisi"],
    ["a code with a space", "units:\n- { code: a b, name: A }", "units[0].code: harus kode pendek"],
    [
      "an unknown zone",
      "units:\n- { code: a, name: A, zone: WIS }",
      'baris 2, units[0].zone: Zona waktu "WIS"',
    ],
    [
      "hours out of order",
      "calendars:\n- code: c\n  zone: WIB\n  hours:\n    senin: 13.00-12.00",
      "baris 4, calendars[0].hours: Jam kantor senin",
    ],
    [
      "a number that cannot be",
      "holders:\n- { unit: a, post: admin, name: B }\n- unit: a\n  post: admin\n  name: C\n  wa: 0812",
      "baris 6, holders[1].wa: Nomor WhatsApp tidak dapat dibaca",
    ],
    [
      "an office telephone",
      "holders:\n- { unit: a, post: admin, name: B, wa: 0511-3365192 }",
      "holders[0].wa: Nomor WhatsApp harus nomor ponsel",
    ],
    [
      "a mailbox that cannot be",
      "holders:\n- { unit: a, post: admin, name: B, email: b@c }",
      "holders[0].email: Alamat email",
    ],
    [
      "an unknown kind",
      "holders:\n- { unit: a, post: admin, name: B, kind: plz }",
      "holders[0].kind: tidak dikenal. Pilih: definitif, plt",
    ],
    [
      "a day that does not exist",
      "holders:\n- { unit: a, post: admin, name: B, from: 2026-02-30 }",
      'holders[0].from: Tanggal "2026-02-30"',
    ],
    [
      "an end before its beginning",
      "holders:\n- { unit: a, post: admin, name: B, from: 2026-02-02, to: 2026-02-01 }",
      "holders[0].to: lebih awal daripada from",
    ],
    [
      "an office whose name says nothing",
      'units:\n- { code: a, name: "..." }',
      "units[0].name: harus memuat huruf atau angka",
    ],
    [
      "an office's other name that says nothing",
      'units:\n- { code: a, name: A, aliases: ["🏥"] }',
      "units[0].aliases[0]: harus memuat huruf atau angka",
    ],
    [
      "a year that nobody lives in",
      "holders:\n- { unit: a, post: admin, name: B, from: 0001-01-01 }",
      "holders[0].from: Tahun 1 tidak dapat dipakai. Tulis tahun dari 2000 sampai 2199",
    ],
    [
      "hours for a while without end",
      "calendars:\n- code: c\n  zone: WIB\n  special:\n  - from: 2026-01-01\n    to: 2028-01-01\n    name: X\n    decree: SE\n    hours: { senin: 08.00-12.00 }",
      "calendars[0].special[0].to: lebih dari 400 hari",
    ],
    ["a post with capitals", "posts:\n- { unit: a, post: Admin }", 'posts[0].post: Nama jabatan "Admin"'],
    [
      "a rule's duration",
      "rules:\n- name: X\n  clock: response\n  limit: 5hk\n  steps:\n  - { after: besok, post: admin, channels: wa }",
      'baris 6, rules[0].steps[0].after: Lama waktu "besok"',
    ],
    [
      "two roots",
      "units:\n- { code: a, name: A }\n- { code: b, name: B }",
      "baris 3, units[1].parent: OPD b dan a sama-sama tanpa induk",
    ],
    [
      "a parent that is not there",
      "units:\n- { code: a, name: A }\n- { code: b, name: B, parent: c }",
      "units[1].parent: Induk c dari OPD b tidak ada",
    ],
    [
      "a family without beginning",
      "units:\n- { code: r, name: R }\n- { code: a, name: A, parent: b }\n- { code: b, name: B, parent: a }",
      "units[1].parent: OPD a menjadi induk dirinya sendiri",
    ],
    [
      "a code twice",
      "units:\n- { code: a, name: A }\n- { code: A, name: B, parent: a }",
      "units[1]: OPD a tertulis dua kali",
    ],
    [
      "an id twice",
      "units:\n- { code: a, name: A, externalId: 1 }\n- { code: b, name: B, parent: a, externalId: '1' }",
      "baris 3, units[1].externalId: ID LAPOR! 1 dari OPD b sudah dipakai OPD a",
    ],
    [
      "a calendar that is not there",
      "units:\n- { code: a, name: A, calendar: c }",
      "units[0].calendar: Kalender c dari OPD a tidak ada",
    ],
    [
      "two zones for one unit",
      "calendars:\n- { code: c, zone: WIB }\nunits:\n- { code: a, name: A, calendar: c, zone: WIT }",
      "units[0].zone: Zona OPD a berbeda",
    ],
    [
      "a zone's code for another zone",
      "calendars:\n- { code: zona-wib, zone: WIT }",
      "calendars[0].zone: Kalender zona-wib adalah milik zona",
    ],
    [
      "a holiday twice",
      "calendars:\n- code: c\n  zone: WIB\n  holidays:\n  - { date: 2026-01-02, name: A, decree: S }\n  - { date: 2026-01-02, name: B, decree: S }",
      "baris 6, calendars[0].holidays[1].date: Tanggal 2026-01-02 tertulis dua kali",
    ],
    ["a post of no unit", "posts:\n- { unit: a, post: admin }", "posts[0].unit: OPD a tidak ada"],
    [
      "a person twice at once",
      small({
        holders:
          "- { unit: dinkes, post: admin, name: Joko, to: 2026-12-31 }\n- { unit: dinkes, post: admin, name: Joko, from: 2026-12-31 }",
      }),
      "holders[1]: Joko sudah memangku admin di OPD dinkes",
    ],
    [
      "a rule's name twice",
      "rules:\n- &r { name: X, clock: response, limit: 5hk, steps: [{ after: 0 menit, post: admin, channels: wa }] }\n- *r",
      "rules[1]: Aturan x tertulis dua kali",
    ],
    ["a key twice", "units: []\nunits: []", "baris 2, kolom 1: kunci ini tertulis dua kali"],
    ["tabs", "units:\n\t- a", "baris 2, kolom 1: pakai spasi, bukan tab"],
    ["an open quote", 'units: "', "baris 1"],
    ["two documents", "units: []\n---\nunits: []", "dua dokumen"],
    ["nothing", "", "berkas: harus berupa isian bernama"],
    ["a bare text", "halo", "berkas: harus berupa isian bernama"],
    [
      "a few lines that stand for millions",
      [
        "a: &a [x]",
        ...["ab", "bc", "cd", "de"].map(([from, to]) => `${to}: &${to} [${`*${from}, `.repeat(20)}]`),
      ].join("\n"),
      "rujukan (*) di dalamnya terlalu banyak",
    ],
    ["a reference to nothing", "units: *opd", "tandanya (&) tidak ada"],
    ["no section", "{}", "tidak memuat satu pun bagian"],
  ])("%s", async (_, content, sentence) => {
    const { code, err } = await siaga("konfig", "impor", file("f.yaml", content));
    expect(err).toContain(sentence);
    expect(err).toContain("f.yaml");
    expect(err).toContain("Tidak ada yang diubah");
    expect(code).toBe(1);
    expect(book((sql) => sql.prepare("select count(*) from units").pluck().get())).toBe(0);
    expect(auditRows()).toEqual([]);
  });

  test("all faults at once, one a line, and no number is repeated", async () => {
    const { err } = await siaga(
      "konfig",
      "impor",
      file("f.yaml", "holders:\n- { unit: a, post: admin, name: B, wa: 08129, email: x }"),
    );
    expect(err.split("\n")).toHaveLength(3);
    expect(err).not.toContain("08129");
  });

  test("a file that is not there", async () => {
    expect(await siaga("konfig", "impor", path("tidak-ada.yaml"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("tidak ada. Periksa nama dan izinnya."),
    });
  });

  test("a failure on the way leaves nothing behind", async () => {
    await importSmall();
    book((sql) =>
      sql.exec("create trigger stop before insert on holders begin select raise(abort, 'stop'); end"),
    );
    const before = await exported("before.yaml");
    const more = small({
      units:
        "- { code: pemda, name: Nama Lain, zone: WITA }\n- { code: dinkes, name: Dinas Kesehatan, parent: pemda }",
      holders: "- { unit: dinkes, post: admin, name: Baru }",
    });
    await expect(siaga("konfig", "impor", file("f.yaml", more), "--ya")).rejects.toThrow("stop");
    expect(await exported("after.yaml")).toBe(before);
  });
});

test("a rule that names a post or an OPD that nobody has is refused with its line, unless it is meant so", async () => {
  await importSmall();
  const rule = file(
    "rule.yaml",
    "rules:\n- name: Uji\n  clock: response\n  limit: 5hk\n  match: { unit: [dinkess] }\n  steps:\n  - { after: 0 menit, post: kepla, channels: wa }",
  );
  for (const words of [[], ["--uji"]]) {
    const { code, err } = await siaga("konfig", "impor", rule, "--ya", ...words);
    expect(code).toBe(1);
    expect(err).toContain(
      'baris 7, rules[0].steps[0].post: aturan "Uji": jabatan kepla belum ada di OPD mana pun',
    );
    expect(err).toContain('baris 5, rules[0].match.unit: aturan "Uji": OPD dinkess belum ada');
    expect(err).toContain("--tetap");
  }
  expect(await siaga("konfig", "impor", rule, "--ya", "--tetap")).toMatchObject({ code: 0 });
});
