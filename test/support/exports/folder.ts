import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { onTestFinished } from "vitest";

/** The example export that comes with the project: 18 made-up reports, header on row 11. */
export const examplePath = join(import.meta.dirname, "laporan-ringkas-contoh.csv");

/** An empty folder on disk that goes when the test ends. */
export function freshFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "siaga-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
