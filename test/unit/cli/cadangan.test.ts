import { copyFileSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, test } from "vitest";
import { takeLock } from "../../../src/lock.ts";
import { auditRows, book, done, file, importSmall, path, siaga, useFolder } from "./siaga.ts";

useFolder();

const holders = () => book((sql) => sql.prepare<[], string>("select name from holders").pluck().all());

test("a backup taken while others have the book open comes back as it was; the old book stays aside", async () => {
  await importSmall();
  await book(async () => done("cadangkan", path("salinan.db")));
  expect(statSync(path("salinan.db")).mode & 0o777).toBe(0o600);
  expect(readdirSync(dirname(path("x"))).filter((name) => name.startsWith("salinan"))).toEqual([
    "salinan.db",
  ]);
  await done("kontak", "tambah", "dinkes", "admin", "Sesudahnya", "--email", "s@contoh.example");
  expect(holders()).toEqual(["Nurul", "Joko", "Sesudahnya"]);

  const out = await done("pulihkan", path("salinan.db"), "--ya", "--oleh", "Nurul");
  expect(holders()).toEqual(["Nurul", "Joko"]);
  expect(auditRows().at(-1)).toMatchObject({ by: "Nurul", action: "pulihkan" });
  const [aside = ""] = /\S+\.sebelum-\d+/u.exec(out) ?? [];
  copyFileSync(aside, path("siaga.db"));
  expect(holders()).toContain("Sesudahnya");
});

test("WhatsApp's sessions are forgotten, its credentials stay: the ratchet never goes back", async () => {
  await importSmall();
  book((sql) => {
    for (const type of ["session", "creds", "pre-key"])
      sql.prepare("insert into waAuth values (?, 'a', '{}')").run(type);
  });
  await done("cadangkan", path("salinan.db"));
  await done("pulihkan", path("salinan.db"), "--ya");
  const types = book((sql) => sql.prepare<[], string>("select type from waAuth order by type").pluck().all());
  expect(types).toEqual(["creds", "pre-key"]);
});

test("a book that cannot be opened is not called broken", async () => {
  await importSmall();
  mkdirSync(path("siaga.db-wal"));
  const { code, err } = await siaga("cadangkan", path("salinan.db"));
  expect([code, err]).toEqual([1, expect.stringMatching(/tidak dapat disalin ke .*SQLITE_CANTOPEN/u)]);
  expect(err).not.toContain("rusak");
  expect(existsSync(path("salinan.db"))).toBe(false);
});

test("a backup never writes over a file, and nothing is restored unasked, from rubbish, or under a running bot", async () => {
  await importSmall();
  const rubbish = file("catatan.txt", "bukan basis data");
  expect(await siaga("cadangkan", rubbish)).toMatchObject({
    code: 1,
    err: expect.stringContaining("sudah ada"),
  });
  expect(await siaga("pulihkan", rubbish, "--ya")).toMatchObject({
    code: 1,
    err: expect.stringContaining("rusak"),
  });
  writeFileSync(path("kosong.db"), "");
  expect(await siaga("pulihkan", path("kosong.db"), "--ya")).toMatchObject({ code: 1 });
  expect(await siaga("pulihkan", path("tiada.db"), "--ya")).toMatchObject({ code: 1 });

  await done("cadangkan", path("salinan.db"));
  expect(await siaga("pulihkan", path("salinan.db"))).toMatchObject({
    code: 1,
    err: expect.stringContaining("--ya"),
  });
  const lock = takeLock(path("siaga.db"));
  expect(await siaga("pulihkan", path("salinan.db"), "--ya")).toMatchObject({ code: 1 });
  lock.release();
  expect(holders()).toEqual(["Nurul", "Joko"]);
  expect(existsSync(path("siaga.db.pulih"))).toBe(false);
});

test("without a book there is nothing to back up", async () => {
  expect(await siaga("cadangkan", path("salinan.db"))).toMatchObject({ code: 1 });
  expect(existsSync(path("siaga.db"))).toBe(false);
});
