import { createReadStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import { parse } from "csv-parse";
import type { Sql } from "../../../db/open.ts";
import { columnsOf, type FullRow, insertInto, readRows } from "../copy-rows.ts";

const batchSize = 500;

/** Reads a CSV with nothing but the parser that the product uses. Returns the number of its records. */
export async function parseOnly(path: string): Promise<number> {
  const parser = parse({ relax_column_count: true });
  let records = 0;
  parser.on("readable", () => {
    while (parser.read() !== null) records++;
  });
  await pipeline(createReadStream(path, { highWaterMark: 1 << 18 }), parser);
  return records;
}

/** What an import left in a book, row by row in the order in which it was written. */
export interface Written {
  readonly complaints: readonly FullRow[];
  /** By tracking id. */
  readonly escalations: ReadonlyMap<unknown, readonly FullRow[]>;
}

export function readWritten(sql: Sql): Written {
  const escalations = readRows(sql, "escalations");
  const trackingId = columnsOf(sql, "escalations").indexOf("trackingId");
  return {
    complaints: readRows(sql, "complaints"),
    escalations: Map.groupBy(escalations, (row) => row[trackingId]),
  };
}

/** Writes the same rows into another book, finished as they are, in batches of the same size. */
export function openInserts(sql: Sql): (written: Written) => void {
  const insertComplaint = insertInto(sql, "complaints");
  const insertEscalation = insertInto(sql, "escalations");
  const trackingId = columnsOf(sql, "complaints").indexOf("trackingId");
  const write = sql.transaction(({ complaints, escalations }: Written) => {
    for (const complaint of complaints) {
      insertComplaint.run(...complaint);
      for (const escalation of escalations.get(complaint[trackingId]) ?? [])
        insertEscalation.run(...escalation);
    }
  });
  return ({ complaints, escalations }) => {
    for (let from = 0; from < complaints.length; from += batchSize)
      write.immediate({ complaints: complaints.slice(from, from + batchSize), escalations });
  };
}
