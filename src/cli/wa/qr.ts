import { createRequire } from "node:module";
import type { WriteStream } from "node:tty";

interface QrPainter {
  generate(text: string, options: { small: boolean }, done: (drawn: string) => void): void;
}

const require = createRequire(import.meta.url);

/** Draws each new QR code over the one before where the terminal can, else below it. */
export function screen(out: Pick<WriteStream, "write" | "isTTY">): (qr: string) => void {
  const painter = require("qrcode-terminal") as QrPainter;
  let height = 0;
  return (qr) =>
    painter.generate(qr, { small: true }, (drawn) => {
      const picture = `Di ponsel bot: WhatsApp > Perangkat tertaut > Tautkan perangkat, lalu pindai:\n${drawn}\n`;
      const back = out.isTTY && height > 0 ? `\u001B[${height}A\u001B[J` : "";
      out.write(back + picture);
      height = picture.split("\n").length - 1;
    });
}
