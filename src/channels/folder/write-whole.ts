import { open, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";

/** Puts a file in its place whole or not at all, and on the disk before it resolves, also when the power fails. */
export async function writeWhole(path: string, text: string): Promise<void> {
  const folder = dirname(path);
  const draft = join(folder, `.${basename(path)}.tmp`);
  const file = await open(draft, "w");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
  await rename(draft, path);
  await syncFolder(folder);
}

/** Without this the new name itself may be lost. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, "r");
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
