import { open } from "node:fs/promises";

// APPNOTE.TXT 4.3: the archive ends with a record that says where its table of contents lies.
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LONGEST_COMMENT = 0xffff;

/**
 * How many bytes a zip archive holds unpacked, by its table of contents; null where that table is missing or broken, as in
 * a file that was cut off.
 */
export async function unpackedSize(path: string, size: number): Promise<number | null> {
  const tail = await readBytes(path, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
  const end = tail.lastIndexOf(littleEndian(END_SIGNATURE));
  if (end < 0 || end + END_LENGTH > tail.length) return null;
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (start + length > size) return null;
  return sumEntries(await readBytes(path, start, start + length), tail.readUInt16LE(end + 10));
}

function sumEntries(table: Buffer, count: number): number | null {
  let total = 0;
  let at = 0;
  for (let entry = 0; entry < count; entry += 1) {
    if (at + ENTRY_LENGTH > table.length || table.readUInt32LE(at) !== ENTRY_SIGNATURE) return null;
    total += table.readUInt32LE(at + 24);
    at +=
      ENTRY_LENGTH + table.readUInt16LE(at + 28) + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return total;
}

async function readBytes(path: string, from: number, to: number): Promise<Buffer> {
  const file = await open(path);
  try {
    const bytes = Buffer.alloc(to - from);
    const { bytesRead } = await file.read(bytes, 0, bytes.length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

function littleEndian(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
