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

/**
 * The text of a file that the operator named: UTF-8, or UTF-16 as Windows marks it. Throws UserError with the reason in
 * Indonesian, also for other encodings: read as UTF-8 they would change people's names without a word.
 */
export function readText(path: string): string {
  try {
    if (statSync(path).size > mostBytes)
      throw new UserError(`Berkas ${path} terlalu besar (lebih dari 10 MB). Periksa nama berkasnya.`);
    return decode(readFileSync(path));
  } catch (error) {
    if (error instanceof UserError) throw error;
    if (error instanceof TypeError)
      throw new UserError(`Berkas ${path} bukan teks UTF-8. Simpan ulang sebagai UTF-8, lalu ulangi.`, {
        cause: error,
      });
    const reason = reasons[(error as { code?: string }).code ?? ""] ?? "tidak dapat dibaca";
    throw new UserError(`Berkas ${path} ${reason}. Periksa nama dan izinnya.`, { cause: error });
  }
}

/** Throws TypeError for bytes that are no text in the encoding that their first two name. */
function decode(bytes: Buffer): string {
  const start = bytes.toString("hex", 0, 2);
  const encoding = start === "fffe" ? "utf-16le" : start === "feff" ? "utf-16be" : "utf-8";
  return new TextDecoder(encoding, { fatal: true }).decode(bytes);
}
