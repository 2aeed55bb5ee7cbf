import type { OpenExport, ReadRow } from "../../../src/sources/contract.ts";
import { openExport } from "../../../src/sources/file/open-export.ts";

export interface ReadExport {
  readonly head: OpenExport["head"];
  readonly rows: readonly ReadRow[];
  readonly updates: readonly Extract<ReadRow, { ok: true }>["update"][];
  readonly refused: readonly Extract<ReadRow, { ok: false }>["refused"][];
}

/** Reads a whole export into memory; for files of a test's size. */
export async function readAll(path: string, offsetMinutes = 0): Promise<ReadExport> {
  const { head, rows: source } = await openExport(path, { offsetMinutes, now: 0 });
  const rows: ReadRow[] = [];
  for await (const row of source) rows.push(row);
  return {
    head,
    rows,
    updates: rows.flatMap((row) => (row.ok ? [row.update] : [])),
    refused: rows.flatMap((row) => (row.ok ? [] : [row.refused])),
  };
}
