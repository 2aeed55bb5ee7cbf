import type { WriteStream } from "node:tty";
import { drawQr } from "../shared/qr.ts";

/** Draws each new QR code over the one before where the terminal can, else below it. */
export function screen(out: Pick<WriteStream, "write" | "isTTY">): (qr: string) => void {
  let height = 0;
  return (qr) => {
    const picture = `Di ponsel bot: WhatsApp > Perangkat tertaut > Tautkan perangkat, lalu pindai:\n${drawQr(qr)}`;
    const back = out.isTTY && height > 0 ? `\u001B[${height}A\u001B[J` : "";
    out.write(back + picture);
    height = picture.split("\n").length - 1;
  };
}
