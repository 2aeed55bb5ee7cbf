import { posix } from "node:path";
import { unpack, type ZipEntry } from "../zip-entries.ts";
import { attributeOf } from "./xml-text.ts";

/** Where in the archive a workbook keeps what. */
export interface Workbook {
  /** In the order in which they are shown. */
  readonly sheets: readonly ZipEntry[];
  /** null: its strings stand in the cells. */
  readonly strings: ZipEntry | null;
  /** Days are counted from 1904, as old spreadsheets of the Macintosh do. */
  readonly isFrom1904: boolean;
}

/** A table of contents is small; more is none. */
const LONGEST_PART = 4_000_000;

/** Throws Error where a part is missing. */
export async function openWorkbook(path: string, entries: readonly ZipEntry[]): Promise<Workbook> {
  const byName = new Map(entries.map((entry) => [entry.name, entry]));
  const place = await placeOfWorkbook(path, byName);
  const book = await readPart(path, byName.get(place));
  const links = await linksOf(path, byName, place);
  const sheets = tagsOf(book, "sheet").flatMap((tag) => {
    const link = links.find(({ id }) => id === attributeOf(tag, "\\w+:id"));
    return byName.get(link?.target ?? "") ?? [];
  });
  const strings = links.find(({ kind }) => kind.endsWith("/sharedStrings"));
  const [properties = ""] = tagsOf(book, "workbookPr");
  return {
    sheets,
    strings: byName.get(strings?.target ?? "") ?? null,
    isFrom1904: /^(?:1|true)$/.test(attributeOf(properties, "date1904") ?? ""),
  };
}

interface Link {
  readonly id: string;
  readonly kind: string;
  readonly target: string;
}

type Parts = ReadonlyMap<string, ZipEntry>;

async function placeOfWorkbook(path: string, byName: Parts): Promise<string> {
  const links = await linksOf(path, byName, "");
  return links.find(({ kind }) => kind.endsWith("/officeDocument"))?.target ?? "xl/workbook.xml";
}

/** What a part refers to; targets are places in the archive (ECMA-376 part 2). */
async function linksOf(path: string, byName: Parts, part: string): Promise<readonly Link[]> {
  const folder = posix.dirname(part);
  const own = posix.join(folder, "_rels", `${posix.basename(part)}.rels`);
  const xml = await readPart(path, byName.get(own));
  return tagsOf(xml, "Relationship").map((tag) => {
    const target = attributeOf(tag, "Target") ?? "";
    return {
      id: attributeOf(tag, "Id") ?? "",
      kind: attributeOf(tag, "Type") ?? "",
      target: target.startsWith("/") ? target.slice(1) : posix.join(folder, target),
    };
  });
}

function tagsOf(xml: string, name: string): string[] {
  return [...xml.matchAll(new RegExp(`<(?:\\w+:)?${name}(\\s[^>]*?)/?>`, "g"))].map(([, tag = ""]) => tag);
}

async function readPart(path: string, entry: ZipEntry | undefined): Promise<string> {
  if (!entry) throw new Error("a part of the workbook is missing");
  let text = "";
  for await (const chunk of readXml(path, entry)) {
    text += chunk;
    if (text.length > LONGEST_PART) throw new Error("a part of the workbook is too long");
  }
  return text;
}

/** A file in the archive as text; it may not hold more than the table of contents says. Throws where it is broken. */
export async function* readXml(path: string, entry: ZipEntry): AsyncGenerator<string> {
  if (entry.packedSize === 0) return;
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let left = entry.unpackedSize;
  for await (const bytes of await unpack(path, entry)) {
    left -= bytes.length;
    if (left < 0) throw new Error("an archive that holds more than it says");
    yield decoder.decode(bytes, { stream: true });
  }
  yield decoder.decode();
}
