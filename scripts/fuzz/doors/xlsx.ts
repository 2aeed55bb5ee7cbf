import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { readEntries, unpack } from "../../../src/sources/file/zip-entries.ts";
import { exportTable } from "../../../test/support/exports/table.ts";
import { type CellValue, writeXlsx } from "../../../test/support/exports/write-xlsx.ts";
import type { Chance } from "../chance.ts";
import type { Door } from "../contract.ts";
import { mutateBytes, mutateText } from "../mutate.ts";
import { packZip } from "../../../test/support/exports/pack-zip.ts";
import { type MadeFile, oddRows, openFilePlace } from "./files.ts";

/** Exports as workbooks: wrong as files, and wrong in the XML within. */
export const xlsxDoor: Door = {
  name: "xlsx",
  open: async () => openFilePlace(".xlsx", makeXlsx),
};

async function makeXlsx(chance: Chance, scratch: string): Promise<MadeFile> {
  const table = exportTable(oddRows(chance), { preamble: chance.isOne(0.7), generatedOn: "2026-11-23" });
  const cells = [...table].map((row) => row.map((cell) => cellByChance(storable(cell), chance)));
  const path = await writeXlsx(join(scratch, "utuh.xlsx"), cells);
  const kind = chance.below(4);
  const bytes = kind === 0 ? readFileSync(path) : mutateBytes(readFileSync(path), chance);
  if (kind < 2) return { bytes, isInOrder: true };
  return { bytes: await repack(path, chance), isInOrder: false };
}

/** A cell takes 32,767 characters, and XML no half of a character. */
function storable(cell: string): string {
  return cell.toWellFormed().slice(0, 32_000);
}

function cellByChance(cell: string, chance: Chance): CellValue {
  if (/^[0-9]{1,15}$/u.test(cell) && chance.isOne(0.3)) return Number(cell);
  return chance.isOne(0.02) ? new Date(Date.UTC(2026, 10, 1 + chance.below(28), 3)) : cell;
}

/** The same workbook with one of its parts otherwise. */
async function repack(path: string, chance: Chance): Promise<Buffer> {
  const entries = (await readEntries(path, statSync(path).size)) ?? [];
  const parts = await Promise.all(
    entries.map(async (entry) => ({
      name: entry.name,
      bytes: entry.packedSize === 0 ? Buffer.alloc(0) : await buffer(await unpack(path, entry)),
    })),
  );
  const likely = parts.filter(({ name }) => /sheet1|sharedStrings|workbook|styles/u.test(name));
  const broken = chance.pick(likely);
  const text = mutateText(broken.bytes.toString("utf8"), chance);
  return packZip(parts.map((part) => (part === broken ? { ...part, bytes: Buffer.from(text) } : part)));
}
