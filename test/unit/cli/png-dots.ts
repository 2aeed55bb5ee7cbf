import { inflateSync } from "node:zlib";

/** The dark modules of a QR code in a PNG (8 bits, RGBA, not interlaced), as "x,y" without its white frame. */
export function dotsOfPng(png: Buffer, { scale = 8, margin = 4 } = {}): string[] {
  const { width, height, rows } = readPng(png);
  const dots: string[] = [];
  for (let y = 0; y < height / scale - 2 * margin; y++)
    for (let x = 0; x < width / scale - 2 * margin; x++) {
      const [column, row] = [(x + margin + 0.5) * scale, (y + margin + 0.5) * scale];
      if (rows[row]![column * 4]! < 128) dots.push(`${x},${y}`);
    }
  return dots;
}

function readPng(png: Buffer) {
  if (png.toString("latin1", 1, 4) !== "PNG" || png[24] !== 8 || png[25] !== 6)
    throw new Error("not such a PNG");
  const [width, height] = [png.readUInt32BE(16), png.readUInt32BE(20)];
  const data: Buffer[] = [];
  for (let at = 8; at < png.length; at += 12 + png.readUInt32BE(at))
    if (png.toString("latin1", at + 4, at + 8) === "IDAT")
      data.push(png.subarray(at + 8, at + 8 + png.readUInt32BE(at)));
  return { width, height, rows: unfilter(inflateSync(Buffer.concat(data)), { width, height }) };
}

/** PNG specification, section 9. */
function unfilter(raw: Buffer, { width, height }: { width: number; height: number }): Uint8Array[] {
  const rows: Uint8Array[] = [];
  const length = width * 4;
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (length + 1)]!;
    const above = rows[y - 1] ?? new Uint8Array(length);
    const row = Uint8Array.from(raw.subarray(y * (length + 1) + 1, (y + 1) * (length + 1)));
    for (let i = 0; i < length; i++) {
      const [left, up, corner] = [row[i - 4] ?? 0, above[i]!, above[i - 4] ?? 0];
      const guesses = [0, left, up, (left + up) >> 1, paeth(left, up, corner)];
      row[i] = row[i]! + guesses[filter]!;
    }
    rows.push(row);
  }
  return rows;
}

function paeth(left: number, up: number, corner: number): number {
  const guess = left + up - corner;
  const [a, b, c] = [Math.abs(guess - left), Math.abs(guess - up), Math.abs(guess - corner)];
  if (a <= b && a <= c) return left;
  return b <= c ? up : corner;
}
