import { expect, test } from "vitest";
import type { Region } from "../../../src/people/contract.ts";
import { foldName } from "../../../src/people/fold-name.ts";
import { bareName, foldRegion } from "../../../src/people/region.ts";

test.each<[string, Region]>([
  ["Pemerintah Kabupaten Contoh", { kind: "kabupaten", name: "contoh" }],
  ["Pemerintah Daerah Kabupaten Barito Kuala", { kind: "kabupaten", name: "barito kuala" }],
  ["Pemkab Contoh", { kind: "kabupaten", name: "contoh" }],
  ["Kota Banjarmasin", { kind: "kota", name: "banjarmasin" }],
  ["Pemerintah Provinsi Kalimantan Selatan", { kind: "provinsi", name: "kalimantan selatan" }],
  ["Contoh", { kind: null, name: "contoh" }],
  ["Pemerintah Kabupaten", { kind: "kabupaten", name: null }],
  ["Pemerintah", { kind: null, name: null }],
  ["", { kind: null, name: null }],
])("the region in %j", (name, region) => {
  expect(foldRegion(name)).toEqual(region);
});

const kabupaten: Region = { kind: "kabupaten", name: "contoh" };
const kota: Region = { kind: "kota", name: "banjar" };
const unnamed: Region = { kind: null, name: null };

test.each<[string, Region, string]>([
  ["Dinas Kesehatan", kabupaten, "dinas kesehatan"],
  ["Dinas Kesehatan Contoh", kabupaten, "dinas kesehatan"],
  ["Dinas Kesehatan Kab. Contoh", kabupaten, "dinas kesehatan"],
  ["Dinas Kesehatan Kabupaten", kabupaten, "dinas kesehatan"],
  ["Dinas Kesehatan Pemerintah Kabupaten Contoh", kabupaten, "dinas kesehatan"],
  ["Dinas Kesehatan Pemerintah Daerah Kab. Contoh", kabupaten, "dinas kesehatan"],
  ["Pemerintah Kabupaten Contoh - Dinas Kesehatan", kabupaten, "dinas kesehatan"],
  ["Kab. Contoh, Dinas Kesehatan", kabupaten, "dinas kesehatan"],
  ["Inspektorat Kab. Contoh", kabupaten, "inspektorat"],
  ["Sekretariat Daerah Kab. Contoh", kabupaten, "sekretariat daerah"],
  // the same name, another government
  ["Dinas Kesehatan Kota Contoh", kabupaten, "dinas kesehatan kota contoh"],
  ["Dinas Kesehatan Provinsi", kabupaten, "dinas kesehatan provinsi"],
  ["Dinas Kesehatan Kabupaten Contoh Barat", kabupaten, "dinas kesehatan kabupaten contoh barat"],
  ["Pemerintah Kota Contoh", kabupaten, "pemerintah kota contoh"],
  // what would be left names no office
  ["Kecamatan Contoh", kabupaten, "kecamatan contoh"],
  ["RSUD Kab. Contoh", kabupaten, "rsud contoh"],
  ["Kecamatan Kota", kota, "kecamatan kota"],
  ["Kecamatan Banjar", kota, "kecamatan banjar"],
  // the Pemda itself
  ["Pemerintah Kabupaten Contoh", kabupaten, "pemerintah"],
  ["Pemda Kab. Contoh", kabupaten, "pemerintah"],
  ["Pemkab Contoh", kabupaten, "pemerintah"],
  ["Kabupaten Contoh", kabupaten, "pemerintah"],
  ["Contoh", kabupaten, "contoh"],
  ["Dinas Kesehatan Kab. Contoh", unnamed, "dinas kesehatan kabupaten contoh"],
])("%j in %j is %j", (name, region, bare) => {
  expect(bareName(foldName(name), region)).toBe(bare);
});
