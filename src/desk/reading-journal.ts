import type { Sql } from "../../db/open.ts";
import { UserError } from "../user-error.ts";
import { openSettings } from "./settings.ts";

/** So many readings of one file may end with the whole bot before the file is taken to be the reason. */
const mostDeaths = 2;
const key = "readingFile";

/** Remembers which file is being read, across deaths of the bot: one that ends it each time must not be read again. */
export function openReadingJournal(sql: Sql) {
  const settings = openSettings(sql);

  /** How often the reading of this file began and did not end. */
  function deathsOf(file: string): number {
    const noted = JSON.parse(settings.text(key) ?? "null") as { file: string; times: number } | null;
    return noted?.file === file ? noted.times : 0;
  }

  return {
    /** Reads a file unless that ended the bot before: then it throws UserError. */
    async read<T>(file: string, read: () => Promise<T>): Promise<T> {
      const deaths = deathsOf(file);
      try {
        if (deaths >= mostDeaths)
          throw new UserError(
            `Bot berhenti mendadak ${deaths} kali selagi membaca berkas ini, jadi berkas disisihkan. Unduh ulang, atau simpan sebagai CSV lalu coba lagi.`,
          );
        settings.set(key, JSON.stringify({ file, times: deaths + 1 }));
        return await read();
      } finally {
        settings.forget(key);
      }
    },
  };
}
