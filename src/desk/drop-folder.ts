import { basename } from "node:path";
import type { Sql } from "../../db/open.ts";
import type { Instant } from "../calendar/contract.ts";
import { fingerprint } from "../sources/file/fingerprint.ts";
import { findReadyFiles, isUntouched, type SeenFiles } from "../sources/file/drop-folder.ts";
import { isOnlyClosed } from "../sources/file/refuse-file.ts";
import { dropOldFiles, setAside } from "../sources/file/set-aside.ts";
import { UserError } from "../user-error.ts";
import type { Alarms } from "./alarms.ts";
import { noteSourceError, readSource } from "./file-source.ts";
import { importFile, type ImportResult } from "./import-file.ts";
import { OlderExport } from "./import-refusals.ts";
import type { openIntake } from "./intake.ts";
import { openReadingJournal } from "./reading-journal.ts";

export interface DropFolderParts {
  readonly sql: Sql;
  readonly intake: ReturnType<typeof openIntake>;
  readonly alarms: Alarms;
  readonly onImported: (file: string, result: ImportResult) => void;
  readonly onFailed: (file: string, reason: string) => void;
}

/** The doctor has the same cause for a source that failed. */
const cause = "source:file";
const lookAgain = 2;
const retryWait = 300;
const daySeconds = 86_400;
const nothingRead = {
  read: 0,
  new: 0,
  changed: 0,
  unchanged: 0,
  refused: [],
  unknownUnits: [],
  warnings: [],
};

/** The folder into which exports are dropped: each whole file is read once and then set aside with its report. */
export function watchDropFolder(
  folder: string,
  { sql, intake, alarms, onImported, onFailed }: DropFolderParts,
) {
  const journal = openReadingJournal(sql);
  let seen: SeenFiles = new Map();
  let ready: readonly string[] = [];
  let sweepAt = 0;
  /** Files that could be neither read nor moved, and until when they are left alone. */
  const resting = new Map<string, Instant>();

  async function look(now: Instant): Promise<boolean> {
    try {
      const found = await findReadyFiles(folder, seen, now);
      seen = found.seen;
      ready = found.ready.filter((path) => (resting.get(path) ?? 0) <= now);
    } catch (error) {
      ready = [];
      if ((resting.get(folder) ?? 0) <= now) onFailed(folder, describe(error));
      resting.set(folder, now + retryWait);
    }
    return ready.length > 0;
  }

  /** An export that nobody reads is noticed too late where only its report says so. */
  function tell(error: unknown, now: Instant): void {
    if (error instanceof OlderExport)
      return alarms.raise({ cause: "note:older_export", text: error.message }, now);
    const text = error instanceof UserError ? error.message : "Ekspor di folder masuk tidak dapat dibaca.";
    noteSourceError(sql, text, now);
    return alarms.raise({ cause, text: `${text} Laporan baru belum masuk sampai ekspornya terbaca.` }, now);
  }

  /** The same bytes were read before and did no harm: the journal, and so the book, need not hear of them. */
  async function wasRead(path: string): Promise<boolean> {
    return readSource(sql).read.has(await fingerprint(path).catch(() => ""));
  }

  async function take(path: string, now: Instant): Promise<void> {
    const file = basename(path);
    try {
      const read = () => importFile(sql, intake, { path, now, isForced: false });
      const result = (await wasRead(path)) ? await read() : await journal.read(file, read);
      await setAside(path, "selesai", result);
      alarms.clear(cause, now);
      onImported(file, result);
    } catch (error) {
      // One that goes on arriving is looked at again when it rests.
      if (!(await isUntouched(path, seen))) return;
      onFailed(file, describe(error));
      tell(error, now);
      if (!(error instanceof UserError) || isOnlyClosed(error)) throw error;
      await setAside(path, "gagal", { ...nothingRead, error: error.message });
    }
  }

  /** Once a day: what was set aside long ago goes, for it names reporters. */
  async function sweep(now: Instant): Promise<void> {
    if (now < sweepAt) return;
    sweepAt = now + daySeconds;
    await dropOldFiles(folder, now).catch((error: unknown) => onFailed(folder, describe(error)));
  }

  return {
    look,
    async importReady(now: Instant): Promise<void> {
      await sweep(now);
      await look(now);
      for (const path of ready)
        await take(path, now).catch(() => {
          // The disk or the book is at fault, or whoever has it open, not the file: it stays where it is.
          resting.set(path, now + retryWait);
        });
      ready = [];
    },
    /** When to look again because a file was still arriving; null: nothing there. */
    nextLookAt: (now: Instant): Instant | null =>
      [...seen.keys()].some((path) => !resting.has(path)) ? now + lookAgain : null,
  };
}

function describe(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
