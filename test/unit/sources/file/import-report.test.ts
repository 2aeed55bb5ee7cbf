import { expect, test } from "vitest";
import { writeReport } from "../../../../src/sources/file/import-report.ts";

const empty = { read: 0, new: 0, changed: 0, unchanged: 0, refused: [], unknownUnits: [], warnings: [] };

test("figures, refused rows and unknown offices", () => {
  const text = writeReport("ekspor.csv", {
    read: 18,
    new: 2,
    changed: 1,
    unchanged: 15,
    refused: [{ row: 29, column: "Tanggal Laporan Masuk", reason: "tanggal tidak terbaca" }],
    unknownUnits: [{ name: "Dinas Baru", count: 3 }],
    warnings: ["Laporan 9100001 tercantum dua kali."],
  });
  expect(text).toBe(
    [
      "Berkas: ekspor.csv",
      "Dibaca: 18 laporan",
      "Baru: 2",
      "Berubah: 1",
      "Tetap: 15",
      "Tidak terbaca: 1 baris",
      "",
      "Baris yang tidak dapat dibaca (perbaiki di berkas, lalu impor lagi):",
      "- baris 29, kolom Tanggal Laporan Masuk: tanggal tidak terbaca",
      "",
      "Instansi yang belum dikenal (tambahkan sebagai OPD atau alias):",
      "- Dinas Baru: 3 laporan",
      "",
      "Perlu diperhatikan:",
      "- Laporan 9100001 tercantum dua kali.",
      "",
    ].join("\n"),
  );
});

test("a file refused whole says why, and no figures", () => {
  expect(writeReport("foto.csv", { ...empty, error: "Berkas bukan CSV." })).toBe(
    "Berkas: foto.csv\nDitolak: Berkas bukan CSV.\n",
  );
});

test("thousands of refused rows do not make a book", () => {
  const refused = Array.from({ length: 700 }, (_, row) => ({ row, column: "Tracking ID", reason: "x" }));
  const lines = writeReport("a.csv", { ...empty, refused }).split("\n");
  expect(lines.filter((line) => line.startsWith("- baris"))).toHaveLength(500);
  expect(lines).toContain("- dan 200 lainnya");
});
