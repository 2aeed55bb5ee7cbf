import { copyFileSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { runKilled } from "./run-killed.ts";
import { book, done, importSmall, path, useFolder } from "./siaga.ts";

useFolder();

const names = (file = path("siaga.db")): string[] => {
  const db = openDb(file);
  try {
    return db.sql.prepare<[], string>("select name from holders order by id").pluck().all();
  } finally {
    db.close();
  }
};

/** The book of a bot that was killed: what came last stands in its log alone. */
async function leaveLog(): Promise<void> {
  const db = openDb(path("siaga.db"));
  db.sql.pragma("wal_autocheckpoint = 0");
  await done("kontak", "tambah", "dinkes", "admin", "Hanya di log", "--email", "s@contoh.example");
  mkdirSync(path("mati"));
  for (const end of ["", "-wal"]) copyFileSync(path(`siaga.db${end}`), path(`mati/siaga.db${end}`));
  db.close();
}

function putBack(): void {
  for (const name of readdirSync(path("."))) if (name.startsWith("siaga.db")) rmSync(path(name));
  for (const end of ["", "-wal"]) copyFileSync(path(`mati/siaga.db${end}`), path(`siaga.db${end}`));
}

test("killed at any step, a restore leaves the old book with all that its log held, or the new one; never none", async () => {
  await importSmall();
  // more than one step of copying
  book((sql) => sql.exec("insert into settings (key, value) values ('besar', hex(zeroblob(4300000)))"));
  await done("cadangkan", path("salinan.db"));
  await leaveLog();
  const before = ["Nurul", "Joko", "Hanya di log"];
  copyFileSync(path("mati/siaga.db"), path("tanpa-log.db"));
  expect(names(path("tanpa-log.db"))).toEqual(["Nurul", "Joko"]);
  const restored = ["Nurul", "Joko"];
  const seen: string[][] = [];
  for (let step = 1, ended: unknown = "SIGKILL"; ended === "SIGKILL"; step++) {
    putBack();
    ended = await runKilled(step, "pulihkan", path("salinan.db"), "--ya");
    expect(["SIGKILL", 0]).toContain(ended);
    seen.push(names());
    expect([before, restored]).toContainEqual(seen.at(-1));
    await done("pulihkan", path("salinan.db"), "--ya");
    expect(names()).toEqual(restored);
    expect(readdirSync(path(".")).filter((name) => /\.(?:part|pulih|lama)/u.test(name))).toEqual([]);
  }
  expect(seen.at(-1)).toEqual(restored);
  expect(seen.filter((book) => book.length === before.length).length).toBeGreaterThan(5);
}, 120_000);
