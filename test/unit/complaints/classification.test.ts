import { expect, test } from "vitest";
import { classificationOf } from "../../../src/complaints/classification.ts";

test.each([
  ["Pengaduan Tidak Berkadar Pengawasan", "pengaduan_tidak_berkadar"],
  ["Pengaduan Berkadar Pengawasan", "pengaduan_berkadar"],
  ["Permintaan Informasi", "permintaan_informasi"],
  ["Aspirasi", "aspirasi"],
  ["PENGADUAN  BERKADAR PENGAWASAN ", "pengaduan_berkadar"],
  ["pengaduan_tidak_berkadar", "pengaduan_tidak_berkadar"],
  ["WBS", "lain"],
  ["Pengaduan", "lain"],
  ["", null],
  ["  ", null],
  ["-", null],
])("%s is %s", (text, expected) => {
  expect(classificationOf(text)).toBe(expected);
});
