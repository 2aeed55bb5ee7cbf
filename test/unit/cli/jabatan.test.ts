import { beforeEach, expect, test } from "vitest";
import { auditRows, book, done, jsonLines, siaga, useFolder } from "./siaga.ts";

useFolder();

beforeEach(async () => {
  await done("opd", "tambah", "pemda", "--nama", "Pemerintah Kabupaten Contoh", "--zona", "WITA");
  await done("opd", "tambah", "dinkes", "--nama", "Dinas Kesehatan");
});

test("the list names who holds each post today, and which are vacant", async () => {
  await done("kontak", "tambah", "dinkes", "kepala", "Kartika");
  await done("kontak", "tambah", "dinkes", "kepala", "Lama", "--sampai", "2020-01-01");
  await done("kontak", "tambah", "dinkes", "kepala", "Pelaksana", "--jenis", "plt");
  expect(await jsonLines("jabatan", "daftar", "--opd", "dinkes")).toEqual([
    { unit: "dinkes", post: "admin", holders: [] },
    {
      unit: "dinkes",
      post: "kepala",
      holders: [
        { name: "Kartika", kind: "definitif" },
        { name: "Pelaksana", kind: "plt" },
      ],
    },
  ]);
  const table = await done("jabatan", "daftar");
  expect(table).toMatch(/dinkes.*admin.*kosong/u);
  expect(table).toContain("Pelaksana (plt)");
});

test("a post is added once", async () => {
  expect(await done("jabatan", "tambah", "dinkes", "Sekretaris", "--oleh", "Nurul")).toBe(
    "Ditambahkan: Jabatan dinkes/sekretaris.\n",
  );
  expect(auditRows().at(-1)).toMatchObject({
    by: "Nurul",
    action: "jabatan.tambah",
    subject: "Jabatan dinkes/sekretaris",
  });
  expect(await siaga("jabatan", "tambah", "dinkes", "sekretaris")).toMatchObject({
    code: 1,
    err: expect.stringContaining("sudah ada"),
  });
});

test("a post gets another name, and its holders with it", async () => {
  await done("jabatan", "tambah", "dinkes", "kabid");
  await done("kontak", "tambah", "dinkes", "kabid", "Lia");
  await done("jabatan", "ubah", "dinkes", "kabid", "kepala_bidang");
  expect(book((sql) => sql.prepare("select id, post, name from holders").all())).toEqual([
    { id: 1, post: "kepala_bidang", name: "Lia" },
  ]);
  expect((await jsonLines("jabatan", "daftar", "--opd", "dinkes")).map((row) => row["post"])).toEqual([
    "admin",
    "kepala",
    "kepala_bidang",
  ]);
});

test("an empty post goes", async () => {
  await done("jabatan", "tambah", "dinkes", "sekretaris");
  expect(await done("jabatan", "hapus", "dinkes", "sekretaris")).toBe(
    "Dihapus: Jabatan dinkes/sekretaris.\n",
  );
});

test.each<[string, string[], string]>([
  ["a post with a person", ["hapus", "dinkes", "sekretaris"], "masih punya kontak: Lia"],
  ["a post that a rule names", ["hapus", "dinkes", "kepala"], 'masih dipakai aturan "Tindak lanjut pertama"'],
  ["renaming a post that a rule names", ["ubah", "dinkes", "kepala", "pimpinan"], "masih dipakai aturan"],
  [
    "an unknown post",
    ["hapus", "dinkes", "sekertaris"],
    'Jabatan "sekertaris" di OPD dinkes tidak ada. Mungkin maksud Anda: sekretaris. Lihat: siaga jabatan daftar --opd dinkes',
  ],
  [
    "an unknown office",
    ["hapus", "dinkess", "admin"],
    'OPD "dinkess" tidak ada. Mungkin maksud Anda: dinkes',
  ],
  ["a name with spaces", ["tambah", "dinkes", "kepala bidang"], 'jabatan: Nama jabatan "kepala bidang"'],
])("%s is refused", async (_, words, sentence) => {
  await done("jabatan", "tambah", "dinkes", "sekretaris");
  await done("kontak", "tambah", "dinkes", "sekretaris", "Lia");
  const before = book((sql) => sql.prepare("select * from posts").all());
  expect(await siaga("jabatan", ...words)).toMatchObject({ code: 1, err: expect.stringContaining(sentence) });
  expect(book((sql) => sql.prepare("select * from posts").all())).toEqual(before);
});

test("a post that a rule names may go where the parent has it", async () => {
  await done("jabatan", "tambah", "pemda", "kepala");
  await done("jabatan", "hapus", "dinkes", "kepala");
  expect(await jsonLines("jabatan", "daftar", "--opd", "dinkes")).toHaveLength(1);
});
