import { clearMended } from "../../desk/clear-mended.ts";
import { importFile, type ImportResult } from "../../desk/import-file.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine, whole } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";

interface Options {
  readonly paksa?: boolean;
  readonly json?: boolean;
}

/** Reads one export into the book. Exit code 1 when a row was refused; the others are in the book all the same. */
export async function impor(path: string, { paksa = false, json = false }: Options): Promise<void> {
  const progress = showProgress("Mengimpor", "baris");
  const result = await withBook(async (db) => {
    const { alarms, intake, office } = openCommandDesk(db);
    const now = currentInstant();
    const order = { path, now, isForced: paksa, onProgress: progress.update };
    const read = await importFile(db.sql, intake, order);
    // one that could not be read before
    db.sql.transaction(() => clearMended(db.sql, alarms, office, now)).immediate();
    return read;
  });
  progress.end();
  if (json) printJson(result);
  else printResult(result);
  if (result.refused.length > 0) process.exitCode = 1;
}

function printResult({ read, refused, unknownUnits, warnings, ...counts }: ImportResult): void {
  printLine(
    `${whole(read)} baris dibaca: ${whole(counts.new)} baru, ${whole(counts.changed)} berubah, ${whole(counts.unchanged)} tetap, ${whole(refused.length)} ditolak.`,
  );
  for (const { row, column, reason } of refused) printLine(`  Baris ${row}, kolom ${column}: ${reason}`);
  for (const { name, count } of unknownUnits)
    printLine(
      `  OPD "${name}" (${count} laporan) belum dikenal. Petakan: siaga opd ubah KODE --alias "${name}"`,
    );
  for (const warning of warnings) printLine(`  ${warning}`);
}
