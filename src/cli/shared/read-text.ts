import { readFileSync } from "node:fs";
import { UserError } from "../../user-error.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "tidak ada",
  EISDIR: "adalah folder, bukan berkas",
  EACCES: "tidak boleh dibaca pengguna ini",
  EPERM: "tidak boleh dibaca pengguna ini",
  ENOTDIR: "tidak ada",
  ELOOP: "adalah tautan yang berputar",
};

/** The text of a file that the operator named. Throws UserError with the reason in Indonesian. */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    const reason = reasons[(error as { code?: string }).code ?? ""] ?? "tidak dapat dibaca";
    throw new UserError(`Berkas ${path} ${reason}. Periksa nama dan izinnya.`, { cause: error });
  }
}
