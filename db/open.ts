import { closeSync, mkdirSync, openSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import Database from "better-sqlite3";
import type { BetterSQLite3Database } from "drizzle-orm/better-sqlite3";
import { describeFault } from "./faults.ts";

export type Sql = Database.Database;
type Orm = BetterSQLite3Database;

/** The open book: `sql` for prepared statements on hot paths, `orm()` for the rest. */
export interface Db {
  readonly path: string;
  readonly sql: Sql;
  orm(): Orm;
  close(): void;
}

/** A sentence for the operator: what is wrong with the file and what to do. */
export class DatabaseError extends Error {
  override name = "DatabaseError";
}

const migrationsFolder = join(import.meta.dirname, "migrations");

/**
 * Opens (and where needed creates and migrates) the SQLite file; ":memory:" for one that vanishes.
 * Throws DatabaseError with an Indonesian sentence when the file cannot be used.
 */
export function openDb(path: string): Db {
  const sql = describeFailures(path, () => connect(path));
  let orm: Orm | undefined;
  return {
    path,
    sql,
    orm: () => (orm ??= loadOrm(sql)),
    close: () => sql.close(),
  };
}

function connect(path: string): Sql {
  if (path !== ":memory:") prepareFile(path);
  const sql = new Database(path, { timeout: 10_000 });
  try {
    refuseForeign(path, sql);
    setPragmas(sql);
    migrate(sql);
  } catch (error) {
    sql.close();
    throw error;
  }
  return sql;
}

/** A new book is for the account that makes it alone; SQLite gives its companion files the same rights. */
function prepareFile(path: string): void {
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  try {
    closeSync(openSync(path, "wx", 0o600));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
}

/** "SIAG", where SQLite keeps whose file it is. */
const applicationId = 0x53494147;

/** Before anything is written: another program's file must not become half a book. Books from before the mark have our tables. */
function refuseForeign(path: string, sql: Sql): void {
  const owner = sql.pragma("application_id", { simple: true });
  if (owner === applicationId) return;
  const names: unknown[] = sql.prepare("select name from sqlite_schema where type = 'table'").pluck().all();
  const isOurs = names.length === 0 || (currentVersion(sql) > 0 && names.includes("complaints"));
  if (owner === 0 && isOurs) return;
  throw new DatabaseError(
    `Berkas ${path} adalah basis data program lain, jadi tidak disentuh. Periksa SIAGA_DB.`,
  );
}

function setPragmas(sql: Sql): void {
  // Of a new book only: its rows come in groups, and half as many pages hold them.
  sql.pragma("page_size = 8192");
  sql.pragma("journal_mode = WAL");
  // better-sqlite3 is built so that WAL runs at NORMAL: a power cut could forget what was already sent.
  sql.pragma("synchronous = FULL");
  sql.pragma("foreign_keys = ON");
  sql.pragma("trusted_schema = OFF");
  // what an official wrote is forgotten once it is handled, also on the disk
  sql.pragma("secure_delete = ON");
}

function migrate(sql: Sql): void {
  const names = migrationNames();
  if (currentVersion(sql) === names.length) return;
  // A book from before the mark gets it with its next migration.
  sql
    .transaction(() => {
      const done = currentVersion(sql);
      if (done > names.length)
        throw new DatabaseError(
          `Basis data ini dibuat oleh Siaga yang lebih baru (versi ${done}, program ini ${names.length}). Perbarui program Siaga.`,
        );
      for (const name of names.slice(done)) sql.exec(readFileSync(join(migrationsFolder, name), "utf8"));
      sql.pragma(`user_version = ${names.length}`);
      sql.pragma(`application_id = ${applicationId}`);
    })
    .immediate();
}

function migrationNames(): string[] {
  return readdirSync(migrationsFolder)
    .filter((name) => name.endsWith(".sql"))
    .sort();
}

function currentVersion(sql: Sql): number {
  return sql.pragma("user_version", { simple: true }) as number;
}

function loadOrm(sql: Sql): Orm {
  const load = createRequire(import.meta.url);
  const { drizzle } = load("drizzle-orm/better-sqlite3") as typeof import("drizzle-orm/better-sqlite3");
  return drizzle(sql);
}

/** Of the folder in which the file is made. */
const folderSentences: Readonly<Record<string, string>> = {
  EACCES: "tidak boleh dibuka pengguna ini. Beri izin pada foldernya",
  EEXIST: "tidak dapat dibuat: foldernya adalah berkas. Periksa SIAGA_DB",
  ENOTDIR: "tidak dapat dibuat: foldernya adalah berkas. Periksa SIAGA_DB",
  EROFS: "tidak dapat dibuat: penyimpanan hanya dapat dibaca",
  ENOSPC: "tidak dapat dibuat: penyimpanan penuh. Kosongkan ruang lalu ulangi",
};

function describeFailures<T>(path: string, open: () => T): T {
  try {
    return open();
  } catch (error) {
    const sentence = folderSentences[(error as { code?: string }).code ?? ""];
    const line = sentence ? `Basis data ${path} ${sentence}.` : describeFault(path, error);
    if (line === null) throw error;
    throw new DatabaseError(line, { cause: error });
  }
}
