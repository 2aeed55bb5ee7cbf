import { chmod, mkdir, open, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import { basename, dirname, join, parse } from "node:path";
import type { Instant } from "../../calendar/contract.ts";
import { type ImportReport, writeReport } from "./import-report.ts";

const outcomes = ["selesai", "gagal"] as const;
type Outcome = (typeof outcomes)[number];

const REPORT_ENDING = ".laporan.txt";
/** Exports name reporters: what has to be mended stays for a while, nothing stays for good. */
const KEPT_DAYS = 14;

/**
 * Takes a file that was dealt with out of the drop folder and writes what came of it into the subfolder selesai/ or
 * gagal/. A file in which nothing has to be mended is deleted, the others lie beside their reports for a while. Never
 * overwrites: a name that is taken gets a number. Returns the path of the report.
 */
export async function setAside(file: string, outcome: Outcome, report: ImportReport): Promise<string> {
  const folder = join(dirname(file), outcome);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const reportPath = await reserveName(folder, basename(file));
  try {
    if (report.error === undefined && report.refused.length === 0) await rm(file);
    else await keep(file, reportPath.slice(0, -REPORT_ENDING.length));
  } catch (error) {
    await rm(reportPath);
    throw error;
  }
  await writeFile(reportPath, writeReport(basename(file), report));
  return reportPath;
}

async function keep(file: string, target: string): Promise<void> {
  await chmod(file, 0o600).catch(() => {}); // of another owner: moving it is what matters
  await rename(file, target);
}

/** Deletes the files, not the reports, that were set aside two weeks ago. Returns how many. */
export async function dropOldFiles(folder: string, now: Instant): Promise<number> {
  let dropped = 0;
  for (const outcome of outcomes) {
    const names = await readdir(join(folder, outcome)).catch(() => []);
    for (const path of names.map((name) => join(folder, outcome, name)))
      if (!path.endsWith(REPORT_ENDING) && (await isOld(path, now))) {
        await rm(path, { force: true, recursive: true });
        dropped += 1;
      }
  }
  return dropped;
}

/** By the moment at which it was moved: its own time is that of the export. */
async function isOld(path: string, now: Instant): Promise<boolean> {
  const stats = await stat(path).catch(() => null);
  return stats !== null && now - stats.ctimeMs / 1000 > KEPT_DAYS * 86_400;
}

/** Reserves "name.laporan.txt", with a number where that or the file's own name is taken; returns its path. */
async function reserveName(folder: string, name: string): Promise<string> {
  const { stem, ext } = shortName(name);
  for (let number = 1; ; number += 1) {
    const path = join(folder, number === 1 ? `${stem}${ext}` : `${stem} (${number})${ext}`);
    const isTaken = await stat(path).then(
      () => true,
      () => false,
    );
    if (!isTaken && (await create(`${path}${REPORT_ENDING}`))) return `${path}${REPORT_ENDING}`;
  }
}

async function create(path: string): Promise<boolean> {
  try {
    await (await open(path, "wx", 0o600)).close();
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "EEXIST") return false;
    throw error;
  }
}

/** A file system takes names of 255 bytes: a number and the report's ending have to fit behind this one. */
const LONGEST_STEM = 200;

function shortName(name: string): { stem: string; ext: string } {
  const { name: whole, ext } = parse(name);
  let stem = whole;
  while (Buffer.byteLength(stem) > LONGEST_STEM) stem = stem.slice(0, -1);
  return { stem: stem.replace(/[\uD800-\uDBFF]$/u, ""), ext };
}
