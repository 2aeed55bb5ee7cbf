import Database from "better-sqlite3";
import { UserError } from "../../user-error.ts";
import { showProgress } from "../shared/progress.ts";

/** At 8 KB a page 8 MB: few enough that the bot beside us never waits long for the disk. */
const pagesPerStep = 1000;

/**
 * Puts all that a book holds into the file `to`, in one transaction there: killed in the middle, `to` is as it was. The
 * source is read as of one moment, so that it ends however often others write there, and nobody waits for it. Throws
 * UserError where somebody has `to` open, and what SQLite says.
 */
export async function copyPages(from: string, to: string): Promise<void> {
  const source = new Database(from, { readonly: true, fileMustExist: true, timeout: 10_000 });
  const progress = showProgress("Menyalin", "MB");
  try {
    source.exec("begin"); // without it SQLite begins anew after every write of others
    const pages = source.pragma("page_count", { simple: true }) as number;
    const pageSize = source.pragma("page_size", { simple: true }) as number;
    const { totalPages } = await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        const done = totalPages - remainingPages;
        progress.update(done, totalPages, Math.round((done * pageSize) / 1e6));
        return pagesPerStep;
      },
    });
    // A file that somebody else holds is given up without an error, and without a page.
    if (pages > 0 && totalPages === 0) throw new UserError(inUse(to));
  } finally {
    progress.end();
    source.close();
  }
}

/** For a book that must stand still, but does not. */
export function inUse(path: string): string {
  return `Basis data ${path} sedang dibuka perintah lain, misalnya yang menunggu jawaban di terminal lain. Selesaikan atau tutup dahulu, lalu ulangi.`;
}
