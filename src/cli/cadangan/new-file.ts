import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, resolve } from "node:path";
import { UserError } from "../../user-error.ts";
import { callAtEnd } from "../shared/call-at-end.ts";

/**
 * Makes a file that only this user may read and that nobody sees half done: `fill` gets the name under which it grows,
 * which one that was killed leaves to the next to clear away. Throws UserError where a file of that name stands already, or where none can be made.
 */
export async function makeFile(
  path: string,
  fill: (part: string) => Promise<void>,
  part = `${path}.part`,
): Promise<void> {
  if (existsSync(path)) throw alreadyThere(path);
  const remove = () => removeBook(part);
  const forget = callAtEnd(remove);
  try {
    remove();
    createEmpty(part, path);
    await fill(part);
    placeNew(part, path);
  } finally {
    remove();
    forget();
  }
}

/** A book with whatever SQLite keeps beside it: a journal left behind would be played back into the next file of that name. */
export function removeBook(path: string): void {
  for (const end of ["-journal", "-wal", "-shm", ""]) rmSync(`${path}${end}`, { force: true });
}

/** Made before anything is in it, so that nobody else can read it at any moment. */
function createEmpty(part: string, path: string): void {
  try {
    writeFileSync(part, "", { flag: "wx", mode: 0o600 });
  } catch (error) {
    throw new UserError(`Berkas ${resolve(path)} tidak dapat ditulis. Periksa folder dan izinnya.`, {
      cause: error,
    });
  }
}

function placeNew(part: string, path: string): void {
  try {
    linkSync(part, path); // unlike a rename it never replaces anything
  } catch (error) {
    // Not every file system knows links: those of USB sticks do not.
    if ((error as { code?: string }).code === "EEXIST" || existsSync(path)) throw alreadyThere(path);
    renameSync(part, path);
  }
  syncFolder(dirname(path));
}

/** So that a new name outlives a power cut. */
export function syncFolder(folder: string): void {
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function alreadyThere(path: string): UserError {
  return new UserError(`Berkas ${resolve(path)} sudah ada dan tidak ditimpa. Pilih nama lain.`);
}
