import { spawnSync } from "node:child_process";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { openDb } from "../../../db/open.ts";
import { resolveUnit } from "../../../src/people/resolve-unit.ts";
import { loadPeople } from "../../../src/people/store.ts";
import { changeConfig } from "../../../src/cli/shared/config-file/change-config.ts";
import { mergeConfig } from "../../../src/cli/shared/config-file/merge.ts";
import { readConfig } from "../../../src/cli/shared/config-file/read-book.ts";
import { readConfigFile } from "../../../src/cli/shared/config-file/read-file.ts";
import { writeConfigFile } from "../../../src/cli/shared/config-file/write-file.ts";
import {
  addComplaint,
  addEscalation,
  auditRows,
  book,
  done,
  example,
  file,
  path,
  siaga,
  useFolder,
} from "./siaga.ts";

useFolder();

/** Exports and answers with the file's text. */
async function exported(name: string): Promise<string> {
  await done("konfig", "ekspor", path(name));
  return readFileSync(path(name), "utf8");
}

/** A small configuration with one part of it otherwise. */
function small(changes: Record<string, string> = {}): string {
  const sections = {
    units:
      "- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }\n- { code: dinkes, name: Dinas Kesehatan, parent: pemda }",
    posts:
      "- { unit: pemda, post: kominfo }\n- { unit: dinkes, post: admin }\n- { unit: dinkes, post: kepala }",
    holders:
      "- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }\n- { unit: dinkes, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051 }",
    ...changes,
  };
  return Object.entries(sections)
    .map(([name, body]) => `${name}:\n${body}\n`)
    .join("");
}

async function importSmall(changes: Record<string, string> = {}): Promise<void> {
  await done("konfig", "impor", file("small.yaml", small(changes)));
}

describe("the example", () => {
  test("is imported whole, and holds every office of an export by its id and its name", async () => {
    expect(await done("konfig", "impor", example)).toContain("Diberlakukan: 52 perubahan.");
    const offices: [string, string, string][] = [
      ["90001", "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Contoh", "pupr"],
      ["90002", "Dinas Lingkungan Hidup", "dlh"],
      ["90003", "Dinas Perhubungan Kab. Contoh", "dishub"],
      ["90004", "Dinas Kependudukan dan Pencatatan Sipil", "disdukcapil"],
      ["90005", "Dinas Kesehatan Kabupaten Contoh", "dinkes"],
      ["90006", "Satuan Polisi Pamong Praja", "satpolpp"],
      ["90007", "Dinas Komunikasi dan Informatika", "diskominfo"],
      ["", "Pemerintah Kabupaten Contoh", "pemda"],
    ];
    const people = book(loadPeople);
    for (const [externalId, name, code] of offices) {
      expect(resolveUnit(people, { name })).toMatchObject({
        kind: "unit",
        unit: { code, calendar: "pemda" },
      });
      if (externalId) expect(resolveUnit(people, { externalId })).toMatchObject({ unit: { code } });
    }
  });

  test("leaves the shipped rule as it is, and warns of nothing", async () => {
    const out = await done("konfig", "impor", example);
    expect(out).not.toContain("Aturan");
    expect(out).not.toContain("Perhatian");
  });

  test("says what its export says", async () => {
    await done("konfig", "impor", example);
    expect(parse(await exported("out.yaml"))).toEqual(parse(readFileSync(example, "utf8")));
  });
});

