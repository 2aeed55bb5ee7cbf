import { readFileSync, statSync } from "node:fs";
import { UserError } from "../../user-error.ts";

const reasons: Readonly<Record<string, string>> = {
  ENOENT: "tidak ada",
  EISDIR: "adalah folder, bukan berkas",
  EACCES: "tidak boleh dibaca pengguna ini",
  EPERM: "tidak boleh dibaca pengguna ini",
  ENOTDIR: "tidak ada",
  ELOOP: "adalah tautan yang berputar",
};

/** Far more than any configuration needs. */
const mostBytes = 10 * 1024 * 1024;

/** The text of a file that the operator named. Throws UserError with the reason in Indonesian. */
export function readText(path: string): string {
  try {
    if (statSync(path).size > mostBytes)
      throw new UserError(`Berkas ${path} terlalu besar (lebih dari 10 MB). Periksa nama berkasnya.`);
    return readFileSync(path, "utf8");
  } catch (error) {
    if (error instanceof UserError) throw error;
    const reason = reasons[(error as { code?: string }).code ?? ""] ?? "tidak dapat dibaca";
    throw new UserError(`Berkas ${path} ${reason}. Periksa nama dan izinnya.`, { cause: error });
  }
}
