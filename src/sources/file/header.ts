import { aliasesOf, type Field, fields, foldHeader, type OwnAliases } from "./header-aliases.ts";

export interface Column {
  /** The header's text, as it stands. */
  readonly name: string;
  /** Index in a record. */
  readonly place: number;
}

/** Where the columns are: found once, used for every row. */
export interface Header {
  /** 1-based, as a spreadsheet counts. */
  readonly row: number;
  readonly columns: readonly string[];
  /** The column that holds a field; undefined where the file does not have it. */
  readonly columnOf: (field: Field) => Column | undefined;
  /** Whether Siaga reads the column at this place. */
  readonly isKnown: (place: number) => boolean;
}

/** The export's own preamble has ten rows; covers made by hand are longer. */
export const HEADER_WITHIN = 40;

/** The first row that holds a Tracking ID column; null if there is none among the first rows. */
export function findHeader(records: readonly (readonly string[])[], own: OwnAliases): Header | null {
  const index = records
    .slice(0, HEADER_WITHIN)
    .findIndex((record) => placeOf(record.map(foldHeader), "trackingId", own) >= 0);
  const columns = records[index]?.map((text) => text.trim());
  if (!columns) return null;
  const found = columnsByField(columns, own);
  const known = new Set([...found.values()].map(({ place }) => place));
  return {
    row: index + 1,
    columns,
    columnOf: (field) => found.get(field),
    isKnown: (place) => known.has(place),
  };
}

/** What a cell holds, without the spaces around it; "" where a short row has no such cell. */
export function cellText(cells: readonly string[], { place }: Column): string {
  return cells[place]?.trim() ?? "";
}

function columnsByField(columns: readonly string[], own: OwnAliases): ReadonlyMap<Field, Column> {
  const folded = columns.map(foldHeader);
  const found = new Map<Field, Column>();
  for (const field of fields) {
    const place = placeOf(folded, field, own);
    if (place >= 0) found.set(field, { name: columns[place] ?? "", place });
  }
  return found;
}

function placeOf(folded: readonly string[], field: Field, own: OwnAliases): number {
  for (const alias of aliasesOf(field, own)) {
    const place = folded.indexOf(foldHeader(alias));
    if (place >= 0) return place;
  }
  return -1;
}
