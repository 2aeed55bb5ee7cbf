import { constants, copyFileSync, existsSync, renameSync } from "node:fs";
import { dirname } from "node:path";
import Database from "better-sqlite3";
import { UserError } from "../../user-error.ts";
import { copyPages, inUse } from "./copy-pages.ts";
import { makeFile, syncFolder } from "./new-file.ts";

/**
 * Brings the log of a book into it, which works only while nobody else has it open. Throws UserError where somebody has.
 * No book, or one that cannot be read at all, is left as it is.
 */
export function settleBook(path: string): void {
  if (!existsSync(path)) return;
  const book = new Database(path, { timeout: 2000 });
  try {
    book.pragma("journal_mode = delete");
  } catch (error) {
    if (isDamage(error)) return;
    throw codeOf(error).startsWith("SQLITE_BUSY") ? new UserError(inUse(path), { cause: error }) : error;
  } finally {
    book.close();
  }
}

/**
 * Puts the book `fresh` in the place of that at `path` and keeps the old one as `old`, in such an order that at every
 * instant `path` is a whole book: the old one until one transaction of SQLite makes it the new. Nothing is renamed, for who
 * opened the old file meanwhile would go on writing into it. Answers whether there was an old one.
 */
export async function replaceBook(path: string, { fresh, old }: { fresh: string; old: string }) {
  const hadOne = existsSync(path);
  if (!hadOne || !(await isReplaced(path, { fresh, old }))) moveIn(path, { fresh, old });
  return hadOne;
}

async function isReplaced(path: string, { fresh, old }: { fresh: string; old: string }): Promise<boolean> {
  try {
    settleBook(path);
    await makeFile(old, (part) => copyPages(path, part), `${path}.lama`);
    await copyPages(fresh, path);
    return true;
  } catch (error) {
    if (isDamage(error)) return false;
    throw error;
  }
}

/** In the place of none, or of what is so damaged that nobody can be using it. Logs without a book would spoil the new one. */
function moveIn(path: string, { fresh, old }: { fresh: string; old: string }): void {
  if (existsSync(path) && !existsSync(old)) copyFileSync(path, old, constants.COPYFILE_FICLONE);
  for (const end of ["-journal", "-wal", "-shm"])
    if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${old}${end}`);
  renameSync(fresh, path);
  syncFolder(dirname(path));
}

function isDamage(error: unknown): boolean {
  return /^SQLITE_(?:NOTADB|CORRUPT)/u.test(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as { code?: string }).code ?? "";
}
