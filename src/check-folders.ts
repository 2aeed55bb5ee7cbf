import { accessSync, constants, mkdirSync } from "node:fs";
import { dirname } from "node:path";
import type { Config } from "./config.ts";
import { UserError } from "./user-error.ts";

/** The folders the bot works with, made where they are missing. Throws UserError for one that it cannot use. */
export function checkFolders({ dbPath, inFolder, outFolder, bounceFolder }: Config): void {
  checkFolder("SIAGA_DB", dirname(dbPath));
  checkFolder("SIAGA_FOLDER_MASUK", inFolder);
  checkFolder("SIAGA_FOLDER_KELUAR", outFolder);
  if (bounceFolder !== null) checkFolder("SIAGA_FOLDER_BOUNCE", bounceFolder);
}

function checkFolder(setting: string, folder: string): void {
  try {
    // Exports name reporters: nobody else's business until an administrator opens the folder to them.
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const { code = "" } = error as NodeJS.ErrnoException;
    throw new UserError(`${setting}: ${folder} ${sentences[code] ?? `tidak dapat dipakai (${code})`}.`, {
      cause: error,
    });
  }
}

const sentences: Readonly<Record<string, string>> = {
  EEXIST: "adalah berkas, padahal harus folder. Ubah pengaturannya, atau pindahkan berkas itu",
  ENOTDIR: "terletak di bawah sebuah berkas, padahal harus folder. Ubah pengaturannya",
  EACCES: "tidak boleh dibaca atau ditulis oleh akun yang menjalankan Siaga. Perbaiki izinnya",
  EROFS: "hanya dapat dibaca. Pilih folder di penyimpanan yang dapat ditulis",
};
