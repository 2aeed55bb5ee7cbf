import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { replaceBook } from "../../../src/cli/cadangan/replace-book.ts";
import { takeLock } from "../../../src/lock.ts";
import { runKilled } from "./run-killed.ts";
import { auditRows, book, done, file, importSmall, path, siaga, useFolder } from "./siaga.ts";

useFolder();

const left = () => readdirSync(path(".")).filter((name) => name.startsWith("salinan"));
const holders = () => book((sql) => sql.prepare<[], string>("select name from holders").pluck().all());

test("a backup taken while others have the book open comes back as it was; the old book stays aside", async () => {
  await importSmall();
  const other = openDb(path("siaga.db"));
  await done("cadangkan", path("salinan.db"));
  other.close();
  expect(statSync(path("salinan.db")).mode & 0o777).toBe(0o600);
  expect(left()).toEqual(["salinan.db"]);
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

test("a book that somebody has open is not replaced: what he confirms later would be lost", async () => {
  await importSmall();
  await done("cadangkan", path("salinan.db"));
  await done("kontak", "tambah", "dinkes", "admin", "Sesudahnya", "--email", "s@contoh.example");
  const asked = openDb(path("siaga.db")); // a command that waits for its answer
  expect(await siaga("pulihkan", path("salinan.db"), "--ya")).toMatchObject({
    code: 1,
    err: expect.stringMatching(/sedang dibuka perintah lain.*ulangi/u),
  });
  copyFileSync(path("salinan.db"), path("baru.db"));
  const late = replaceBook(path("siaga.db"), { fresh: path("baru.db"), old: path("lama.db") });
  await expect(late).rejects.toThrow(/sedang dibuka perintah lain/u);
  asked.sql.prepare("update holders set name = 'Dijawab' where name = 'Sesudahnya'").run();
  asked.close();
  expect(holders()).toEqual(["Nurul", "Joko", "Dijawab"]);
  await done("pulihkan", path("salinan.db"), "--ya");
  expect(holders()).toEqual(["Nurul", "Joko"]);
});

test("in the place of none, of rubbish and of a book with other pages: logs of before do not come in, the old one is kept", async () => {
  await importSmall();
  await done("cadangkan", path("salinan.db"));
  const restoreOver = async (content: string | null): Promise<string> => {
    rmSync(path("siaga.db"));
    if (content !== null) writeFileSync(path("siaga.db"), content);
    writeFileSync(path("siaga.db-wal"), "catatan dari basis data lain ".repeat(5000));
    const out = await done("pulihkan", path("salinan.db"), "--ya");
    expect(holders()).toEqual(["Nurul", "Joko"]);
    return /\S+\.sebelum-\d+/u.exec(out)?.[0] ?? "";
  };
  expect(await restoreOver(null)).toBe("");
  const rubbish = "bukan basis data ".repeat(1000);
  expect(readFileSync(await restoreOver(rubbish), "utf8")).toBe(rubbish);

  const other = openDb(path("siaga.db"));
  for (const pragma of ["journal_mode = delete", "page_size = 4096"]) other.sql.pragma(pragma);
  other.sql.exec("update holders set name = 'Halaman kecil'; vacuum");
  other.close();
  const out = await done("pulihkan", path("salinan.db"), "--ya");
  expect(holders()).toEqual(["Nurul", "Joko"]);
  copyFileSync(/\S+\.sebelum-\d+/u.exec(out)?.[0] ?? "", path("siaga.db"));
  expect(holders()).toEqual(["Halaman kecil", "Halaman kecil"]);
});

test("a backup ends while others write without a pause, and holds what was there when it began", async () => {
  await importSmall();
  const other = openDb(path("siaga.db"));
  other.sql.exec("insert into settings (key, value) values ('besar', hex(zeroblob(20000000)))");
  const write = other.sql.prepare("update holders set name = name || 'x'");
  let isWriting = true;
  const writeOn = () => {
    if (!isWriting) return;
    write.run();
    setImmediate(writeOn);
  };
  const copying = done("cadangkan", path("salinan.db"));
  setImmediate(writeOn);
  await copying;
  isWriting = false;
  const [now = ""] = holders();
  other.close();
  await done("pulihkan", path("salinan.db"), "--ya");
  const [then = ""] = holders();
  expect(then).toMatch(/^Nurulx*$/u);
  expect(now.length).toBeGreaterThan(then.length);
});

test("a backup that was killed leaves no file of its name, and the next one clears up and goes through", async () => {
  await importSmall();
  expect(await runKilled(2, "cadangkan", path("salinan.db"))).toBe("SIGKILL"); // whole, but without its name
  expect(left()).toEqual(["salinan.db.part"]);
  expect(statSync(path("salinan.db.part")).mode & 0o777).toBe(0o600);
  writeFileSync(path("salinan.db.part-journal"), "catatan yang tertinggal");
  await done("cadangkan", path("salinan.db"));
  expect(left()).toEqual(["salinan.db"]);
});
