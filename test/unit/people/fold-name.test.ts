import * as fc from "fast-check";
import { expect, test } from "vitest";
import { foldName } from "../../../src/people/fold-name.ts";

test.each([
  ["Dinas Kesehatan", "dinas kesehatan"],
  ["  DINAS   KESEHATAN ", "dinas kesehatan"],
  ["Dinas Kesehatan Kab. Contoh", "dinas kesehatan kabupaten contoh"],
  ["Dinas Kesehatan Kab.Contoh", "dinas kesehatan kabupaten contoh"],
  ["Dinas Kesehatan, KABUPATEN Contoh", "dinas kesehatan kabupaten contoh"],
  ["Pemkab Contoh", "pemerintah kabupaten contoh"],
  ["Pemkot Contoh", "pemerintah kota contoh"],
  ["Pemprov. Kalimantan Selatan", "pemerintah provinsi kalimantan selatan"],
  ["Kec. Alalak", "kecamatan alalak"],
  ["Dinas Kependudukan & Pencatatan Sipil", "dinas kependudukan dan pencatatan sipil"],
  ["Dinas Kependudukan&Pencatatan Sipil", "dinas kependudukan dan pencatatan sipil"],
  ["RSUD Syafi'i Ma’arif", "rsud syafii maarif"],
  ["Café Contoh", "cafe contoh"],
  ["Disdukcapil", "disdukcapil"],
  ["constructor", "constructor"],
  ["---", ""],
])("%j folds to %j", (text, folded) => {
  expect(foldName(text)).toBe(folded);
});

test("folding a folded name changes nothing", () => {
  const word = fc.constantFrom(
    "Kab.",
    "Kabupaten",
    "PEMKOT",
    "&",
    "Contoh",
    "Dinas",
    "kec",
    "Ma'arif",
    "İ",
    "ﬁ",
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(word, { maxLength: 8 }).map((words) => words.join(" ")),
  );
  fc.assert(
    fc.property(text, (text) => foldName(foldName(text)) === foldName(text)),
    { numRuns: 2000 },
  );
});

test("case, punctuation between words and spaces never matter", () => {
  const word = fc.constantFrom("dinas", "kesehatan", "kabupaten", "contoh", "sosial");
  const gap = fc.constantFrom(" ", ", ", " - ", ". ", "\t", "/");
  fc.assert(
    fc.property(fc.array(fc.tuple(word, gap, fc.boolean()), { minLength: 1, maxLength: 6 }), (parts) => {
      const plain = parts.map(([word]) => word).join(" ");
      const dressed = parts.map(([word, gap, upper]) => (upper ? word.toUpperCase() : word) + gap).join("");
      expect(foldName(dressed)).toBe(plain);
    }),
  );
});
