import { unpack, type ZipEntry } from "./zip-entries.ts";

export interface Extent {
  readonly rows: number;
  readonly columns: number;
}

/** A cell that holds something: an empty one, which only has a style, closes itself. */
const filledCell = /<(?:\w+:)?c\s(?:[^>]*?\s)?r="([A-Z]{1,3})([0-9]{1,7})"[^>]*(?<!\/)>/g;

/** How far the sheets of a workbook reach, by the furthest row and column in which a cell holds something. */
export async function furthestCell(path: string, entries: readonly ZipEntry[]): Promise<Extent> {
  let rows = 0;
  let columns = 0;
  for (const entry of entries.filter(isSheet)) {
    let rest = "";
    for await (const chunk of await unpack(path, entry)) {
      const text = rest + chunk.toString("latin1");
      for (const [, letters = "", digits = ""] of text.matchAll(filledCell)) {
        rows = Math.max(rows, Number(digits));
        columns = Math.max(columns, columnOf(letters));
      }
      // A tag may be cut in two; one that was seen whole does no harm when it is seen again.
      rest = text.slice(Math.max(text.lastIndexOf("<"), text.length - LONGEST_TAG));
    }
  }
  return { rows, columns };
}

const LONGEST_TAG = 1000;

/** Sheets may carry any name; the shared texts are the one large part that is surely none. */
function isSheet({ name, packedSize }: ZipEntry): boolean {
  return packedSize > 0 && name.endsWith(".xml") && !/sharedstrings/i.test(name);
}

/** "A" is 1, "XFD" is 16,384. */
function columnOf(letters: string): number {
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column;
}
