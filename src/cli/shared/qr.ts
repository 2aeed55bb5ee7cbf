import { type QRCodeToStringOptions, toBuffer, toString } from "qrcode";

/** Modules of white around a code, without which phones do not find it. */
const quietZone = 4;

/** The painter draws with the colour of the letters, which stands for white. */
const forScreen = { type: "utf8", margin: 2, color: { dark: "#ffffff", light: "#000000" } } as const;
const whiteOnBlack = "\u001B[97;40m";
const usualColours = "\u001B[0m";

/** A QR code of block characters, with its lines ended; `hasColours` where the terminal may be a light one. */
export function drawQr(text: string, hasColours = false): string {
  const lines = draw(text, forScreen).trimEnd().split("\n");
  const painted = hasColours ? lines.map((line) => `${whiteOnBlack}${line}${usualColours}`) : lines;
  return `${painted.join("\n")}\n`;
}

/** A QR code as an SVG element that grows with its box. */
export function qrSvg(text: string): string {
  return draw(text, { type: "svg", margin: quietZone }).trimEnd();
}

/** A QR code as a PNG picture, large enough for a phone to read it off a screen. */
export function qrPng(text: string): Promise<Buffer> {
  return toBuffer(text, { margin: quietZone, scale: 8 });
}

/** With a callback the library answers at once, as a transaction needs. */
function draw(text: string, options: QRCodeToStringOptions): string {
  let drawn = "";
  toString(text, options, (error, picture) => {
    if (error) throw error;
    drawn = picture;
  });
  return drawn;
}
