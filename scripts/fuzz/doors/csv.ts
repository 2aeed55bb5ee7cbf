import { readFileSync } from "node:fs";
import { join } from "node:path";
import { exportColumns } from "../../../test/support/exports/columns.ts";
import { exportTable } from "../../../test/support/exports/table.ts";
import { writeCsv } from "../../../test/support/exports/write-csv.ts";
import type { Chance } from "../chance.ts";
import type { Door } from "../contract.ts";
import { mutateBytes } from "../mutate.ts";
import { type MadeFile, oddRows, openFilePlace } from "./files.ts";

/** Exports as CSV, dropped into the watched folder. */
export const csvDoor: Door = {
  name: "csv",
  open: async () => openFilePlace(".csv", makeCsv),
};

async function makeCsv(chance: Chance, scratch: string): Promise<MadeFile> {
  const columns = columnsByChance(chance);
  const rows = exportTable(oddRows(chance), {
    columns,
    preamble: chance.isOne(0.7),
    generatedOn: "2026-11-23",
  });
  const path = await writeCsv(join(scratch, "utuh.csv"), rows, {
    delimiter: chance.pick([",", ";", "\t"]),
    lineEnd: chance.pick(["\r\n", "\n", "\r"]),
    bom: chance.isOne(0.3),
    encoding: chance.pick(["utf8", "utf8", "latin1", "utf16le"]),
  });
  let bytes: Buffer = readFileSync(path);
  for (let times = chance.below(3); times > 0; times--) bytes = mutateBytes(bytes, chance);
  return { bytes, isInOrder: columns.every((name) => isInPlace(name, columns)) };
}

function isInPlace(name: string, columns: readonly string[]): boolean {
  const places = columns.map((column) => (exportColumns as readonly string[]).indexOf(column));
  const at = columns.indexOf(name);
  return at === 0 || (places[at] ?? 0) > (places[at - 1] ?? 0);
}

/** All of them, or without one, or with two in each other's place. */
function columnsByChance(chance: Chance): readonly string[] {
  const [one, other] = [chance.below(exportColumns.length), chance.below(exportColumns.length)];
  if (chance.isOne(0.7)) return exportColumns;
  if (chance.isOne(0.5)) return exportColumns.toSpliced(one, 1);
  const swapped: string[] = [...exportColumns];
  [swapped[one], swapped[other]] = [swapped[other] ?? "", swapped[one] ?? ""];
  return swapped;
}
