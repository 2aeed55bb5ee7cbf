import { readdir, stat } from "node:fs/promises";
import { extname, join } from "node:path";
import type { Instant } from "../../calendar/contract.ts";
import { looksWhole } from "./looks-whole.ts";

/** .xls is looked at so that the refusal can say how to save it; anything else in the folder is not ours. */
const readable: ReadonlySet<string> = new Set([".csv", ".tsv", ".xlsx", ".xls"]);

/** A file that keeps its size and time this long is no longer being copied. */
const SETTLED_AFTER = 10;
/** A copy over the network may stall, or begin with an empty file: one that looks cut off is given this long. */
const CUT_OFF_SETTLED_AFTER = 60;

/** A spreadsheet has it open, or crashed and left its lock behind. */
const OPEN_SETTLED_AFTER = 900;

interface SeenFile {
  readonly size: number;
  readonly modifiedMs: number;
  /** A spreadsheet says that it has it open. */
  readonly isOpen: boolean;
  /** When it first looked like this. */
  readonly since: Instant;
}

/** What one look at the folder saw, by path. Hand it back at the next look; start with an empty map. */
export type SeenFiles = ReadonlyMap<string, SeenFile>;

export interface FolderLook {
  /** Whole files, the longest untouched first: exports are read in the order in which they were made. */
  readonly ready: readonly string[];
  /** Files that are still arriving are in `seen` and not in `ready`: look again in a few seconds. */
  readonly seen: SeenFiles;
}

/** Looks once into the drop folder. A folder that does not exist holds nothing. */
export async function findReadyFiles(folder: string, seen: SeenFiles, now: Instant): Promise<FolderLook> {
  const looked = new Map<string, SeenFile>();
  const names = await fileNames(folder);
  for (const name of names.filter(isExportName)) {
    const path = join(folder, name);
    const isOpen = locksOf(name).some((lock) => names.includes(lock));
    const file = await lookAt(path, { before: seen.get(path), isOpen, now });
    if (file) looked.set(path, file);
  }
  const ready: (readonly [path: string, file: SeenFile])[] = [];
  for (const [path, file] of looked) if (await isSettled(path, file, now)) ready.push([path, file]);
  ready.sort(([a, one], [b, other]) => one.modifiedMs - other.modifiedMs || (a < b ? -1 : 1));
  return { ready: ready.map(([path]) => path), seen: looked };
}

async function isSettled(path: string, { size, since, isOpen }: SeenFile, now: Instant): Promise<boolean> {
  const rested = now - since;
  if (rested < (isOpen ? OPEN_SETTLED_AFTER : SETTLED_AFTER)) return false;
  if (rested >= CUT_OFF_SETTLED_AFTER) return true;
  // One that cannot be opened must not keep the others waiting: whoever reads it will say why.
  return size > 0 && (await looksWhole(path, size).catch(() => true));
}

/** What Excel and LibreOffice put beside a file while they have it open. */
function locksOf(name: string): string[] {
  return [`~$${name}`, `.~lock.${name}#`];
}

async function fileNames(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
}

/** Not hidden, not the lock of an open spreadsheet; unfinished downloads carry another ending. */
function isExportName(name: string): boolean {
  return !name.startsWith(".") && !name.startsWith("~$") && readable.has(extname(name).toLowerCase());
}

/** Whether it is still as it was seen: what was read of it is all of it. */
export async function isUntouched(path: string, seen: SeenFiles): Promise<boolean> {
  const before = seen.get(path);
  const stats = await stat(path).catch(() => null);
  return before !== undefined && stats?.size === before.size && stats.mtimeMs === before.modifiedMs;
}

interface Look {
  readonly before: SeenFile | undefined;
  readonly isOpen: boolean;
  readonly now: Instant;
}

async function lookAt(path: string, { before, isOpen, now }: Look): Promise<SeenFile | null> {
  const stats = await stat(path).catch(() => null); // taken away since the folder was listed
  if (!stats) return null;
  const isSame = before?.size === stats.size && before.modifiedMs === stats.mtimeMs;
  return { size: stats.size, modifiedMs: stats.mtimeMs, isOpen, since: isSame ? before.since : now };
}
