import { appendFile, mkdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { describe, expect, test } from "vitest";
import { findReadyFiles, isUntouched } from "../../../../src/sources/file/drop-folder.ts";
import { freshFolder } from "../../../support/exports/folder.ts";
import { writeXlsx } from "../../../support/exports/write-xlsx.ts";

const NOW = 1_795_000_000;

async function put(folder: string, name: string, text = "isi\n", modified = NOW): Promise<string> {
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
    expect(await readyAfter(folder, NOW, NOW + 9)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 10)).toEqual(["a.csv"]);
  });

  test("one that still grows waits until it rests", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await appendFile(path, "lagi\n");
    const second = await findReadyFiles(folder, first.seen, NOW + 10);
    expect(second.ready).toEqual([]);
    const third = await findReadyFiles(folder, second.seen, NOW + 20);
    expect(third.ready).toEqual([path]);
  });

  test("one that is replaced by another of the same size waits too", async () => {
    const folder = freshFolder();
    await put(folder, "a.csv", "satu\n");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await put(folder, "a.csv", "dua!\n", NOW + 4);
    expect((await findReadyFiles(folder, first.seen, NOW + 10)).ready).toEqual([]);
  });

  test("an empty one gets a minute", async () => {
    const folder = freshFolder();
    await put(folder, "a.csv", "");
    expect(await readyAfter(folder, NOW, NOW + 59)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 60)).toEqual(["a.csv"]);
  });

  test.each([
    ["a text without its last line end", "a.csv", Buffer.from("Tracking ID,Status\n9100001,Pro")],
    ["half a workbook", "a.xlsx", Buffer.from("PK\u0003\u0004 dan seterusnya\n")],
  ])("%s may go on after a stall, and gets a minute too", async (_, name, bytes) => {
    const folder = freshFolder();
    await writeFile(join(folder, name), bytes);
    expect(await readyAfter(folder, NOW, NOW + 59)).toEqual([]);
    expect(await readyAfter(folder, NOW, NOW + 60)).toEqual([name]);
  });

  test("UTF-16 has a zero after its last line end, a workbook its table of contents", async () => {
    const folder = freshFolder();
    await writeFile(join(folder, "a.csv"), Buffer.from("\uFEFFisi\r\n", "utf16le"));
    await writeXlsx(join(folder, "b.xlsx"), [["isi"]]);
    expect((await readyAfter(folder, NOW, NOW + 10)).toSorted()).toEqual(["a.csv", "b.xlsx"]);
  });

  test.each(["~$a.xlsx", ".~lock.a.xlsx#"])(
    "one that a spreadsheet has open (%s) waits until it is closed, or a quarter of an hour",
    async (lock) => {
      const folder = freshFolder();
      const path = await writeXlsx(join(folder, "a.xlsx"), [["a"]]);
      await writeFile(join(folder, lock), "");
      const first = await findReadyFiles(folder, new Map(), 1000);
      const later = await findReadyFiles(folder, first.seen, 1800);
      expect(later.ready).toEqual([]);
      expect((await findReadyFiles(folder, later.seen, 1900)).ready).toEqual([path]);
      await rm(join(folder, lock));
      expect((await findReadyFiles(folder, later.seen, 1801)).ready).toEqual([path]);
    },
  );

  test("one that was written to since it was seen is known", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv");
    const { seen } = await findReadyFiles(folder, new Map(), NOW);
    expect(await isUntouched(path, seen)).toBe(true);
    await appendFile(path, "lagi\n");
    expect(await isUntouched(path, seen)).toBe(false);
    await rm(path);
    expect(await isUntouched(path, seen)).toBe(false);
  });

  test("oldest first, then by name", async () => {
    const folder = freshFolder();
    await put(folder, "c.csv", "isi\n", NOW - 10);
    await put(folder, "a.csv", "isi\n", NOW);
    await put(folder, "b.XLSX", "isi\n", NOW - 20);
    await put(folder, "d.csv", "isi\n", NOW - 10);
    expect(await readyAfter(folder, NOW, NOW + 10)).toEqual(["b.XLSX", "c.csv", "d.csv", "a.csv"]);
  });

  test("hidden files, locks, unfinished downloads, other types, folders and links are not ours", async () => {
    const folder = freshFolder();
    const ours = ["a.csv", "b.tsv", "c.xlsx", "d.xls"];
    const others = [
      ".a.csv",
      "~$lain.xlsx",
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
    expect(await readyAfter(folder, NOW, NOW + 10)).toEqual(ours);
  });

  test("a folder that is not there holds nothing", async () => {
    expect(await readyAfter(join(freshFolder(), "tidak-ada"), NOW, NOW + 9)).toEqual([]);
  });

  test("what is gone is forgotten", async () => {
    const folder = freshFolder();
    const path = await put(folder, "a.csv");
    const first = await findReadyFiles(folder, new Map(), NOW);
    await rm(path);
    const second = await findReadyFiles(folder, first.seen, NOW + 9);
    expect([second.ready, second.seen.size]).toEqual([[], 0]);
  });
});