describe("round trip", () => {
  test("an export imported again changes nothing, here and in an empty book, byte for byte", async () => {
    await done("konfig", "impor", example);
    const first = await exported("first.yaml");
    expect(await done("konfig", "impor", path("first.yaml"))).toBe("Tidak ada perbedaan.\n");
    expect(await exported("second.yaml")).toBe(first);
    const other = openDb(":memory:");
    importInto(other, first);
    expect(writeConfigFile(readConfig(other.sql))).toBe(first);
  });

  test("any configuration comes back byte for byte, whatever the book held before", () => {
    fc.assert(
      fc.property(anyConfig(), anyConfig(), (before, after) => {
        const db = openDb(":memory:");
        importInto(db, JSON.stringify(before));
        importInto(db, JSON.stringify(after));
        const first = writeConfigFile(readConfig(db.sql));
        const again = importInto(db, first);
        expect(again.changes).toEqual([]);
        const other = openDb(":memory:");
        importInto(other, first);
        expect(writeConfigFile(readConfig(other.sql))).toBe(first);
        expect(names(parse(first))).toEqual(names(after));
        db.close();
        other.close();
      }),
      { numRuns: 60 },
    );
  });

  test("a holder who said PINDAH is written with the day of leaving, and stays gone", async () => {
    await importSmall();
    book((sql) => sql.prepare("update holders set leftAt = 1763600000 where name = 'Joko'").run());
    const first = await exported("first.yaml");
    expect(parse(first).holders[1]).toMatchObject({ name: "Joko", to: "2025-11-20" });
    expect(await done("konfig", "impor", path("first.yaml"))).toBe("Tidak ada perbedaan.\n");
    expect(
      book((sql) => sql.prepare("select leftAt, toDate from holders where name = 'Joko'").get()),
    ).toEqual({
      leftAt: 1763600000,
      toDate: null,
    });
    await done("konfig", "impor", file("back.yaml", first.replace("to: 2025-11-20", "to: 2030-01-01")));
    expect(
      book((sql) => sql.prepare("select leftAt, toDate from holders where name = 'Joko'").get()),
    ).toEqual({
      leftAt: null,
      toDate: "2030-01-01",
    });
  });

  test("a holiday that was given to a zone's own calendar is not lost", async () => {
    await importSmall();
    book((sql) =>
      sql
        .prepare(
          "insert into holidays values ('2026-12-14', 'zona-wita', 'Hari Jadi', 'libur_daerah', 'SK 1')",
        )
        .run(),
    );
    const first = await exported("first.yaml");
    expect(parse(first).calendars).toMatchObject([{ code: "zona-wita", holidays: [{ date: "2026-12-14" }] }]);
    await done("konfig", "impor", path("first.yaml"));
    expect(await exported("second.yaml")).toBe(first);
  });
});

describe("ids", () => {
  const state = () =>
    book((sql) => ({
      units: sql.prepare("select id, code, name from units order by id").all(),
      holders: sql.prepare("select id, name, wa, toDate from holders order by id").all(),
    }));

  test("an update keeps ids and registrations, whatever the order in the file", async () => {
    await importSmall();
    book((sql) => {
      sql
        .prepare("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000051', 5)")
        .run();
      sql.prepare("update holders set confirmedAt = 7 where name = 'Joko'").run();
    });
    await importSmall({
      units:
        "- { code: dinkes, name: Dinas Kesehatan Baru, parent: pemda }\n- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }",
      holders:
        "- { unit: dinkes, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051, to: 2027-01-01 }\n- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }",
    });
    expect(state()).toEqual({
      units: [
        { id: 1, code: "pemda", name: "Pemerintah Kabupaten Contoh" },
        { id: 2, code: "dinkes", name: "Dinas Kesehatan Baru" },
      ],
      holders: [
        { id: 1, name: "Nurul", wa: null, toDate: null },
        { id: 2, name: "Joko", wa: "+6281200000051", toDate: "2027-01-01" },
      ],
    });
    expect(book((sql) => sql.prepare("select confirmedAt from holders where id = 2").pluck().get())).toBe(7);
    expect(book(loadPeople).holdersByPost.get("2/admin")?.[0]?.waUsable).toBe(true);
  });

  test("a person who held the same post twice keeps both rows", async () => {
    const twice =
      "- { unit: dinkes, post: kepala, name: Kartika, kind: plt, to: 2026-01-31 }\n- { unit: dinkes, post: kepala, name: Kartika, kind: definitif, from: 2026-02-01 }";
    await importSmall({ holders: twice });
    const [, second] = twice.split("\n");
    const answer = await siaga("konfig", "impor", file("one.yaml", small({ holders: second! })), "--ya");
    expect(answer.out).toContain("- dinkes/kepala/Kartika");
    expect(state().holders).toEqual([{ id: 2, name: "Kartika", wa: null, toDate: null }]);
  });

  test("LAPOR!'s id may move from one unit to another in one import", async () => {
    const units = (a: string, b: string) =>
      `- { code: pemda, name: Kab, zone: WITA }\n- { code: a, name: A, parent: pemda, externalId: ${a} }\n- { code: b, name: B, parent: pemda, externalId: ${b} }`;
    const rest = { posts: "  []", holders: "  []" };
    await importSmall({ ...rest, units: units("1", "2") });
    await importSmall({ ...rest, units: units("2", "1") });
    expect(
      book((sql) => sql.prepare("select code, externalId from units where externalId is not null").all()),
    ).toEqual([
      { code: "a", externalId: "2" },
      { code: "b", externalId: "1" },
    ]);
  });
});

