import { expect, test } from "vitest";
import { describePost, describePostBriefly } from "../../../src/escalation/words.ts";
import type { Unit } from "../../../src/people/contract.ts";

const root: Unit = {
  id: 1,
  code: "pemda",
  name: "Pemerintah Kabupaten Contoh",
  sebutan: "Bupati",
  externalId: null,
  parentId: null,
  calendar: null,
};
const dinkes: Unit = { ...root, id: 2, name: "Dinas Kesehatan", sebutan: "Kepala Dinas", parentId: 1 };
const rsud: Unit = { ...dinkes, name: "RSUD Contoh", sebutan: "Direktur" };

test.each([
  ["kepala_daerah", root, "Bupati"],
  ["kepala_daerah", { ...root, sebutan: null }, "Kepala Daerah"],
  ["kepala_daerah", dinkes, "Kepala Daerah"],
  ["kepala_daerah", null, "Kepala Daerah"],
  ["kepala", dinkes, "Kepala Dinas Kesehatan"],
  ["kepala", rsud, "Direktur RSUD Contoh"],
  ["kepala", { ...dinkes, name: "Dinasti Batik" }, "Kepala Dinas Dinasti Batik"],
  ["kepala", { ...dinkes, sebutan: null }, "Kepala Dinas Kesehatan"],
  ["kepala", { ...dinkes, sebutan: null, name: "Kepala Batas" }, "Kepala Batas"],
  ["kepala", null, "Kepala OPD"],
  ["admin", dinkes, "Admin Dinas Kesehatan"],
  ["admin", null, "Admin"],
  ["sekretaris", dinkes, "Sekretaris Dinas Kesehatan"],
  ["kominfo", root, "Admin Kominfo"],
  ["kepala_kominfo", root, "Kepala Dinas Kominfo"],
  ["inspektorat", dinkes, "Inspektorat"],
  ["bendahara", dinkes, "Bendahara Dinas Kesehatan"],
  ["kepala_bidang", null, "Kepala Bidang"],
  ["", dinkes, ""],
])("%s is addressed as people say it", (post, unit, words) => {
  expect(describePost(post, unit)).toBe(words);
});

test.each([
  ["kepala", rsud, "Direktur"],
  ["kepala", { ...dinkes, sebutan: null }, "Kepala"],
  ["kepala", null, "Kepala"],
  ["kepala_daerah", dinkes, "Bupati"],
  ["admin", dinkes, "admin"],
  ["sekretaris", dinkes, "sekretaris"],
  ["kepala_kominfo", root, "Kepala Dinas Kominfo"],
  ["kepala_bidang", dinkes, "Kepala Bidang"],
])("%s is named briefly below the name of the office", (post, unit, words) => {
  expect(describePostBriefly(post, unit, root)).toBe(words);
});

test("without a name for the regional head, a list says Kepala Daerah", () => {
  expect(describePostBriefly("kepala_daerah", dinkes, null)).toBe("Kepala Daerah");
});
