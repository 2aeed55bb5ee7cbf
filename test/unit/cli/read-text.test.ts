import { expect, test } from "vitest";
import { path, siaga, useFolder } from "./siaga.ts";

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
