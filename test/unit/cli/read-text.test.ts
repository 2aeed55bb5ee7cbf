import { rmSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";
import { done, exported, path, siaga, small, useFolder } from "./siaga.ts";

useFolder();

const name = "Tindak lanjut pertama";

test.each([
  ["konfig", "impor"],
  ["kalender", "impor"],
  ["aturan", "atur", name, "--berkas"],
])("a file that %s %s cannot read is refused without a word of English", async (...words) => {
  expect(await siaga(...words, path("tiada.yaml"))).toMatchObject({
    code: 1,
    err: `Berkas ${path("tiada.yaml")} tidak ada. Periksa nama dan izinnya.`,
  });
  expect(await siaga(...words, path("."))).toMatchObject({
    code: 1,
    err: expect.stringMatching(/adalah folder, bukan berkas\./u),
  });
});

const config = small({
  holders: "- { unit: pemda, post: kominfo, name: Déwi, email: lapor@contoh.example }",
});

test("a name comes through as it was written, or not at all: UTF-8, UTF-16 with its mark, never Latin-1", async () => {
  const utf16 = Buffer.from(`\uFEFF${config}`, "utf16le");
  const readable = [Buffer.from(config), Buffer.from(`\uFEFF${config}`), utf16, Buffer.from(utf16).swap16()];
  for (const bytes of readable) {
    rmSync(path("siaga.db"), { force: true });
    writeFileSync(path("a.yaml"), bytes);
    await done("konfig", "impor", path("a.yaml"));
    expect(await exported("b.yaml")).toContain("Déwi");
  }
  writeFileSync(path("a.yaml"), config.replace("Joko", "Jokó"), "latin1");
  expect(await siaga("konfig", "impor", path("a.yaml"))).toMatchObject({
    code: 1,
    err: `Berkas ${path("a.yaml")} bukan teks UTF-8. Simpan ulang sebagai UTF-8, lalu ulangi.`,
  });
});
