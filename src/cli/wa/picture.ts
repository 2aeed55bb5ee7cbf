import { existsSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { UserError } from "../../user-error.ts";
import { callAtEnd } from "../shared/call-at-end.ts";
import { qrPng } from "../shared/qr.ts";

/**
 * Keeps the newest QR code in a PNG file of one's own: whole at every moment, readable by nobody else, for whoever scans it
 * becomes the bot, and gone when the command ends, however it ends. Throws UserError for a name that cannot serve.
 */
export function openPicture(file: string) {
  const path = resolve(file);
  if (!/\.png$/iu.test(path))
    throw new UserError("Nama berkas gambar harus berakhiran .png, misalnya tautan.png.");
  if (existsSync(path)) throw new UserError(`Berkas ${path} sudah ada dan tidak ditimpa. Pilih nama lain.`);
  const draft = join(dirname(path), `.${basename(path)}.${process.pid}`);
  write(draft, Buffer.alloc(0), path);
  let isOver = false;
  const remove = () => {
    isOver = true;
    for (const left of [draft, path]) rmSync(left, { force: true });
  };
  const forget = callAtEnd(remove);
  return {
    path,
    async show(qr: string): Promise<void> {
      const png = await qrPng(qr);
      if (isOver) return;
      write(draft, png, path);
      renameSync(draft, path);
    },
    remove(): void {
      remove();
      forget();
    },
  };
}

function write(draft: string, png: Buffer, path: string): void {
  try {
    // made anew each time: what somebody else put there, or a link to elsewhere, would carry the code to them
    rmSync(draft, { force: true });
    writeFileSync(draft, png, { mode: 0o600, flag: "wx" });
  } catch (error) {
    throw new UserError(`Berkas ${path} tidak dapat ditulis. Periksa folder dan izinnya.`, { cause: error });
  }
}
