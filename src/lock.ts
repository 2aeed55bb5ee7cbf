import { existsSync } from "node:fs";
import Database from "better-sqlite3";
import { UserError } from "./user-error.ts";

export interface Lock {
  release(): void;
}

/** Whoever asks whether a bot runs, and a bot that is about to end, let go within this time. */
const patienceMs = 2000;

/**
 * One bot per book: an exclusive lock on a file beside it, held by the operating system, so that it is gone the moment
 * the process is, however it ends. Waits two seconds at most; throws UserError when another one still holds it then.
 */
export function takeLock(dbPath: string): Lock {
  const file = new Database(fileOf(dbPath), { timeout: patienceMs });
  try {
    file.exec("begin exclusive");
  } catch (error) {
    file.close();
    if (!isBusy(error)) throw error;
    throw new UserError(
      "Bot Siaga sudah berjalan dengan basis data ini. Hentikan dahulu bot itu (systemctl stop siaga, atau Ctrl+C), lalu ulangi.",
    );
  }
  return { release: () => file.close() };
}

/** Whether a bot runs on this book right now. Many may ask at once: to look is not to take. */
export function isRunning(dbPath: string): boolean {
  if (!existsSync(fileOf(dbPath))) return false;
  const file = new Database(fileOf(dbPath), { readonly: true, timeout: 0 });
  try {
    file.pragma("schema_version");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    file.close();
  }
}

function fileOf(dbPath: string): string {
  return `${dbPath}.kunci`;
}

function isBusy(error: unknown): boolean {
  return (error as { code?: string }).code === "SQLITE_BUSY";
}
