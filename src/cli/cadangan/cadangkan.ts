import { statSync } from "node:fs";
import { resolve } from "node:path";
import { databasePath } from "../../paths.ts";
import { printJson, printLine } from "../shared/print.ts";
import { copyBook } from "./copy-book.ts";

/** `siaga cadangkan`: the copy holds what was stored at one moment, and is checked. */
export async function cadangkan(file: string, { json = false }: { json?: boolean }): Promise<void> {
  const path = resolve(file);
  await copyBook(databasePath(process.env), path);
  const { size } = statSync(path);
  if (json) return printJson({ path, bytes: size });
  printLine(
    `Cadangan ditulis ke ${path} (${Math.ceil(size / 1024).toLocaleString("id-ID")} KB) dan sudah diperiksa.`,
  );
  return printLine("Berkas ini memuat nomor telepon dan kunci WhatsApp bot: simpan di tempat yang tertutup.");
}
