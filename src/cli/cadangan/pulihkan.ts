import { existsSync, mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Db, openDb } from "../../../db/open.ts";
import { takeLock } from "../../lock.ts";
import { databasePath } from "../../paths.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { callAtEnd } from "../shared/call-at-end.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printLine } from "../shared/print.ts";
import { copyBook } from "./copy-book.ts";
import { removeBook } from "./new-file.ts";
import { replaceBook, settleBook } from "./replace-book.ts";

interface Options {
  readonly ya?: boolean;
  readonly oleh?: string;
}

/** `siaga pulihkan`: bot and commands must stand still; nothing is changed before the copy is proved whole. */
export async function pulihkan(file: string, { ya = false, oleh }: Options): Promise<void> {
  const path = databasePath(process.env);
  mkdirSync(dirname(path), { recursive: true });
  const lock = takeLock(path);
  const fresh = `${path}.pulih`;
  const old = freeName(path, currentInstant());
  const clean = () => removeBook(fresh);
  const forget = callAtEnd(clean);
  try {
    clean();
    settleBook(path); // said before a long copy; asked again when it counts
    await copyBook(resolve(file), fresh);
    await confirmOrRefuse(`Ganti basis data ${path} dengan ${resolve(file)}?`, ya);
    prepare(fresh, { file: resolve(file), oleh });
    const hadOne = await replaceBook(path, { fresh, old });
    printLine(`Dipulihkan dari ${resolve(file)}.`);
    if (hadOne) printLine(`Basis data yang lama disimpan sebagai ${old}.`);
    printLine("Yang terjadi sesudah cadangan itu dibuat tidak tercatat: impor lagi ekspor LAPOR! terbaru.");
    printLine("Pesan yang terkirim sesudahnya dapat terkirim sekali lagi. Periksa: siaga status");
  } finally {
    clean();
    forget();
    lock.release();
  }
}

/** For the old book: two restores of one second keep two. */
function freeName(path: string, now: number): string {
  const name = `${path}.sebelum-${now}`;
  return existsSync(name) ? freeName(path, now + 1) : name;
}

/** Brings it up to this program's tables, and says in it where it came from. */
function prepare(path: string, { file, oleh }: { file: string; oleh: string | undefined }): void {
  const db = openDb(path);
  try {
    db.sql.transaction(() => noteRestored(db, { file, oleh })).immediate();
    db.sql.pragma("journal_mode = delete"); // one file, without a log beside it
  } finally {
    db.close();
  }
}

function noteRestored(db: Db, { file, oleh }: { file: string; oleh: string | undefined }): void {
  writeAudit(db, {
    now: currentInstant(),
    action: "pulihkan",
    subject: "basis data",
    before: null,
    after: { file },
    by: oleh ?? null,
  });
}
