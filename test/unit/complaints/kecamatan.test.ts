import { expect, test } from "vitest";
import { isTooPrecise } from "../../../src/complaints/kecamatan.ts";

test.each([
  "Alalak",
  "Kec. Alalak",
  "Kecamatan Alalak, Kab. Barito Kuala",
  "Dusun Selatan",
  "Kampung Laut",
  "VII Koto Sungai Sarik",
  "2 x 11 Enam Lingkung",
  "2x11 Kayu Tanam",
  "Jalancagak",
  "Jalan Cagak",
  "Kec. Alalak [disamarkan]",
  "",
])("%j is a kecamatan", (place) => {
  expect(isTooPrecise(place)).toBe(false);
});

test.each([
  "Jalan Mawar No 3 RT 5",
  "jl.mawar",
  "Jln. Mawar, Kec. Alalak",
  "Gg. Melati",
  "RT.05/RW.02 Alalak",
  "Alalak 12",
  "Kec. 2 x 11 Enam Lingkung No. 7",
  "Kel. Berangas, Kec. Alalak",
  "Desa Berangas",
  "Perumahan Griya Asri Blok C",
  "-3.2894, 114.5901",
])("%j is more precise than that", (place) => {
  expect(isTooPrecise(place)).toBe(true);
});