describe("sections", () => {
  test("an absent section is left alone", async () => {
    await done("konfig", "impor", example);
    const before = parse(await exported("before.yaml"));
    await done(
      "konfig",
      "impor",
      file(
        "rules.yaml",
        "rules:\n- {name: Tindak lanjut pertama, clock: response, limit: 6hk, steps: [{after: 0 menit, post: admin, channels: wa}]}",
      ),
    );
    const after = parse(await exported("after.yaml"));
    expect({ ...after, rules: null }).toEqual({ ...before, rules: null });
    expect(after.rules).toMatchObject([{ limit: "6 hari kerja" }]);
  });

  test("without a section of posts a holder brings the post along", async () => {
    const [units, holders] = [
      small().split("posts:")[0]!,
      "holders:\n- { unit: dinkes, post: kepala_bidang, name: Lia }",
    ];
    await done("konfig", "impor", file("f.yaml", `${units}${holders}`));
    expect(book((sql) => sql.prepare("select post from posts").pluck().all())).toEqual(["kepala_bidang"]);
  });

  test("with a section of posts a holder outside of it is refused", async () => {
    const answer = await siaga(
      "konfig",
      "impor",
      file("f.yaml", small({ posts: "- { unit: dinkes, post: admin }" })),
    );
    expect(answer).toMatchObject({ code: 1 });
    expect(answer.err).toContain(
      "holders[0].post: Jabatan kominfo di OPD pemda belum ada, padahal Nurul memangkunya",
    );
  });

  test("calendars that are gone take their holidays along", async () => {
    await done("konfig", "impor", example);
    const units = "units: [{ code: pemda, name: Kab, zone: WIT }]\nposts: []\nholders: []";
    await done("konfig", "impor", file("f.yaml", `calendars: []\n${units}`), "--ya");
    expect(book((sql) => sql.prepare("select count(*) from calendars").pluck().get())).toBe(0);
    expect(
      book((sql) => sql.prepare("select count(*) from holidays where calendar <> ''").pluck().get()),
    ).toBe(0);
    expect(book((sql) => sql.prepare("select count(*) from specialHours").pluck().get())).toBe(0);
    expect(book(loadPeople).root?.calendar).toBe("zona-wit");
  });

  test("a calendar in use is not taken away", async () => {
    await done("konfig", "impor", example);
    const answer = await siaga("konfig", "impor", file("f.yaml", "calendars: []"));
    expect(answer).toMatchObject({
      code: 1,
      err: expect.stringContaining("Kalender pemda dari OPD pemda tidak ada"),
    });
  });
});

