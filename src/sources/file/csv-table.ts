import { createReadStream, type ReadStream } from "node:fs";
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { findHeader, HEADER_WITHIN } from "./header.ts";
import type { OwnAliases } from "./header-aliases.ts";
import type { Encoding } from "./inspect-file.ts";
import { fileRefusal } from "./refuse-file.ts";
import type { Table } from "./table.ts";

/** Far longer than a row of LAPOR!, whose texts end at 3,000 characters; a lost quote must not swallow the file. */
const LONGEST_RECORD = 1_000_000;
const delimiters = [",", ";", "\t"];

/** A CSV as rows, read as it is asked for: memory stays the same whatever the file's length. */
export async function openCsv(
  path: string,
  { encoding, own }: { readonly encoding: Encoding; readonly own: OwnAliases },
): Promise<Table> {
  let source: ReadStream | null = null;
  const recordsWith = (delimiter: string): AsyncIterable<readonly string[]> => {
    source = createReadStream(path, { highWaterMark: 1 << 18 });
    return parseRecords(path, source, { delimiter, encoding });
  };
  const { delimiter, top } = await findDelimiter(recordsWith, own);
  if (delimiter === null) throw fileRefusal(path, "noTrackingId");
  return {
    top,
    records: () => recordsWith(delimiter),
    bytesDone: () => source?.bytesRead ?? 0,
  };
}

interface Found {
  /** null: no header appears with any. */
  readonly delimiter: string | null;
  readonly top: readonly (readonly string[])[];
}

/** The delimiter with which a header appears: only one can, since the others leave its line in one piece. */
async function findDelimiter(
  recordsWith: (delimiter: string) => AsyncIterable<readonly string[]>,
  own: OwnAliases,
): Promise<Found> {
  for (const delimiter of delimiters) {
    const top = await firstRecords(recordsWith(delimiter));
    if (findHeader(top, own)) return { delimiter, top };
  }
  return { delimiter: null, top: [] };
}

/** As many as can hold a header; with the wrong delimiter a quote may seem to stay open, which ends them early. */
async function firstRecords(records: AsyncIterable<readonly string[]>): Promise<(readonly string[])[]> {
  const top: (readonly string[])[] = [];
  try {
    for await (const record of records) if (top.push(record) >= HEADER_WITHIN) break;
  } catch (error) {
    if (!((error as Error).cause instanceof CsvError)) throw error;
  }
  return top;
}

async function* parseRecords(
  path: string,
  source: ReadStream,
  { delimiter, encoding }: { delimiter: string; encoding: Encoding },
): AsyncIterable<readonly string[]> {
  const parser = parse({
    delimiter,
    bom: true,
    relax_quotes: true,
    relax_column_count: true,
    record_delimiter: ["\r\n", "\n", "\r"],
    max_record_size: LONGEST_RECORD,
  });
  // The pipeline hands every failure to the parser, where the loop below meets it.
  const streams = encoding === "utf-8" ? [source, parser] : [source, decoder(encoding), parser];
  pipeline(streams, () => {});
  try {
    for await (const record of parser as AsyncIterable<string[]>) yield record;
  } catch (error) {
    throw fileRefusal(path, error instanceof CsvError ? "openQuote" : "changed", error);
  }
}

function decoder(encoding: Encoding): (source: AsyncIterable<Buffer>) => AsyncIterable<string> {
  return async function* decode(source) {
    const text = new TextDecoder(encoding);
    for await (const chunk of source) yield text.decode(chunk, { stream: true });
  };
}
