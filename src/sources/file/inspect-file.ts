import { isUtf8 } from "node:buffer";
import { createReadStream } from "node:fs";
import { open, stat } from "node:fs/promises";
import { fileRefusal, type RefusalReason } from "./refuse-file.ts";

export type Encoding = "utf-8" | "utf-16le" | "windows-1252";

export type FileKind =
  | { readonly format: "xlsx"; readonly size: number }
  | { readonly format: "csv"; readonly size: number; readonly encoding: Encoding };

/** What a file is, judged by its bytes, not by its name. Throws UserError for what is no table. */
export async function inspectFile(path: string): Promise<FileKind> {
  const size = await regularSize(path);
  if (size === 0) throw fileRefusal(path, "empty");
  const start = await firstBytes(path);
  if (startsWith(start, 0x50, 0x4b)) return { format: "xlsx", size };
  if (startsWith(start, 0xd0, 0xcf, 0x11, 0xe0)) throw fileRefusal(path, "oldExcel");
  if (startsWith(start, 0xff, 0xfe)) return { format: "csv", size, encoding: "utf-16le" };
  if (start.some(isBinary)) throw fileRefusal(path, "notTable");
  return { format: "csv", size, encoding: (await isUtf8File(path)) ? "utf-8" : "windows-1252" };
}

async function regularSize(path: string): Promise<number> {
  const stats = await stat(path).catch((error: unknown) => {
    throw fileRefusal(path, reasonOf(error), error);
  });
  if (stats.isDirectory()) throw fileRefusal(path, "directory");
  if (!stats.isFile()) throw fileRefusal(path, "special");
  return stats.size;
}

async function firstBytes(path: string): Promise<Uint8Array> {
  const file = await open(path).catch((error: unknown) => {
    throw fileRefusal(path, reasonOf(error), error);
  });
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function reasonOf(error: unknown): RefusalReason {
  const code = (error as { code?: string }).code;
  if (code === "EACCES" || code === "EPERM") return "forbidden";
  // shares of Windows, and programs that run from the file
  if (code === "EBUSY" || code === "ETXTBSY" || code === "EAGAIN") return "locked";
  return code === "ENOENT" || code === "ENOTDIR" ? "missing" : "special";
}

function startsWith(bytes: Uint8Array, ...magic: number[]): boolean {
  return magic.every((byte, index) => bytes[index] === byte);
}

/** Control characters that no text file holds; tab and line ends are 9 to 13. */
function isBinary(byte: number): boolean {
  return byte < 9 || (byte > 13 && byte < 32 && byte !== 27);
}

/** Whether every byte of the file is UTF-8. A chunk may cut a character in two. */
async function isUtf8File(path: string): Promise<boolean> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path, { highWaterMark: 1 << 20 }) as AsyncIterable<Buffer>) {
    const bytes = rest.length > 0 ? Buffer.concat([rest, chunk]) : chunk;
    const whole = bytes.subarray(0, characterEnd(bytes));
    if (!isUtf8(whole)) return false;
    rest = bytes.subarray(whole.length);
  }
  return isUtf8(rest);
}

/** Where the last whole character of UTF-8 bytes ends: before a lead byte among the last three. */
function characterEnd(bytes: Buffer): number {
  for (let end = bytes.length - 1; end >= Math.max(0, bytes.length - 3); end -= 1)
    if ((bytes[end] ?? 0) >= 0xc0) return end;
  return bytes.length;
}
