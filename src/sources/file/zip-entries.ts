import { createReadStream } from "node:fs";
import { open } from "node:fs/promises";
import { pipeline } from "node:stream";
import { createInflateRaw } from "node:zlib";

// APPNOTE.TXT 4.3: the archive ends with a record that says where its table of contents lies.
const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const END_LENGTH = 22;
const ENTRY_LENGTH = 46;
const LOCAL_LENGTH = 30;
const LONGEST_COMMENT = 0xffff;
const DEFLATED = 8;

/** One file in an archive; sizes in bytes. */
export interface ZipEntry {
  readonly name: string;
  readonly method: number;
  readonly packedSize: number;
  readonly unpackedSize: number;
  /** Where it begins in the archive. */
  readonly start: number;
}

/** The table of contents of a zip archive; null where it is missing or broken, as in a file that was cut off. */
export async function readEntries(path: string, size: number): Promise<readonly ZipEntry[] | null> {
  const tail = await readBytes(path, Math.max(0, size - END_LENGTH - LONGEST_COMMENT), size);
  const end = tail.lastIndexOf(littleEndian(END_SIGNATURE));
  if (end < 0 || end + END_LENGTH > tail.length) return null;
  const length = tail.readUInt32LE(end + 12);
  const start = tail.readUInt32LE(end + 16);
  if (start + length > size) return null;
  return entriesOf(await readBytes(path, start, start + length), tail.readUInt16LE(end + 10));
}

/** The bytes of one file in the archive that is not empty, unpacked as they are asked for. */
export async function unpack(path: string, entry: ZipEntry): Promise<AsyncIterable<Buffer>> {
  const local = await readBytes(path, entry.start, entry.start + LOCAL_LENGTH);
  if (local.length < LOCAL_LENGTH) throw new RangeError("the archive ends before the file it names");
  const start = entry.start + LOCAL_LENGTH + local.readUInt16LE(26) + local.readUInt16LE(28);
  const packed = createReadStream(path, { start, end: start + entry.packedSize - 1 });
  if (entry.method !== DEFLATED) return packed;
  const inflate = createInflateRaw({ chunkSize: 1 << 18 });
  // The pipeline hands every failure to whoever reads.
  pipeline(packed, inflate, () => {});
  return inflate;
}

function entriesOf(table: Buffer, count: number): ZipEntry[] | null {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + ENTRY_LENGTH > table.length || table.readUInt32LE(at) !== ENTRY_SIGNATURE) return null;
    const nameLength = table.readUInt16LE(at + 28);
    entries.push({
      name: table.toString("utf8", at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength),
      method: table.readUInt16LE(at + 10),
      packedSize: table.readUInt32LE(at + 20),
      unpackedSize: table.readUInt32LE(at + 24),
      start: table.readUInt32LE(at + 42),
    });
    at += ENTRY_LENGTH + nameLength + table.readUInt16LE(at + 30) + table.readUInt16LE(at + 32);
  }
  return entries;
}

/** The bytes in [from, to); fewer where the file ends before. */
export async function readBytes(path: string, from: number, to: number): Promise<Buffer> {
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