describe("--uji", () => {
  test("shows every difference and creates no book", async () => {
    const out = await done("konfig", "impor", file("f.yaml", small()), "--uji");
    expect(out).toContain("OPD\n  + pemda  Pemerintah Kabupaten Contoh\n  + dinkes  Dinas Kesehatan\n");
    expect(out).toContain("Hanya uji: tidak ada yang diubah.");
    expect(() => statSync(path("siaga.db"))).toThrow("ENOENT");
  });

  test("shows the fields that change, and changes nothing", async () => {
    await importSmall();
    const before = await exported("before.yaml");
    const holders =
      "- { unit: pemda, post: kominfo, name: Nurul, kind: plt, wa: 0812-0000-0001 }\n- { unit: dinkes, post: kepala, name: Baru, kind: definitif, email: a@b.example }";
    const out = await done("konfig", "impor", file("f.yaml", small({ holders })), "--uji");
    expect(out).toBe(
      [
        "Kontak",
        "  ~ pemda/kominfo/Nurul",
        "      kind: definitif → plt",
        "      email: lapor@contoh.example → –",
        "      wa: – → +6281200000001",
        "  + dinkes/kepala/Baru  definitif",
        "  - dinkes/admin/Joko",
        "Hanya uji: tidak ada yang diubah.",
        "",
      ].join("\n"),
    );
    expect(await exported("after.yaml")).toBe(before);
  });

  test("as JSON it is one document", async () => {
    const out = await done("konfig", "impor", file("f.yaml", small()), "--uji", "--json");
    expect(JSON.parse(out)).toMatchObject({
      applied: false,
      changes: expect.arrayContaining([
        {
          section: "posts",
          change: "added",
          key: "dinkes/admin",
          before: null,
          after: { unit: "dinkes", post: "admin" },
        },
      ]),
      warnings: [],
    });
  });
});

describe("removing", () => {
  const onlyNurul =
    "- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }";

  test("people is shown, and without a terminal refused", async () => {
    await importSmall();
    const { code, out, err } = await siaga("konfig", "impor", file("f.yaml", small({ holders: onlyNurul })));
    expect({ code, out }).toEqual({ code: 1, out: "Kontak\n  - dinkes/admin/Joko\n" });
    expect(err).toContain("menghilangkan 1 kontak");
    expect(err).toContain("--ya");
    expect(book((sql) => sql.prepare("select count(*) from holders").pluck().get())).toBe(2);
  });

  test("--ya agrees", async () => {
    await importSmall();
    await done("konfig", "impor", file("f.yaml", small({ holders: onlyNurul })), "--ya");
    expect(book((sql) => sql.prepare("select name from holders").pluck().all())).toEqual(["Nurul"]);
  });

  test("a rule that never ran goes; one that ran is switched off, and asked about only once", async () => {
    await importSmall();
    const none = file("none.yaml", "rules: []");
    expect((await siaga("konfig", "impor", none)).err).toContain("menghilangkan 1 aturan");
    addComplaint("9100001", "dinkes");
    addEscalation("9100001", "Tindak lanjut pertama");
    const { out, err } = await siaga("konfig", "impor", none);
    expect(out).toContain("~ Tindak lanjut pertama\n      active: true → false");
    expect(err).toContain("menghilangkan 1 aturan");
    await done("konfig", "impor", none, "--ya");
    expect(book((sql) => sql.prepare("select active from rules").pluck().all())).toEqual([0]);
    expect(await done("konfig", "impor", none)).toBe("Tidak ada perbedaan.\n");
    book((sql) => sql.exec("delete from escalations"));
    await done("konfig", "impor", none, "--ya");
    expect(book((sql) => sql.prepare("select count(*) from rules").pluck().get())).toBe(0);
  });

  test("a unit with complaints is refused, --ya or not", async () => {
    await importSmall();
    addComplaint("9100001", "dinkes");
    const without = small({
      units: "- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }",
      posts: "- { unit: pemda, post: kominfo }",
      holders: onlyNurul,
    });
    const answer = await siaga("konfig", "impor", file("f.yaml", without), "--ya");
    expect(answer).toMatchObject({
      code: 1,
      err: expect.stringContaining("OPD dinkes tidak dapat dihapus: masih tercatat pada 1 laporan"),
    });
    expect(book((sql) => sql.prepare("select count(*) from holders").pluck().get())).toBe(2);
  });
});

