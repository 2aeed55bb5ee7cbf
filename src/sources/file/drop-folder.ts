import { mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, extname, join, parse } from "node:path";
import type { Instant } from "../../calendar/contract.ts";
import { type ImportReport, writeReport } from "./import-report.ts";

/** .xls is looked at so that the refusal can say how to save it; anything else in the folder is not ours. */
const readable: ReadonlySet<string> = new Set([".csv", ".tsv", ".xlsx", ".xls"]);

/** A file that keeps its size and time this long is no longer being copied. */
const SETTLED_AFTER = 2;
/** A copy over the network may begin with an empty file. */
const EMPTY_SETTLED_AFTER = 60;

interface SeenFile {
  readonly size: number;
  readonly modifiedMs: number;
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
  for (const path of await exportPaths(folder)) {
    const file = await lookAt(path, seen.get(path), now);
    if (file) looked.set(path, file);
  }
  const ready = [...looked].filter(([, file]) => isSettled(file, now));
  ready.sort(([a, one], [b, other]) => one.modifiedMs - other.modifiedMs || (a < b ? -1 : 1));
  return { ready: ready.map(([path]) => path), seen: looked };
}

function isSettled({ size, since }: SeenFile, now: Instant): boolean {
  return now - since >= (size > 0 ? SETTLED_AFTER : EMPTY_SETTLED_AFTER);
}

async function exportPaths(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return [];
    throw error;
  });
  return entries
    .filter((entry) => entry.isFile() && isExportName(entry.name))
    .map(({ name }) => join(folder, name));
}

/** Not hidden, not the lock of an open spreadsheet; unfinished downloads carry another ending. */
function isExportName(name: string): boolean {
  return !name.startsWith(".") && !name.startsWith("~$") && readable.has(extname(name).toLowerCase());
}

async function lookAt(path: string, before: SeenFile | undefined, now: Instant): Promise<SeenFile | null> {
  const stats = await stat(path).catch(() => null); // taken away since the folder was listed
  if (!stats) return null;
  const isSame = before?.size === stats.size && before.modifiedMs === stats.mtimeMs;
  return { size: stats.size, modifiedMs: stats.mtimeMs, since: isSame ? before.since : now };
}

/**
 * Moves a file that was dealt with into the subfolder selesai/ or gagal/ and writes what came of it beside it. Never
 * overwrites: a name that is taken gets a number. Returns the path at which the file now lies.
 */
export async function setAside(
  file: string,
  outcome: "selesai" | "gagal",
  report: ImportReport,
): Promise<string> {
  const folder = join(dirname(file), outcome);
  await mkdir(folder, { recursive: true });
  const target = await reserveName(folder, basename(file));
  await rename(file, target).catch(async (error: unknown) => {
    await rm(target);
    throw error;
  });
  await writeFile(`${target}.laporan.txt`, writeReport(basename(file), report));
  return target;
}

/** An empty file under a free name, for the move to replace: a plain move would overwrite what lies there. */
async function reserveName(folder: string, name: string): Promise<string> {
  const { name: stem, ext } = parse(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? name : `${stem} (${number})${ext}`);
    const isFree = await open(path, "wx").then(
      (handle) => handle.close().then(() => true),
      (error: NodeJS.ErrnoException) => {
        if (error.code === "EEXIST") return false;
        throw error;
      },
    );
    if (isFree) return path;
  }
}
