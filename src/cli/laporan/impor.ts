import { clearMended } from "../../desk/clear-mended.ts";
import { importFile, type ImportResult } from "../../desk/import-file.ts";
import { UserError } from "../../user-error.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { describeFailure } from "../shared/describe-failure.ts";
import { printJson, printLine, whole } from "../shared/print.ts";
import { showProgress } from "../shared/progress.ts";

interface Options {
  readonly paksa?: boolean;
  readonly json?: boolean;
}

/** Reads one export into the book. Exit code 1 when a row was refused; the others are in the book all the same. */
export async function impor(path: string, { paksa = false, json = false }: Options): Promise<void> {
  const progress = showProgress("Mengimpor", "baris");
  let stored = 0;
  const onStored = (count: number) => (stored = count);
  const { read: result, hasUnits } = await withBook(async (db) => {
    const { alarms, intake, office } = openCommandDesk(db);
    const now = currentInstant();
    const order = { path, now, isForced: paksa, onProgress: progress.update, onStored };
    const read = await importFile(db.sql, intake, order);
    // one that could not be read before
    db.sql.transaction(() => clearMended(db.sql, alarms, office, now)).immediate();
    return { read, hasUnits: office.people.units.size > 0 };
  })
    .finally(progress.end)
    .catch((error: unknown) => {
      throw stored > 0 ? brokenOff(error, stored) : error;
    });
  if (json) printJson(result);
  else printResult(result, hasUnits);
  if (result.refused.length > 0) process.exitCode = 1;
}

/** Each batch is whole: what is in the book stays, and the same file once more brings the rest. */
function brokenOff(error: unknown, stored: number): UserError {
  return new UserError(
    `${describeFailure(error)}\nImpor terputus: ${whole(stored)} laporan sudah tersimpan, sisanya belum. Impor lagi berkas yang sama.`,
    { cause: error },
  );
}

function printResult(
  { read, refused, unknownUnits, warnings, ...counts }: ImportResult,
  hasUnits: boolean,
): void {
  printLine(
    `${whole(read)} baris dibaca: ${whole(counts.new)} baru, ${whole(counts.changed)} berubah, ${whole(counts.unchanged)} tetap, ${whole(refused.length)} ditolak.`,
  );
  for (const { row, column, reason } of refused) printLine(`  Baris ${row}, kolom ${column}: ${reason}`);
  if (!hasUnits) printLine("  Belum ada Pemda dan OPD. Jalankan: siaga konfig impor atau siaga siapkan");
  for (const { name, count } of hasUnits ? unknownUnits : [])
    printLine(
      `  OPD "${name}" (${count} laporan) belum dikenal. Petakan: siaga opd ubah KODE --alias "${name}"`,
    );
  for (const warning of warnings) printLine(`  ${warning}`);
}
