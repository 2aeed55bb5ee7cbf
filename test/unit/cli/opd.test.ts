import { beforeEach, describe, expect, test } from "vitest";
import { loadPeople } from "../../../src/people/store.ts";
import { addComplaint, auditRows, book, done, jsonLines, siaga, useFolder } from "./siaga.ts";

useFolder();

const unit = async (code: string) => (await jsonLines("opd", "daftar")).find((row) => row["code"] === code);

test("an office that would become the Pemda itself by being the first is asked about", async () => {
  const words = ["opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan"];
  expect(await siaga(...words)).toMatchObject({
    code: 1,
    err: expect.stringContaining("OPD pertama adalah Pemda"),
  });
  expect(await jsonLines("opd", "daftar")).toEqual([]);
  expect(await siaga(...words, "--ya")).toMatchObject({ code: 0 });
});

describe("below a Pemda", () => {
  beforeEach(async () => {
    await done("opd", "tambah", "pemda", "--nama", "Pemerintah Kabupaten Contoh", "--zona", "WITA");
  });

  describe("tambah", () => {
    test("the first is the Pemda itself, with the posts that rules look for there", async () => {
      expect(await unit("pemda")).toEqual({
        code: "pemda",
        name: "Pemerintah Kabupaten Contoh",
        sebutan: null,
        externalId: null,
        aliases: [],
        parent: null,
        calendar: null,
        zone: "Asia/Makassar",
        effectiveCalendar: "zona-wita",
      });
      expect((await jsonLines("jabatan", "daftar")).map((row) => row["post"])).toEqual([
        "kepala_daerah",
        "kepala_kominfo",
        "kominfo",
      ]);
    });

    test("the next stand below it, with admin and kepala", async () => {
      const out = await done(
        "opd",
        "tambah",
        "dinkes",
        "--nama",
        "Dinas Kesehatan",
        "--sebutan",
        "Kepala Dinas",
        "--id-lapor",
        "90005",
        "--alias",
        "Dinkes",
        "Dinas Kesehatan dan KB",
        "--oleh",
        "Nurul",
      );
      expect(out).toBe(
        "Ditambahkan: OPD dinkes.\nDitambahkan: Jabatan dinkes/admin.\nDitambahkan: Jabatan dinkes/kepala.\n",
      );
      expect(await unit("dinkes")).toMatchObject({
        externalId: "90005",
        aliases: ["Dinkes", "Dinas Kesehatan dan KB"],
        parent: "pemda",
        effectiveCalendar: "zona-wita",
      });
      expect(auditRows().at(-3)).toMatchObject({
        by: "Nurul",
        action: "opd.tambah",
        subject: "OPD dinkes",
        before: null,
      });
    });

    test("posts and parent can be chosen", async () => {
      await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan", "--jabatan", "");
      await done(
        "opd",
        "tambah",
        "rsud",
        "--nama",
        "RSUD",
        "--induk",
        "DINKES",
        "--jabatan",
        "admin, kepala_bidang",
        "--zona",
        "wit",
      );
      expect(await unit("rsud")).toMatchObject({ parent: "dinkes", effectiveCalendar: "zona-wit" });
      expect((await jsonLines("jabatan", "daftar", "--opd", "rsud")).map((row) => row["post"])).toEqual([
        "admin",
        "kepala_bidang",
      ]);
    });

    test.each<[string, string[], string]>([
      [
        "a code that is there",
        ["PEMDA", "--nama", "X"],
        "OPD PEMDA sudah ada. Mengubahnya: siaga opd ubah PEMDA",
      ],
      ["a code with a space", ["di nkes", "--nama", "X"], "kode: harus kode pendek"],
      ["an empty name", ["dinkes", "--nama", " "], "nama: tidak boleh kosong"],
      [
        "an unknown parent",
        ["dinkes", "--nama", "X", "--induk", "pemdaa"],
        'OPD "pemdaa" tidak ada. Mungkin maksud Anda: pemda. Lihat: siaga opd daftar',
      ],
      [
        "an unknown zone",
        ["dinkes", "--nama", "X", "--zona", "WAT"],
        '--zona: Zona waktu "WAT" tidak dikenal',
      ],
      [
        "an unknown calendar",
        ["dinkes", "--nama", "X", "--kalender", "utama"],
        "Kalender utama dari OPD dinkes tidak ada",
      ],
      [
        "a post with capitals",
        ["dinkes", "--nama", "X", "--jabatan", "Admin"],
        'jabatan: Nama jabatan "Admin"',
      ],
    ])("%s is refused", async (_, words, sentence) => {
      const { code, err } = await siaga("opd", "tambah", ...words);
      expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(sentence) });
      expect(await jsonLines("opd", "daftar")).toHaveLength(1);
    });

    test("an id that another office has is refused", async () => {
      await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan", "--id-lapor", "90005");
      expect(await siaga("opd", "tambah", "rsud", "--nama", "RSUD", "--id-lapor", "90005")).toMatchObject({
        code: 1,
        err: expect.stringContaining("ID LAPOR! 90005 dari OPD rsud sudah dipakai OPD dinkes"),
      });
    });

    test("a spelling that another office has is warned of", async () => {
      await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan");
      expect(await done("opd", "tambah", "rsud", "--nama", "RSUD", "--alias", "DINAS KESEHATAN")).toContain(
        'Perhatian: Ejaan "dinas kesehatan" dipakai OPD dinkes dan rsud',
      );
    });

    test("without a name it is wrong usage", async () => {
      expect(await siaga("opd", "tambah", "dinkes")).toMatchObject({ code: 2 });
    });
  });

  describe("ubah", () => {
    beforeEach(async () => {
      await done(
        "opd",
        "tambah",
        "dinkes",
        "--nama",
        "Dinas Kesehatan",
        "--alias",
        "Dinkes",
        "--sebutan",
        "Kadis",
      );
    });

    test("changes what is named, keeps the rest and the id, and reminds of the old name", async () => {
      const out = await done("opd", "ubah", "DINKES", "--nama", "Dinas Kesehatan dan KB", "--sebutan", "");
      expect(out).toBe(
        "Diubah: OPD dinkes (nama: Dinas Kesehatan → Dinas Kesehatan dan KB; sebutan: Kadis → –).\n" +
          'Bila ekspor masih memakai nama lama: siaga opd ubah dinkes --alias "Dinas Kesehatan"\n',
      );
      expect(
        book((sql) => sql.prepare("select id, name, sebutan from units where code = 'dinkes'").get()),
      ).toEqual({
        id: 2,
        name: "Dinas Kesehatan dan KB",
        sebutan: null,
      });
      expect(await unit("dinkes")).toMatchObject({ aliases: ["Dinkes"] });
    });

    test("aliases are added and taken away", async () => {
      await done("opd", "ubah", "dinkes", "--alias", "Dinas Kes", "--hapus-alias", "DINKES");
      expect(await unit("dinkes")).toMatchObject({ aliases: ["Dinas Kes"] });
      expect(await siaga("opd", "ubah", "dinkes", "--hapus-alias", "Dinkes")).toMatchObject({
        code: 1,
        err: 'Ejaan "Dinkes" tidak tercatat. Yang tercatat: Dinas Kes.',
      });
    });

    test("a unit does not stand below itself", async () => {
      await done("opd", "tambah", "rsud", "--nama", "RSUD", "--induk", "dinkes");
      expect(await siaga("opd", "ubah", "dinkes", "--induk", "rsud")).toMatchObject({
        code: 1,
        err: expect.stringContaining("menjadi induk dirinya sendiri"),
      });
      expect(await siaga("opd", "ubah", "dinkes", "--induk", "")).toMatchObject({
        code: 1,
        err: expect.stringContaining("sama-sama tanpa induk"),
      });
    });

    test("a change of nothing says so and is not written down", async () => {
      const before = auditRows().length;
      expect(await done("opd", "ubah", "dinkes", "--sebutan", "Kadis")).toBe("Tidak ada yang berubah.\n");
      expect(auditRows()).toHaveLength(before);
    });

    test("an unknown office is named with what may have been meant", async () => {
      expect(await siaga("opd", "ubah", "Dinas Kesehatan", "--sebutan", "X")).toMatchObject({
        code: 1,
        err: 'OPD "Dinas Kesehatan" tidak ada. Pakai kodenya: dinkes. Lihat: siaga opd daftar.',
      });
    });
  });

  describe("hapus", () => {
    beforeEach(async () => {
      await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan");
    });

    test("an office that nothing hangs on goes with its posts", async () => {
      expect(await done("opd", "hapus", "dinkes")).toContain("Dihapus: OPD dinkes.");
      expect(book(loadPeople).units.size).toBe(1);
      expect(await jsonLines("jabatan", "daftar")).toHaveLength(3);
    });

    test.each<[string, () => Promise<unknown> | void, string]>([
      ["complaints", () => addComplaint("9100001", "dinkes"), "masih tercatat pada 1 laporan"],
      ["people", () => done("kontak", "tambah", "dinkes", "admin", "Joko"), "masih punya kontak: Joko"],
      [
        "offices below it",
        () => done("opd", "tambah", "rsud", "--nama", "RSUD", "--induk", "dinkes"),
        "masih menjadi induk dari rsud",
      ],
      [
        "a rule",
        () => done("aturan", "atur", "Tindak lanjut pertama", "--cocok", "unit=dinkes"),
        'masih disebut aturan "Tindak lanjut pertama"',
      ],
    ])("an office with %s is refused", async (_, prepare, sentence) => {
      await prepare();
      expect(await siaga("opd", "hapus", "dinkes")).toMatchObject({
        code: 1,
        err: expect.stringContaining(sentence),
      });
      expect(await unit("dinkes")).toBeDefined();
    });
  });

  test("the list is a table for people", async () => {
    expect(await done("opd", "daftar")).toMatch(/pemda.*Pemerintah Kabupaten Contoh.*zona-wita/u);
  });
});
