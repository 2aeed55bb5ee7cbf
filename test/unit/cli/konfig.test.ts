import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { parse } from "yaml";
import { resolveUnit } from "../../../src/people/resolve-unit.ts";
import { loadPeople } from "../../../src/people/store.ts";
import { loadRules } from "../../../src/rules/store.ts";
import {
  addComplaint,
  addEscalation,
  auditRows,
  book,
  done,
  example,
  exported,
  file,
  importSmall,
  path,
  shippedRules,
  siaga,
  small,
  useFolder,
} from "./siaga.ts";

useFolder();

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

  test("leaves the shipped rules as they are, and warns of nothing", async () => {
    const out = await done("konfig", "impor", example);
    expect(out).not.toContain("Aturan");
    expect(out).not.toContain("Perhatian");
    expect(book(loadRules)).toEqual(shippedRules());
  });

  test("says what its export says", async () => {
    await done("konfig", "impor", example);
    expect(parse(await exported("out.yaml"))).toEqual(parse(readFileSync(example, "utf8")));
  });
});

describe("what an export carries", () => {
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

const unitsAndHolders = () =>
  book((sql) => ({
    units: sql.prepare("select id, code, name from units order by id").all(),
    holders: sql.prepare("select id, name, wa, toDate from holders order by id").all(),
  }));

/** Two offices with these ids of LAPOR!. */
const unitsWithIds = (a: string, b: string) =>
  `- { code: pemda, name: Kab, zone: WITA }\n- { code: a, name: A, parent: pemda, externalId: ${a} }\n- { code: b, name: B, parent: pemda, externalId: ${b} }`;

describe("ids", () => {
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
    expect(unitsAndHolders()).toEqual({
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
    expect(unitsAndHolders().holders).toEqual([{ id: 2, name: "Kartika", wa: null, toDate: null }]);
  });

  test("LAPOR!'s id may move from one unit to another in one import", async () => {
    const rest = { posts: "  []", holders: "  []" };
    await importSmall({ ...rest, units: unitsWithIds("1", "2") });
    await importSmall({ ...rest, units: unitsWithIds("2", "1") });
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
      "--ya",
    );
    const after = parse(await exported("after.yaml"));
    expect({ ...after, rules: null }).toEqual({ ...before, rules: null });
    expect(after.rules).toMatchObject([{ name: "Tindak lanjut pertama", limit: "6 hari kerja" }]);
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
        "OPD: tidak ada perbedaan",
        "Jabatan: tidak ada perbedaan",
        "Kontak",
        "  ~ pemda/kominfo/Nurul",
        "      jenis: definitif → plt",
        "      email: lapor@contoh.example → –",
        "      WhatsApp: – → +6281200000001",
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
    const all = `menghilangkan ${shippedRules().length} aturan`;
    expect((await siaga("konfig", "impor", none)).err).toContain(all);
    addComplaint("9100001", "dinkes");
    addEscalation("9100001", "Tindak lanjut pertama");
    const { out, err } = await siaga("konfig", "impor", none);
    expect(out).toContain("~ Tindak lanjut pertama\n      aktif: ya → tidak");
    expect(err).toContain(all);
    await done("konfig", "impor", none, "--ya");
    expect(book((sql) => sql.prepare("select name, active from rules").all())).toEqual([
      { name: "Tindak lanjut pertama", active: 0 },
    ]);
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

  test("what could not be finished leaves no draft, and the draft of one that was killed is not written into", async () => {
    await importSmall();
    mkdirSync(path("folder.yaml/isi"), { recursive: true });
    expect(await siaga("konfig", "ekspor", path("folder.yaml"), "--ya")).toMatchObject({ code: 1 });
    file("out.yaml.tmp", "setengah");
    await done("konfig", "ekspor", path("out.yaml"));
    expect(statSync(path("out.yaml")).mode & 0o777).toBe(0o600);
    expect(readdirSync(path(".")).filter((name) => name.endsWith(".tmp"))).toEqual([]);
  });

  test("a folder that is not there is refused", async () => {
    expect(await siaga("konfig", "ekspor", path("tidak/ada.yaml"))).toMatchObject({
      code: 1,
      err: expect.stringContaining("tidak dapat ditulis (ENOENT)"),
    });
  });

  test("- writes to the screen, and an empty book is all empty sections but the shipped rules", async () => {
    const out = await done("konfig", "ekspor", "-");
    expect(parse(out)).toMatchObject({
      calendars: [],
      units: [],
      posts: [],
      holders: [],
      rules: shippedRules().map(({ name, order }) => ({ name, order })),
    });
  });
});

function run(...words: string[]) {
  const program = join(import.meta.dirname, "../../../scripts/siaga");
  return spawnSync(program, ["konfig", ...words], { encoding: "utf8", env: process.env });
}

test("scripts/siaga imports, and refuses with one line on stderr and exit code 1", () => {
  expect(run("impor", example)).toMatchObject({ status: 0, stderr: "" });
  expect(run("impor", file("f.yaml", "holders: []"))).toMatchObject({
    status: 1,
    stderr: expect.stringMatching(/^Impor ini menghilangkan 22 kontak.*\n$/u),
  });
  expect(run("impor")).toMatchObject({ status: 2, stdout: "" });
});
