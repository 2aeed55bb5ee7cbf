import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

export interface CsvShape {
  readonly delimiter?: string;
  readonly lineEnd?: string;
  readonly bom?: boolean;
  readonly encoding?: "utf8" | "latin1" | "utf16le";
}

const BLOCK = 1 << 18;

/** Writes rows of cells as CSV, streamed: memory stays the same whatever their number. */
export async function writeCsv(
  path: string,
  rows: Iterable<readonly string[]>,
  shape: CsvShape = {},
): Promise<string> {
  await pipeline(Readable.from(blocks(rows, shape)), createWriteStream(path));
  return path;
}

function* blocks(
  rows: Iterable<readonly string[]>,
  { delimiter = ",", lineEnd = "\r\n", bom = false, encoding = "utf8" }: CsvShape,
): Generator<Buffer> {
  let text = bom ? "\uFEFF" : "";
  for (const row of rows) {
    text += row.map((cell) => quote(cell, delimiter)).join(delimiter) + lineEnd;
    if (text.length < BLOCK) continue;
    yield Buffer.from(text, encoding);
    text = "";
  }
  yield Buffer.from(text, encoding);
}

function quote(cell: string, delimiter: string): string {
  return cell.includes(delimiter) || /["\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
