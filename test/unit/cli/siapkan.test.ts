import { expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { addFirst, type Answers } from "../../../src/cli/siapkan/first-config.ts";
import { changeConfig } from "../../../src/cli/shared/config-file/change-config.ts";
import { loadPeople } from "../../../src/people/store.ts";
import { siaga, useFolder } from "./siaga.ts";

useFolder();

const answers: Answers = {
  zone: "WITA",
  pemda: "Pemerintah Kabupaten Contoh",
  kominfo: { name: "Nurul", email: "lapor@contoh.example", wa: "" },
  opd: { code: "dinkes", name: "Dinas Kesehatan", sebutan: "Kepala Dinas" },
  admin: { name: "Joko", email: "", wa: "0812-0000-0051" },
  head: { name: "Siti", email: "siti@contoh.example", wa: "" },
};

test("the answers become a Pemda with a zone, its first office and the people who are told", () => {
  const db = openDb(":memory:");
  changeConfig(db, {
    now: 1_780_000_000,
    action: "siapkan",
    oleh: undefined,
    edit: (config) => addFirst(config, answers),
  });
  const people = loadPeople(db.sql);
  expect(people.root).toMatchObject({ code: "pemda", calendar: expect.stringMatching(/wita/iu) });
  const holders = [...people.holdersByPost.values()].flat();
  expect(holders.map(({ post, name, wa, email }) => [post, name, wa, email])).toEqual([
    ["kominfo", "Nurul", null, "lapor@contoh.example"],
    ["admin", "Joko", "+6281200000051", null],
    ["kepala", "Siti", null, "siti@contoh.example"],
  ]);
  db.close();
});

test("without a terminal it says how else, and creates nothing", async () => {
  expect(await siaga("siapkan")).toMatchObject({
    code: 1,
    err: expect.stringContaining("siaga konfig impor"),
  });
});