describe("audit", () => {
  test("every change is written down with the name of --oleh; nothing where nothing changed", async () => {
    await done("konfig", "impor", file("f.yaml", small()), "--oleh", "Nurul");
    const rows = auditRows();
    expect(rows).toHaveLength(7);
    expect(rows[1]).toEqual({
      by: "Nurul",
      action: "konfig.impor",
      subject: "OPD dinkes",
      before: null,
      after: '{"code":"dinkes","name":"Dinas Kesehatan","parent":"pemda"}',
    });
    await done("konfig", "impor", path("f.yaml"));
    expect(auditRows()).toHaveLength(7);
  });
});

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
      err: expect.stringContaining("tidak dapat dibaca (ENOENT)"),
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

describe("warnings", () => {
  test("tell of spellings that two offices claim, people without an address, and posts that no unit has", async () => {
    const content = small({
      units:
        "- { code: pemda, name: Kab, zone: WITA }\n- { code: dinkes, name: Dinas Kesehatan, parent: pemda, aliases: [Dinkes] }\n- { code: rsud, name: RSUD, parent: pemda, aliases: [DINKES] }",
      holders: "- { unit: dinkes, post: kepala, name: Lia }",
    });
    const out = await done("konfig", "impor", file("f.yaml", content));
    expect(out).toContain('Perhatian: Ejaan "dinkes" dipakai OPD dinkes dan rsud');
    expect(out).toContain("Perhatian: Lia (kepala di dinkes) belum punya nomor WhatsApp maupun email.");
    expect(await done("konfig", "impor", path("f.yaml"))).toBe("Tidak ada perbedaan.\n");
  });
});

describe("ekspor", () => {
  test("the file is for this user's eyes only", async () => {
    await importSmall();
    await done("konfig", "ekspor", path("out.yaml"));
    expect(statSync(path("out.yaml")).mode & 0o777).toBe(0o600);
  });

  test("it replaces its own file, but not one that people wrote", async () => {
    await importSmall();
    await done("konfig", "ekspor", path("out.yaml"));
    await done("konfig", "ekspor", path("out.yaml"));
    const own = file("mine.yaml", "# catatan penting\nunits: []\n");
    expect(await siaga("konfig", "ekspor", own)).toMatchObject({
      code: 1,
      err: expect.stringContaining("bukan hasil ekspor"),
    });
    expect(readFileSync(own, "utf8")).toContain("catatan penting");
    await done("konfig", "ekspor", own, "--ya");
    expect(readFileSync(own, "utf8")).not.toContain("catatan penting");
  });

  test("a folder that is not there is refused", async () => {
    expect(await siaga("konfig", "ekspor", path("tidak/ada.yaml"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("tidak dapat ditulis (ENOENT)"),
    });
  });

  test("- writes to the screen, and an empty book is all empty sections but the shipped rule", async () => {
    const out = await done("konfig", "ekspor", "-");
    expect(parse(out)).toMatchObject({
      calendars: [],
      units: [],
      posts: [],
      holders: [],
      rules: [{ order: 100 }],
    });
  });
});

test("scripts/siaga imports, and refuses with one line on stderr and exit code 1", () => {
  const run = (...words: string[]) =>
    spawnSync(join(import.meta.dirname, "../../../scripts/siaga"), ["konfig", ...words], {
      encoding: "utf8",
      env: process.env,
    });
  expect(run("impor", example)).toMatchObject({ status: 0, stderr: "" });
  expect(run("impor", file("f.yaml", "holders: []"))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^Impor ini menghilangkan 22 kontak.*\n$/u),
  });
  expect(run("impor")).toMatchObject({ status: 2, stdout: "" });
});

function importInto(db: ReturnType<typeof openDb>, source: string) {
  const { sections } = readConfigFile(source);
  return changeConfig(db, {
    now: 10,
    action: "test",
    oleh: undefined,
    edit: (before) => mergeConfig(before, sections, new Set()),
  });
}

