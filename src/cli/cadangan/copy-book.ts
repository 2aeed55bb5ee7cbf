import { existsSync } from "node:fs";
import { resolve } from "node:path";
import Database from "better-sqlite3";
import { forgetUsedKeys } from "../../connections/whatsapp/auth.ts";
import { UserError } from "../../user-error.ts";
import { copyPages } from "./copy-pages.ts";
import { makeFile } from "./new-file.ts";

/**
 * Copies a book, whoever else has it open, into one new file that only this user may read, and proves the copy whole.
 * Throws UserError where a file of that name stands already, where it cannot be written, or where the book is damaged.
 */
export async function copyBook(from: string, to: string): Promise<void> {
  if (!existsSync(from)) throw new UserError(`Basis data ${from} tidak ada.`);
  await makeFile(to, async (part) => {
    try {
      await copyPages(from, part);
      checkBook(part);
    } catch (error) {
      if (error instanceof UserError) throw error;
      throw new UserError(whyNotCopied(error, from, to), { cause: error });
    }
  });
}

/** A full disk is no damage: who reads that the book is broken may throw it away. */
function whyNotCopied(error: unknown, from: string, to: string): string {
  const { code = "" } = error as { code?: string };
  if (code.startsWith("SQLITE_FULL"))
    return `Tidak ada tempat lagi untuk ${resolve(to)}. Kosongkan ruang pada disknya, atau pilih folder lain.`;
  if (/^SQLITE_(?:CANTOPEN|READONLY|IOERR|BUSY|PERM)/u.test(code))
    return `${from} tidak dapat disalin ke ${resolve(to)} (${code}). Periksa disk, folder, dan izin keduanya.`;
  return `Berkas ${from} rusak atau bukan basis data Siaga, jadi tidak disalin. Periksa nama berkasnya.`;
}

const bookTables = ["complaints", "escalations", "outbox", "settings", "waAuth"];

/**
 * Throws unless the file is whole and a book of Siaga. It becomes a single file, without a log beside it, and without the
 * WhatsApp keys that the original goes on using: whoever brings it back, by whatever means, does not bring those back.
 */
function checkBook(path: string): void {
  const copy = new Database(path);
  try {
    copy.pragma("journal_mode = delete");
    const state = copy.pragma("integrity_check", { simple: true });
    const tables = copy
      .prepare<[], string>("select name from sqlite_master where type = 'table'")
      .pluck()
      .all();
    const isBook = bookTables.every((name) => tables.includes(name));
    if (state !== "ok" || !isBook) throw new Error(String(state));
    forgetUsedKeys(copy);
  } finally {
    copy.close();
  }
}
