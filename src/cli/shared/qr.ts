import { createRequire } from "node:module";

// The painter's own encoder is used for pictures too: one library, one way to read a code.
interface QrPainter {
  readonly error: number;
  generate(text: string, options: { small: boolean }, done: (drawn: string) => void): void;
}

interface QrCode {
  addData(text: string): void;
  make(): void;
  readonly modules: readonly (readonly boolean[])[];
}

const require = createRequire(import.meta.url);

/** A QR code of block characters, with its lines ended. */
export function drawQr(text: string): string {
  let picture = "";
  (require("qrcode-terminal") as QrPainter).generate(text, { small: true }, (drawn) => {
    picture = drawn;
  });
  return `${picture.trimEnd()}\n`;
}

/** Modules of white around a code, without which phones do not find it. */
const quietZone = 4;

/** A QR code as an SVG element that grows with its box. */
export function qrSvg(text: string): string {
  const painter = require("qrcode-terminal") as QrPainter;
  const Code = require("qrcode-terminal/vendor/QRCode") as new (type: number, level: number) => QrCode;
  const code = new Code(-1, painter.error);
  code.addData(text);
  code.make();
  const dots = code.modules.flatMap((row, y) =>
    row.flatMap((isDark, x) => (isDark ? [`M${x + quietZone} ${y + quietZone}h1v1h-1z`] : [])),
  );
  const size = code.modules.length + 2 * quietZone;
  return `<svg viewBox="0 0 ${size} ${size}" xmlns="http://www.w3.org/2000/svg" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${dots.join("")}"/></svg>`;
}
