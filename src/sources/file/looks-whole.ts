import { readBytes, readEntries } from "./zip-entries.ts";

/**
 * Whether the end of a file is one: a workbook has its table of contents, a text ends with its last line. A text without
 * its last line end may be whole all the same, so this only says whether to wait. `size` in bytes, more than 0.
 */
export async function looksWhole(path: string, size: number): Promise<boolean> {
  const start = await readBytes(path, 0, 2);
  if (start.toString("latin1") === "PK") return (await readEntries(path, size)) !== null;
  const end = await readBytes(path, Math.max(0, size - 2), size);
  // In UTF-16 a zero follows the line end.
  return /[\r\n]\0?$/.test(end.toString("latin1"));
}
