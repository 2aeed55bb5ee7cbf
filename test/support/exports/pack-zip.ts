import { crc32 } from "node:zlib";

export interface ZipPart {
  readonly name: string;
  readonly bytes: Buffer;
}

/** An archive of files that are stored as they are (APPNOTE.TXT 4.3). */
export function packZip(parts: readonly ZipPart[]): Buffer {
  const local: Buffer[] = [];
  const table: Buffer[] = [];
  let at = 0;
  for (const { name, bytes } of parts) {
    const shared = sharedFields(name, bytes);
    const entry = Buffer.concat([signature(0x04034b50), shared, Buffer.from(name), bytes]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(at, 10);
    table.push(
      Buffer.concat([signature(0x02014b50), Buffer.from([20, 0]), shared, place, Buffer.from(name)]),
    );
    local.push(entry);
    at += entry.length;
  }
  const contents = Buffer.concat(table);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(parts.length, 4);
  end.writeUInt16LE(parts.length, 6);
  end.writeUInt32LE(contents.length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...local, contents, signature(0x06054b50), end]);
}

/** From "version needed" to "extra field length", which both headers of an entry have. */
function sharedFields(name: string, bytes: Buffer): Buffer {
  const fields = Buffer.alloc(26);
  fields.writeUInt16LE(20, 0);
  fields.writeUInt32LE(crc32(bytes), 10);
  fields.writeUInt32LE(bytes.length, 14);
  fields.writeUInt32LE(bytes.length, 18);
  fields.writeUInt16LE(Buffer.byteLength(name), 22);
  return fields;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
