import type { WriteStream } from "node:tty";
import { printJson } from "../shared/print.ts";
import { drawQr } from "../shared/qr.ts";
import { openPicture } from "./picture.ts";

/** Draws each new QR code over the one before where the terminal can, else below it. */
function openScreen(out: Pick<WriteStream, "write" | "isTTY">, note: string): (qr: string) => void {
  let height = 0;
  return (qr) => {
    const picture = `Di ponsel bot: WhatsApp > Perangkat tertaut > Tautkan perangkat, lalu pindai:\n${drawQr(qr, out.isTTY)}${note}`;
    const back = out.isTTY && height > 0 ? `\u001B[${height}A\u001B[J` : "";
    out.write(back + picture);
    height = picture.split("\n").length - 1;
  };
}

interface Options {
  readonly gambar: string | undefined;
  readonly json: boolean;
}

/** Where QR codes are shown: the terminal or one JSON line each, and a PNG file where one is named. */
export function openDisplay({ gambar, json }: Options) {
  const picture = gambar === undefined ? null : openPicture(gambar);
  const note = picture
    ? `Gambarnya: ${picture.path}\nKodenya berganti kira-kira tiap 20 detik, dan gambarnya ikut; pindai yang terbaru.\n`
    : "";
  const screen = openScreen(process.stdout, note);
  let failure: Error | null = null;

  async function show(qr: string): Promise<void> {
    await picture?.show(qr);
    if (json) printJson({ qr, ...(picture && { picture: picture.path }) });
    else screen(qr);
  }

  return {
    show: (qr: string): void =>
      void show(qr).catch((error: unknown) => {
        failure ??= error instanceof Error ? error : new Error(String(error));
      }),
    /** Why codes can no longer be shown; null: they can. */
    failure: (): Error | null => failure,
    close: () => picture?.remove(),
  };
}
