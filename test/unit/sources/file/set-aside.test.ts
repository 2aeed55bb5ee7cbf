import { chmod, readdir, readFile, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { ImportReport } from "../../../../src/sources/file/import-report.ts";
import { dropOldFiles, setAside } from "../../../../src/sources/file/set-aside.ts";
import { freshFolder } from "../../../support/exports/folder.ts";

const clean: ImportReport = {
  read: 18,
  new: 17,
  changed: 1,
  unchanged: 0,
  refused: [],
  unknownUnits: [],
  warnings: [],
};
const broken: ImportReport = { ...clean, error: "Berkas rusak." };

async function put(folder: string, name: string, text = "isi"): Promise<string> {
  await writeFile(join(folder, name), text);
  return join(folder, name);
}

test("a file that was read whole is gone; its report stays, for this account alone", async () => {
  const folder = freshFolder();
  const report = await setAside(await put(folder, "a.csv"), "selesai", clean);
  expect(await readdir(folder)).toEqual(["selesai"]);
  expect(await readdir(join(folder, "selesai"))).toEqual(["a.csv.laporan.txt"]);
  expect(await readFile(report, "utf8")).toContain("Dibaca: 18 laporan");
  expect([(await stat(join(folder, "selesai"))).mode & 0o777, (await stat(report)).mode & 0o777]).toEqual([
    0o700, 0o600,
  ]);
});

test("one in which something has to be mended lies beside its report, for this account alone, for two weeks", async () => {
  const folder = freshFolder();
  const refused = [{ row: 12, column: "Tracking ID", reason: "x" }];
  for (const [name, outcome, report] of [
    ["a.csv", "gagal", broken],
    ["b.csv", "selesai", { ...clean, refused }],
  ] as const) {
    const path = await put(folder, name);
    await chmod(path, 0o644);
    await setAside(path, outcome, report);
    const kept = join(folder, outcome, name);
    expect([await readFile(kept, "utf8"), (await stat(kept)).mode & 0o777]).toEqual(["isi", 0o600]);
  }
  const now = Math.floor(Date.now() / 1000);
  expect(await dropOldFiles(folder, now + 13 * 86_400)).toBe(0);
  expect(await dropOldFiles(folder, now + 15 * 86_400)).toBe(2);
  expect(await readdir(join(folder, "gagal"))).toEqual(["a.csv.laporan.txt"]);
  expect(await readdir(join(folder, "selesai"))).toEqual(["b.csv.laporan.txt"]);
});

test("never overwrites: the name gets a number", async () => {
  const folder = freshFolder();
  for (const text of ["satu", "dua", "tiga"])
    await setAside(await put(folder, "a.csv", text), "gagal", broken);
  const names = (await readdir(join(folder, "gagal"))).filter((name) => name.endsWith(".csv"));
  expect(names.toSorted()).toEqual(["a (2).csv", "a (3).csv", "a.csv"]);
  expect(await readFile(join(folder, "gagal", "a.csv"), "utf8")).toBe("satu");
  expect(await readFile(join(folder, "gagal", "a (3).csv"), "utf8")).toBe("tiga");
});

test("a name as long as a file system takes leaves room for the report's", async () => {
  const folder = freshFolder();
  for (const name of [`${"a".repeat(251)}.csv`, `${"é".repeat(125)}.csv`])
    for (const report of [clean, broken, broken])
      expect(await setAside(await put(folder, name), "gagal", report)).toMatch(/\.csv\.laporan\.txt$/u);
  expect(await readdir(folder)).toEqual(["gagal"]);
});

test("a file that is gone leaves nothing behind", async () => {
  const folder = freshFolder();
  for (const report of [clean, broken])
    await expect(setAside(join(folder, "a.csv"), "selesai", report)).rejects.toThrow(/ENOENT/);
  expect(await readdir(join(folder, "selesai"))).toEqual([]);
});
