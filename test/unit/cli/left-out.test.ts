import { readFileSync } from "node:fs";
import { expect, test, vi } from "vitest";
import { done, importSmall, jsonLines, path, siaga, useFolder } from "./siaga.ts";

useFolder();

test("a national holiday is not removed unasked; a local one is", async () => {
  const before = await jsonLines("kalender", "libur", "daftar");
  const { code, err } = await siaga("kalender", "libur", "hapus", "2026-12-25");
  expect([code, err]).toEqual([1, expect.stringMatching(/^Hapus Jum, 25 Des 2026.*--ya/u)]);
  expect(await jsonLines("kalender", "libur", "daftar")).toEqual(before);
  await done("kalender", "libur", "hapus", "2026-12-25", "--ya");
  await done("kalender", "libur", "tambah", "2026-11-23", "Hari Jadi", "--dasar", "SK 7");
  await done("kalender", "libur", "hapus", "2026-11-23");
  expect(await jsonLines("kalender", "libur", "daftar")).toHaveLength(before.length - 1);
});

test("what the export cannot hold stands at its end, as commands that bring it into another book", async () => {
  await importSmall();
  await done("konfig", "ekspor", path("kosong.yaml"));
  expect(readFileSync(path("kosong.yaml"), "utf8")).not.toContain("Tidak termasuk");

  await done("kalender", "libur", "hapus", "2026-12-25", "--ya");
  await done("kalender", "libur", "tambah", "2026-11-23", "Hari Jadi 'Kab'", "--dasar", "SK 7/2026");
  expect(await done("konfig", "ekspor", path("penuh.yaml"))).toContain("Perhatian: hari libur");
  const days = await jsonLines("kalender", "libur", "daftar");
  const commands = readFileSync(path("penuh.yaml"), "utf8").matchAll(/^# siaga (kalender .*)$/gmu);

  vi.stubEnv("SIAGA_DB", path("lain.db"));
  await done("konfig", "impor", path("penuh.yaml"));
  for (const [, command = ""] of commands) await done(...wordsOf(command));
  expect(await jsonLines("kalender", "libur", "daftar")).toEqual(days);
});

/** As a shell takes a command apart. */
function wordsOf(command: string): string[] {
  return [...command.matchAll(/(?:'[^']*'|\\'|[^\s'])+/gu)].map(([word]) =>
    word.replaceAll(/'([^']*)'|\\'/gu, (_, inner: string | undefined) => inner ?? "'"),
  );
}
