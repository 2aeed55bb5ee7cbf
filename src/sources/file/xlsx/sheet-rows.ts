import { elementsOf } from "./xml-elements.ts";
import { attributeOf, decodeXml, stringIn } from "./xml-text.ts";

/** A cell as a sheet holds it: its words, or the number of a shared string. */
export type RawCell = string | number;

/** ECMA-376: a sheet ends there. */
const MOST_ROWS = 1_048_576;
const MOST_COLUMNS = 16_384;

const cell = /\s*<(?:\w+:)?c(\s[^>]*?)?(?:\/>|>([\s\S]*?)<\/(?:\w+:)?c\s*>)/y;
const value = /<(?:\w+:)?v(?:\s[^>]*)?>([\s\S]*?)<\/(?:\w+:)?v\s*>/;
const nested = /<(?:\w+:)?c[\s>/]/;
/** What may stand behind the cells of a row. */
const behindCells = /\s*(?:<(?:\w+:)?extLst\b|$)/y;

/**
 * The rows of a sheet, as they arrive; a row that is not written is an empty one, so that they count as in a spreadsheet.
 * Numbers and dates are the text that stands in the file (a date is a count of days). Throws Error for broken XML.
 */
export async function* sheetRows(chunks: AsyncIterable<string>): AsyncGenerator<readonly RawCell[]> {
  let last = 0;
  for await (const row of elementsOf(chunks, { name: "row", within: "sheetData" })) {
    const tagEnd = row.indexOf(">");
    const number = Number(attributeOf(row.slice(0, tagEnd), "r") ?? last + 1);
    if (!Number.isInteger(number) || number <= last || number > MOST_ROWS)
      throw new Error("rows out of order");
    for (; last < number - 1; last++) yield [];
    last = number;
    yield row[tagEnd - 1] === "/" ? [] : cellsIn(row.slice(tagEnd + 1, row.lastIndexOf("<")));
  }
}

function cellsIn(row: string): RawCell[] {
  const cells: RawCell[] = [];
  cell.lastIndex = 0;
  let at = 0;
  for (let match = cell.exec(row); match; match = cell.exec(row)) {
    const [, tag = "", content = ""] = match;
    const place = placeOf(attributeOf(tag, "r")) ?? cells.length;
    if (place < cells.length || place >= MOST_COLUMNS) throw new Error("cells out of order");
    while (cells.length < place) cells.push("");
    cells.push(readCell(attributeOf(tag, "t"), content));
    at = cell.lastIndex;
  }
  behindCells.lastIndex = at;
  if (!behindCells.test(row)) throw new Error("a row with something else than cells");
  return cells;
}

/** "A12" is 0, "XFD1" is 16,383; undefined where a cell does not say. */
function placeOf(reference: string | undefined): number | undefined {
  if (reference === undefined) return undefined;
  const [, letters] = /^([A-Z]{1,3})[0-9]{1,7}$/.exec(reference) ?? [];
  if (letters === undefined) throw new Error("a cell without a place");
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

function readCell(type: string | undefined, content: string): RawCell {
  if (content === "") return "";
  if (nested.test(content)) throw new Error("a cell within a cell");
  if (type === "inlineStr") return stringIn(content);
  const text = decodeXml(value.exec(content)?.[1] ?? "");
  if (text === "" || type === "e") return "";
  if (type === "s") return sharedNumber(text);
  return type === "b" ? String(text.trim() === "1") : text;
}

function sharedNumber(text: string): number {
  const number = Number(text);
  if (!/^\s*[0-9]{1,9}\s*$/.test(text)) throw new Error("a shared string without a number");
  return number;
}
