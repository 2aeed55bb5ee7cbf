import { statSync } from "node:fs";
import { join } from "node:path";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { openExport } from "../../../../src/sources/file/open-export.ts";
import { freshFolder } from "../../../support/exports/folder.ts";
import { exportRows } from "../../../support/exports/rows.ts";
import { exportTable } from "../../../support/exports/table.ts";
import { writeCsv } from "../../../support/exports/write-csv.ts";

const COUNT = 200_000;
const short = { "Isi Laporan Awal": "lampu mati tiga hari", "Isi Laporan Akhir": "lampu mati tiga hari" };

setFlagsFromString("--expose-gc");
const collect = runInNewContext("gc") as () => void;

test("200,000 rows are read without keeping them", async () => {
  const path = await writeCsv(join(freshFolder(), "besar.csv"), exportTable(exportRows(COUNT, () => short)));
  const { rows } = await openExport(path, { offsetMinutes: 0, now: 0 });
  const heldMegabytes: number[] = [];
  let read = 0;
  for await (const row of rows) {
    if (row.ok) read += 1;
    if (read % 40_000 === 1) heldMegabytes.push(held());
  }
  expect(read).toBe(COUNT);
  expect(statSync(path).size).toBeGreaterThan(50e6);
  expect(Math.max(...heldMegabytes) - heldMegabytes[0]!).toBeLessThan(3);
});

function held(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return (heapUsed + external) / 1e6;
}
