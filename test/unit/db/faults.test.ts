import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { describeFault } from "../../../db/faults.ts";
import { openDb } from "../../../db/open.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-faults-"));
  openDb(join(folder, "a.db")).close();
});
afterEach(() => rmSync(folder, { recursive: true }));

function faultOf(use: () => unknown): unknown {
  try {
    use();
  } catch (error) {
    return error;
  }
  throw new Error("nothing failed");
}

const write = "insert into settings (key, value) values ('a', hex(zeroblob(100000)))";

const faults: [string, () => unknown, RegExp][] = [
  [
    "no room",
    () => {
      const db = new Database(join(folder, "a.db"));
      db.pragma("max_page_count = 1"); // as many as there are
      return db.exec(write);
    },
    /^Basis data a\.db tidak dapat ditulis: penyimpanan penuh\. Kosongkan ruang lalu ulangi\.$/u,
  ],
  [
    "no right to write",
    () => new Database(join(folder, "a.db"), { readonly: true }).exec(write),
    /hanya dapat dibaca\. Beri izin/u,
  ],
  ["a folder of that name", () => new Database(folder).exec(write), /tidak dapat dibuka\. Periksa/u],
  [
    "in use",
    () => {
      new Database(join(folder, "a.db")).exec("begin immediate");
      return new Database(join(folder, "a.db"), { timeout: 0 }).exec(write);
    },
    /sedang dikunci program lain\. Tutup/u,
  ],
];

test.each(faults)("%s: one sentence that says what to do", (_, use, sentence) => {
  expect(describeFault("a.db", faultOf(use))).toMatch(sentence);
});

test("what is no fault of the file is not called one", () => {
  const db = new Database(join(folder, "a.db"));
  expect(
    describeFault(
      "a.db",
      faultOf(() => db.exec("insert into settings values (null, null)")),
    ),
  ).toBeNull();
  expect(describeFault("a.db", new Error("lain"))).toBeNull();
  expect(describeFault("a.db", null)).toBeNull();
});
