import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { home } from "../../../src/paths.ts";
import { exportRows } from "../../support/exports/rows.ts";
import { exportTable } from "../../support/exports/table.ts";
import { writeCsv } from "../../support/exports/write-csv.ts";
import { book, importSmall, path, siaga, useFolder } from "./siaga.ts";

useFolder();

const rows = 6000;
const stored = () => book((sql) => sql.prepare<[], number>("select count(*) from complaints").pluck().get());

test("an import that finds no more room says how much is in the book and what to do, and the next one brings the rest", async () => {
  await importSmall();
  const csv = await writeCsv(path("besar.csv"), exportTable(exportRows(rows)));
  const { PATH, HOME } = process.env;
  // No file may grow further, for the superuser too: 1.5 or 3 MB, by the shell's idea of a block.
  const command = `ulimit -f 3000; exec "${join(home, "scripts/siaga")}" laporan impor "${csv}"`;
  const { status, stderr } = spawnSync("sh", ["-c", command], {
    env: { PATH, HOME, SIAGA_DB: path("siaga.db") },
    encoding: "utf8",
  });
  expect(status).toBe(1);
  expect(stderr).toMatch(
    /^Basis data \S+ tidak dapat .*penuh.*ulangi\.\nImpor terputus: .* berkas yang sama\.\n$/u,
  );
  const [, said = ""] = /terputus: ([\d.]+) laporan sudah tersimpan/u.exec(stderr) ?? [];
  expect(Number(said.replace(".", ""))).toBe(stored());
  expect(stored()).toBeGreaterThan(0);
  expect(stored()).toBeLessThan(rows);

  await siaga("laporan", "impor", csv);
  expect(stored()).toBe(rows);
});
