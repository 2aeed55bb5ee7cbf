import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { writeCsv } from "../../support/exports/write-csv.ts";
import { exportRow } from "../../support/exports/rows.ts";
import { exportTable } from "../../support/exports/table.ts";
import { done, importSmall, path, useFolder } from "./siaga.ts";

// What somebody meets who begins with an export, before anything is set up.

const sample = join(import.meta.dirname, "../../support/exports/laporan-ringkas-contoh.csv");

useFolder();

describe("an export before any setup", () => {
  test("that no zone was chosen is said until one is, and not after", async () => {
    await done("laporan", "impor", sample);
    expect(await done("status")).toContain("Zona waktu Pemda belum dipilih");
    await importSmall();
    expect(await done("status")).not.toContain("Zona waktu Pemda");
  });

  test("one line says that there is no office yet, not one for each", async () => {
    const before = await done("laporan", "impor", sample);
    expect(before).toContain("Belum ada Pemda dan OPD. Jalankan: siaga konfig impor atau siaga siapkan");
    expect(before).not.toContain("Petakan");
    await importSmall();
    const after = await done("laporan", "impor", sample);
    expect(after).not.toContain("Belum ada Pemda");
    expect(after).toContain("Petakan: siaga opd ubah KODE --alias");
  });

  test("the list says how many it lists", async () => {
    expect(await done("laporan", "daftar")).toBe("Tidak ada laporan.\n");
    await done("laporan", "impor", sample);
    expect(await done("laporan", "daftar", "--semua")).toMatch(/\n18 laporan\.\n$/u);
    expect(await done("laporan", "daftar", "--semua", "--json")).not.toContain("18 laporan");
  });
});

/** An export of the first three weeks of November with these complaints. */
function write(name: string, ids: readonly string[], generatedOn: string): Promise<string> {
  const rows = ids.map((id) => exportRow(0, { "Tracking ID": id, "Tanggal Laporan Masuk": "16 Nov 2026" }));
  const period = ["2026-11-01", "2026-11-21"] as const;
  return writeCsv(
    path(name),
    exportTable(rows, { generatedOn, period, institution: "Pemerintah Kabupaten Contoh" }),
  );
}

test("an import says how many complaints of its period are gone, once", async () => {
  await importSmall();
  await done("laporan", "impor", await write("satu.csv", ["9100001", "9100002", "9100003"], "2026-11-20"));
  const second = await write("dua.csv", ["9100001"], "2026-11-21");
  expect(await done("laporan", "impor", second)).toContain(
    "2 laporan terbuka dari periode berkas ini tidak ada lagi di dalamnya (hilang dari ekspor), jadi jenjangnya ditahan. Lihat: siaga laporan daftar --hilang",
  );
  expect(await done("laporan", "daftar", "--hilang")).toMatch(/\n2 laporan\.\n$/u);
  expect(await done("laporan", "impor", second)).not.toContain("hilang");
});
