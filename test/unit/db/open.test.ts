import { execFileSync, fork } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { is } from "drizzle-orm";
import { getTableConfig, SQLiteTable } from "drizzle-orm/sqlite-core";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DatabaseError, openDb, type Sql } from "../../../db/open.ts";
import * as schema from "../../../db/schema/index.ts";
import { home } from "../../../src/paths.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-db-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("openDb", () => {
  test("every open is WAL, fully synchronous and minds foreign keys; also the second, where WAL would fall back", () => {
    for (let opens = 0; opens < 3; opens++) {
      const db = openDb(join(folder, "a.db"));
      db.sql.prepare("insert or replace into settings (key, value) values ('x', ?)").run(String(opens));
      const read = (name: string) => db.sql.pragma(name, { simple: true });
      expect([read("journal_mode"), read("synchronous"), read("foreign_keys")]).toEqual(["wal", 2, 1]);
      db.close();
    }
  });

  test("the tables of the schema are those that the migrations make", () => {
    const db = openDb(":memory:");
    const tables = Object.values(schema).filter((each) => is(each, SQLiteTable));
    expect(tables.length).toBeGreaterThan(20);
    for (const table of tables) {
      const config = getTableConfig(table);
      const made = db.sql.pragma(`table_info("${config.name}")`) as {
        name: string;
        notnull: number;
        type: string;
        pk: number;
      }[];
      const wanted = config.columns.map(
        (column) => `${column.name} ${column.getSQLType()} ${column.notNull}`,
      );
      expect(
        made
          .map(({ name, type, notnull, pk }) => `${name} ${type.toLowerCase()} ${notnull === 1 || pk > 0}`)
          .toSorted((a, b) => (a < b ? -1 : 1)),
        config.name,
      ).toEqual(wanted.toSorted((a, b) => (a < b ? -1 : 1)));
      const indexes = db.sql.pragma(`index_list("${config.name}")`) as { name: string }[];
      for (const index of config.indexes)
        expect(indexes.map(({ name }) => name)).toContain(index.config.name);
    }
    const known = tables.map((table) => getTableConfig(table).name);
    const made = db.sql.prepare("select name from sqlite_master where type = 'table'").pluck().all();
    expect(new Set(made)).toEqual(new Set(known));
  });

  test("a newer book is not touched by an older program", () => {
    const path = join(folder, "a.db");
    const db = openDb(path);
    db.sql.pragma("user_version = 999");
    db.close();
    expect(() => openDb(path)).toThrow(/lebih baru/u);
  });

  test("a new book, its folder and its companions are for nobody but the account that made them", () => {
    const path = join(folder, "buku", "a.db");
    const db = openDb(path);
    db.sql.exec("insert into settings (key, value) values ('x', '1')");
    const modes = [join(folder, "buku"), path, `${path}-wal`].map((each) => statSync(each).mode & 0o777);
    expect(modes).toEqual([0o700, 0o600, 0o600]);
    db.close();
  });

  test.each([
    ["that never counted its versions", "create table kontak (x)"],
    ["that did", "create table kontak (x); pragma user_version = 3"],
    [
      "that says whose it is",
      "create table complaints (x); pragma user_version = 3; pragma application_id = 7",
    ],
  ])("another program's file %s is not touched", (_, make) => {
    const path = join(folder, "lain.db");
    const other = new Database(path);
    other.exec(make);
    other.close();
    const before = readFileSync(path);
    expect(() => openDb(path)).toThrow(DatabaseError);
    expect(() => openDb(path)).toThrow(/program lain.*SIAGA_DB/u);
    expect(readFileSync(path).equals(before)).toBe(true);
  });

  test("a book from before the mark opens as ever", () => {
    const path = join(folder, "a.db");
    const db = openDb(path);
    expect(db.sql.pragma("application_id", { simple: true })).toBe(0x53494147);
    db.sql.pragma("application_id = 0");
    db.close();
    openDb(path).close();
  });

  const bad: [string, () => string, RegExp][] = [
    [
      "no database",
      () => write("a.db", "ini bukan basis data, melainkan teks yang cukup panjang ".repeat(20)),
      /bukan basis data SQLite/u,
    ],
    ["a folder", () => folder, /tidak dapat dibuka/u],
    ["below a file", () => join(write("berkas", "x"), "a.db"), /foldernya adalah berkas/u],
  ];
  test.each(bad)("%s: one sentence that says what to do", (_, make, sentence) => {
    const path = make();
    expect(() => openDb(path)).toThrow(DatabaseError);
    expect(() => openDb(path)).toThrow(sentence);
  });

  test("messages of a book from before know their round, which stood in their keys", () => {
    const path = join(folder, "a.db");
    const old = new Database(path);
    const migrations = join(home, "db", "migrations");
    for (const name of readdirSync(migrations).sort().slice(0, 10))
      old.exec(readFileSync(join(migrations, name), "utf8"));
    old.pragma("user_version = 10");
    const insert = old.prepare(
      `insert into outbox (key, channel, intended, recipient, person, kind, escalationId, step, occurrence, reason, state,
         dueAt, notBefore, createdAt) values (?, 'email', 'email', '', '', 'step', ?, ?, 0, 'due', 'pending', 0, 0, 0)`,
    );
    insert.run("e12/2.1/0/h7/email", 12, 2);
    insert.run("again3/e12/12.10/0/h2/email", 12, 12);
    insert.run("e12/2.0/1/h7/email", 12, 2);
    insert.run("e12/moved/h7", 12, 2);
    insert.run("alarm/1795000000/stale", null, null);
    old.close();
    const db = openDb(path);
    expect(db.sql.prepare("select round from outbox order by id").pluck().all()).toEqual([1, 10, 0, 0, 0]);
    db.close();
  });

  test("a damaged book is said to be damaged, and left as it is", () => {
    const path = join(folder, "a.db");
    openDb(path).close();
    const bytes = readFileSync(path);
    bytes.fill(0x5a, 100, 4096);
    writeFileSync(path, bytes);
    expect(() => openDb(path)).toThrow(/rusak|bukan basis data/u);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  test("two processes write the same book at the same time without locking each other out", async () => {
    const path = join(folder, "a.db");
    openDb(path).close();
    const script = join(folder, "writer.mts");
    writeFileSync(
      script,
      `import { openDb } from ${JSON.stringify(join(home, "db/open.ts"))};
       const db = openDb(${JSON.stringify(path)});
       const put = db.sql.prepare("insert into audit (at, osUser, action, subject) values (1, 'a', ?, 'b')");
       for (let n = 0; n < 300; n++) db.sql.transaction(() => put.run(process.argv[2])).immediate();`,
    );
    const writers = ["one", "two"].map((name) => fork(script, [name], { execArgv: [] }));
    const codes = await Promise.all(writers.map(async (writer) => (await once(writer, "exit"))[0] as number));
    expect(codes).toEqual([0, 0]);
    const db = openDb(path);
    expect(db.sql.prepare("select count(*) from audit").pluck().get()).toBe(600);
    db.close();
  });

  test("two processes that open a new book at once migrate it once", () => {
    const path = join(folder, "neu", "a.db");
    mkdirSync(join(folder, "neu"));
    const code = `import { openDb } from ${JSON.stringify(join(home, "db/open.ts"))}; openDb(${JSON.stringify(path)}).close();`;
    const node = join(home, "node_modules/.bin/node");
    const run = `"${node}" --input-type=module-typescript -e '${code}'`;
    execFileSync("sh", ["-c", `${run} & ${run} & ${run} & wait`]);
    const db = openDb(path);
    expect(ruleNames(db.sql)).toContain("Tindak lanjut pertama");
    expect(ruleNames(db.sql)).toEqual(ruleNames(openDb(":memory:").sql));
    db.close();
  });
});

function ruleNames(sql: Sql): unknown[] {
  return sql.prepare("select name from rules order by id").pluck().all();
}

function write(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}
