import { readFileSync } from "node:fs";
import { UserError } from "../../user-error.ts";

/** The text of a file that a setting names. Throws UserError, naming the setting, when it cannot be read. */
export function readSettingFile(setting: string, file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    const { code = "?" } = error as NodeJS.ErrnoException;
    throw new UserError(
      `Berkas ${setting} ${file} tidak dapat dibaca (${code}). Periksa letak dan izinnya.`,
      {
        cause: error,
      },
    );
  }
}
