import { expect, test } from "vitest";
import { describePost } from "../../../src/escalation/words.ts";
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

test.each([
  ["kepala_daerah", root, "Bupati"],
  ["kepala_daerah", { ...root, sebutan: null }, "Kepala Daerah"],
  ["kepala_daerah", dinkes, "Kepala Daerah"],
  ["kepala_daerah", null, "Kepala Daerah"],
  ["kepala", dinkes, "Kepala Dinas Kesehatan"],
  ["admin", dinkes, "Admin Dinas Kesehatan"],
])("%s is addressed as people say it", (post, unit, words) => {
  expect(describePost(post, unit)).toBe(words);
});
