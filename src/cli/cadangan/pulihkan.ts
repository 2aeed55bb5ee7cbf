import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { type Db, openDb } from "../../../db/open.ts";
import { takeLock } from "../../lock.ts";
import { databasePath } from "../../paths.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant } from "../shared/book.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printLine } from "../shared/print.ts";
import { copyBook } from "./copy-book.ts";

interface Options {
  readonly ya?: boolean;
  readonly oleh?: string;
}

/** `siaga pulihkan`: the bot must stand still; nothing is changed before the copy is proved whole. */
export async function pulihkan(file: string, { ya = false, oleh }: Options): Promise<void> {
  const path = databasePath(process.env);
  mkdirSync(dirname(path), { recursive: true });
  const lock = takeLock(path);
  const fresh = `${path}.pulih`;
  try {
    rmSync(fresh, { force: true });
    await copyBook(resolve(file), fresh);
    await confirmOrRefuse(`Ganti basis data ${path} dengan ${resolve(file)}?`, ya);
    prepare(fresh, { file: resolve(file), oleh });
    const old = putAside(path);
    renameSync(fresh, path);
    printLine(`Dipulihkan dari ${resolve(file)}.`);
    if (old !== null) printLine(`Basis data yang lama disimpan sebagai ${old}.`);
    printLine("Yang terjadi sesudah cadangan itu dibuat tidak tercatat: impor lagi ekspor LAPOR! terbaru.");
    printLine("Pesan yang terkirim sesudahnya dapat terkirim sekali lagi. Periksa: siaga status");
  } finally {
    rmSync(fresh, { force: true });
    lock.release();
  }
}

/** Brings it up to this program's tables, and says in it where it came from. */
function prepare(path: string, { file, oleh }: { file: string; oleh: string | undefined }): void {
  const db = openDb(path);
  try {
    db.sql.transaction(() => noteRestored(db, { file, oleh })).immediate();
    db.sql.pragma("wal_checkpoint(truncate)");
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

/** The old book with its log, under a name of its own; null: there was none. */
function putAside(path: string): string | null {
  if (!existsSync(path)) return null;
  const old = `${path}.sebelum-${currentInstant()}`;
  for (const end of ["-wal", "-shm", ""])
    if (existsSync(`${path}${end}`)) renameSync(`${path}${end}`, `${old}${end}`);
  return old;
}
