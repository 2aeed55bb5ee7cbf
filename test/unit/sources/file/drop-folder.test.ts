import { appendFile, mkdir, readdir, readFile, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findReadyFiles, setAside } from "../../../../src/sources/file/drop-folder.ts";
import type { ImportReport } from "../../../../src/sources/file/import-report.ts";
import { freshFolder } from "../../../support/exports/folder.ts";

const NOW = 1_795_000_000;
const report: ImportReport = {
  read: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  refused: [],
  unknownUnits: [],
  warnings: [],
};

async function put(folder: string, name: string, text = "isi", modified = NOW): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  await utimes(path, modified, modified);
  return path;
}

/** Looks again and again, a few seconds apart. */
async function readyAfter(folder: string, ...looks: readonly number[]): Promise<string[]> {
  let look = await findReadyFiles(folder, new Map(), looks[0]!);
  for (const now of looks.slice(1)) look = await findReadyFiles(folder, look.seen, now);
  return look.ready.map((path) => basename(path));
}

describe("which files are whole", () => {
  test("none at the first look, all that stayed the same at the next", async () => {
    const folder = freshFolder();
    await put(folder, "a.csv");
    expect(await readyAfter(folder, NOW)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 1)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 2)).toEqual(["a.csv"]);
  });

  test("one that still grows waits until it rests", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await appendFile(path, "lagi");
    const second = await findReadyFiles(folder, first.seen, NOW + 5);
    expect(second.ready).toEqual([]);
    const third = await findReadyFiles(folder, second.seen, NOW + 10);
    expect(third.ready).toEqual([path]);
  });

  test("one that is replaced by another of the same size waits too", async () => {
    const folder = freshFolder();
    await put(folder, "a.csv", "satu");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await put(folder, "a.csv", "dua!", NOW + 4);
    expect((await findReadyFiles(folder, first.seen, NOW + 5)).ready).toEqual([]);
  });

  test("an empty one gets a minute", async () => {
    const folder = freshFolder();
    await put(folder, "a.csv", "");
    expect(await readyAfter(folder, NOW, NOW + 59)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 60)).toEqual(["a.csv"]);
  });

  test("oldest first, then by name", async () => {
    const folder = freshFolder();
    await put(folder, "c.csv", "isi", NOW - 10);
    await put(folder, "a.csv", "isi", NOW);
    await put(folder, "b.XLSX", "isi", NOW - 20);
    await put(folder, "d.csv", "isi", NOW - 10);
    expect(await readyAfter(folder, NOW, NOW + 9)).toEqual(["b.XLSX", "c.csv", "d.csv", "a.csv"]);
  });

  test("hidden files, locks, unfinished downloads, other types, folders and links are not ours", async () => {
    const folder = freshFolder();
    const ours = ["a.csv", "b.tsv", "c.xlsx", "d.xls"];
    const others = [
      ".a.csv",
      "~$c.xlsx",
      "e.csv.part",
      "f.csv.tmp",
      "g.xlsx.crdownload",
      "h.pdf",
      "csv",
      "i.csv~",
    ];
    for (const name of [...ours, ...others]) await put(folder, name);
    await mkdir(join(folder, "selesai.csv"));
    await symlink(join(folder, "a.csv"), join(folder, "z.csv"));
    expect(await readyAfter(folder, NOW, NOW + 9)).toEqual(ours);
  });

  test("a folder that is not there holds nothing", async () => {
    expect(await readyAfter(join(freshFolder(), "tidak-ada"), NOW, NOW + 9)).toEqual([]);
  });

  test("what is gone is forgotten", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await setAside(path, "selesai", report);
    const second = await findReadyFiles(folder, first.seen, NOW + 9);
    expect([second.ready, second.seen.size]).toEqual([[], 0]);
  });
});

describe("setting aside", () => {
  test("moves the file and writes a report beside it", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv", "isi berkas");
    const target = await setAside(path, "selesai", { ...report, read: 18, new: 17, changed: 1 });
    expect(target).toBe(join(folder, "selesai", "a.csv"));
    expect(await readFile(target, "utf8")).toBe("isi berkas");
    expect(await readdir(folder)).toEqual(["selesai"]);
    expect(await readFile(`${target}.laporan.txt`, "utf8")).toContain("Dibaca: 18 laporan");
  });

  test("never overwrites: the name gets a number", async () => {
    const folder = freshFolder();
    for (const text of ["satu", "dua", "tiga"])
      await setAside(await put(folder, "a.csv", text), "gagal", report);
    const names = (await readdir(join(folder, "gagal"))).filter((name) => name.endsWith(".csv"));
    expect(names.toSorted()).toEqual(["a (2).csv", "a (3).csv", "a.csv"]);
    expect(await readFile(join(folder, "gagal", "a.csv"), "utf8")).toBe("satu");
    expect(await readFile(join(folder, "gagal", "a (3).csv"), "utf8")).toBe("tiga");
  });

  test("a file that is gone leaves nothing behind", async () => {
    const folder = freshFolder();
    await expect(setAside(join(folder, "a.csv"), "selesai", report)).rejects.toThrow(/ENOENT/);
    expect(await readdir(join(folder, "selesai"))).toEqual([]);
  });
});
