import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { home } from "../../../src/paths.ts";
import { addComplaint, book, importSmall, jsonLines, siaga, useFolder } from "./siaga.ts";

useFolder();

test.each([
  [
    ["laporan", "dftar"],
    "Perintah dftar tidak dikenal. Mungkin maksud Anda: daftar. Lihat: siaga laporan --help.",
  ],
  [["kontak", "tambah"], "Isian opd belum ada. Lihat: siaga kontak tambah --help."],
  [["laporan", "impor"], "Isian berkas belum ada. Lihat: siaga laporan impor --help."],
  [
    ["opd", "daftar", "--jso"],
    "Pilihan --jso tidak dikenal. Mungkin maksud Anda: --json. Lihat: siaga opd daftar --help.",
  ],
  [
    ["kontak", "tambah", "a", "b", "c", "--jenis", "kepala"],
    'Nilai "kepala" untuk --jenis tidak dikenal. Pilih: definitif, plt, plh, pj, pjs. Lihat: siaga kontak tambah --help.',
  ],
  ...[[], ["--berkas", "x.csv", "--dari-riwayat"]].map((sources): [string[], string] => [
    ["simulasi", "--mulai", "2026-01-01", "--sampai", "2026-02-01", ...sources],
    "Pilih satu sumber: --berkas BERKAS atau --dari-riwayat. Lihat: siaga simulasi --help.",
  ]),
])("%j is answered in Indonesian, with the command to look at", async (words, err) => {
  expect(await siaga(...words)).toMatchObject({ code: 2, err });
});

test.each([["opd"], ["kontak", "tambah"], ["simulasi"], ["kalender", "libur", "tambah"], ["aturan", "atur"]])(
  "the help of %s has no English in it, and marks what must be given",
  async (...words) => {
    const { out } = await siaga(...words, "--help");
    expect(out).toContain(`Pemakaian: siaga ${words.join(" ")} [pilihan]`);
    expect(out).not.toMatch(/options|\[command|choices|default|Usage/u);
    if (words[0] === "simulasi") expect(out).toMatch(/--mulai .*\(wajib\)/u);
  },
);

test("the program tells its version, and the switch that shows details", () => {
  const [version, help] = ["--version", "--help"].map((option) =>
    execFileSync(join(home, "scripts/siaga"), [option], { encoding: "utf8", stdio: "pipe" }),
  );
  expect(version).toMatch(/^\d+\.\d+\.\d+\n$/u);
  expect(help).toContain("--rinci");
});

test("a list of complaints can be asked for by the words that stand in it, or by the code name", async () => {
  await importSmall();
  addComplaint("9100001", "dinkes");
  for (const status of ["unanswered", "belum ditindaklanjuti", "Belum Ditindaklanjuti"])
    expect(await jsonLines("laporan", "daftar", "--status", status)).toMatchObject([
      { trackingId: "9100001" },
    ]);
  expect(await jsonLines("laporan", "daftar", "--status", "proses")).toEqual([]);
  expect(await siaga("laporan", "daftar", "--status", "antre")).toMatchObject({
    code: 1,
    err: expect.stringContaining("belum ditindaklanjuti, proses"),
  });
  const { out } = await siaga("laporan", "daftar", "--help");
  expect(out.replaceAll(/\s+/gu, " ")).toContain("belum ditindaklanjuti, proses");
});

test("complaints that an export no longer names are marked, and can be asked for alone", async () => {
  await importSmall();
  for (const id of ["9100001", "9100002"]) addComplaint(id, "dinkes");
  book((sql) =>
    sql.prepare("update complaints set missingSince = 2, isBacklog = 1 where trackingId = ?").run("9100002"),
  );
  expect(await jsonLines("laporan", "daftar", "--hilang")).toMatchObject([{ trackingId: "9100002" }]);
  const { out } = await siaga("laporan", "daftar");
  expect(out).toMatch(/9100001.*│ belum ditindaklanjuti +│/u);
  expect(out).toMatch(/9100002.*│ belum ditindaklanjuti \(tunggakan, hilang dari ekspor\) +│/u);
});