/** Configurations that hold together: a root, offices under it, posts, people, rules. */
function anyConfig() {
  const name = fc.constantFrom(
    "Dinas Kesehatan",
    "'kutip\"",
    "- tanda",
    "#bukan komentar",
    "a: b",
    "12",
    "true",
    "Ñandú & Co",
    "é".normalize("NFD"),
    "null",
  );
  const codes = fc.uniqueArray(fc.constantFrom("a", "b", "c-1", "D.2", "3"), { maxLength: 4 });
  const zone = fc.constantFrom("WIB", "WITA", "WIT");
  const date = fc.constantFrom("2026-01-01", "2026-06-30", "2027-12-31");
  const calendars = fc.subarray([
    { code: "utama", zone: "WITA", hours: { senin: "08.00-12.00", minggu: "09.00-10.00" } },
    {
      code: "lain",
      zone: "WIB",
      hours: { jumat: "-", senin: "00.00-24.00" },
      holidays: [{ date: "2026-12-14", name: "x: y", decree: "SK" }],
    },
    {
      code: "zona-wit",
      zone: "WIT",
      special: [
        { from: "2026-02-18", to: "2026-03-19", name: "R", hours: { senin: "08.00-12.00" }, decree: "SE" },
        { from: "2026-03-01", to: "2026-03-02", name: "R", hours: { senin: "09.00-12.00" }, decree: "SE" },
      ],
    },
  ]);
  const rule = fc.record({
    name,
    clock: fc.constantFrom("response", "completion"),
    limit: fc.constantFrom("5 hari kerja", "1,5 jam"),
    order: fc.nat({ max: 3 }),
    active: fc.boolean(),
    steps: fc.constantFrom(
      [{ after: "0 menit", post: "admin", channels: "wa" }],
      [
        {
          after: "2jk",
          post: "kepala",
          channels: "wa>email",
          window: "selalu",
          remind: { every: "1hk", max: 3 },
        },
      ],
    ),
  });
  return fc
    .record({
      codes,
      calendars,
      zone,
      names: fc.array(name, { minLength: 5, maxLength: 5 }),
      aliases: fc.array(fc.array(name, { maxLength: 2 }), { minLength: 5, maxLength: 5 }),
      posts: fc.uniqueArray(fc.constantFrom("admin", "kepala", "kepala_bidang"), {
        minLength: 1,
        maxLength: 3,
      }),
      people: fc.uniqueArray(
        fc.record({
          name,
          from: fc.option(date),
          wa: fc.option(fc.constant("081200000001")),
          kind: fc.constantFrom("definitif", "plt"),
        }),
        { maxLength: 4, selector: (person) => person.name },
      ),
      rules: fc.uniqueArray(rule, { maxLength: 3, selector: (rule) => rule.name.toLowerCase() }),
    })
    .map(({ codes, calendars, zone, names, aliases, posts, people, rules }) => {
      const units = codes.map((code, index) => ({
        code,
        name: names[index],
        aliases: aliases[index],
        externalId: `9${index}`,
        // a chain, with the children before their parents
        ...(index < codes.length - 1 ? { parent: codes[index + 1] } : { zone }),
        ...(index === 0 && calendars.length > 0 && codes.length > 1 ? { calendar: calendars[0]!.code } : {}),
      }));
      const [first] = codes;
      const allPosts = codes.flatMap((unit) => posts.map((post) => ({ unit, post })));
      const holders = people.map((person) => {
        const set = Object.entries(person).filter(([, value]) => value !== null);
        return { unit: first, post: posts[0], ...Object.fromEntries(set) };
      });
      return { calendars, units, posts: allPosts, holders: first === undefined ? [] : holders, rules };
    });
}

/** What tells entries apart, without their order. */
function names(config: { [section: string]: Record<string, unknown>[] }): unknown {
  const key = ({ code, unit, post, name }: Record<string, unknown>) =>
    JSON.stringify([code ?? [unit, post, String(name).normalize("NFC")]]);
  return Object.fromEntries(
    Object.entries(config).map(([section, entries]) => [section, entries.map(key).sort()]),
  );
}
