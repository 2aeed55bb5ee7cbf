import Database from "better-sqlite3";
import { UserError } from "./user-error.ts";

export interface Lock {
  release(): void;
}

/**
 * One bot per book: an exclusive lock on a file beside it, held by the operating system, so that it is gone the moment
 * the process is, however it ends. Throws UserError when another one holds it.
 */
export function takeLock(dbPath: string): Lock {
  const file = new Database(`${dbPath}.kunci`, { timeout: 0 });
  try {
    file.exec("begin exclusive");
  } catch (error) {
    file.close();
    if ((error as { code?: string }).code !== "SQLITE_BUSY") throw error;
    throw new UserError(
      "Bot Siaga sudah berjalan dengan basis data ini. Hentikan dahulu bot itu (systemctl stop siaga, atau Ctrl+C), lalu ulangi.",
    );
  }
  return { release: () => file.close() };
}

/** Whether a bot runs on this book right now. */
export function isRunning(dbPath: string): boolean {
  try {
    takeLock(dbPath).release();
    return false;
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}
