import { UserError } from "../../user-error.ts";
import { reportPlan } from "../people/report.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { changeConfig } from "../shared/config-file/change-config.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import type { Config } from "../shared/config-file/shape.ts";
import { printLine } from "../shared/print.ts";
import { addFirst } from "./first-config.ts";

/** `siaga siapkan`: asks first and writes once, all of it or nothing. */
export async function siapkan({ oleh }: { oleh?: string }): Promise<void> {
  if (!process.stdin.isTTY || !process.stdout.isTTY)
    throw new UserError(
      "siaga siapkan bertanya lewat terminal, dan di sini tidak ada. Salin db/contoh/pemda.yaml, isi, lalu: siaga konfig impor BERKAS.yaml",
    );
  await withBook(async (db) => {
    refuseSecond(readConfig(db.sql));
    const { askAll } = await import("./ask.ts");
    const answers = await askAll();
    const edit = (config: Config): Config => {
      refuseSecond(config);
      return addFirst(config, answers);
    };
    reportPlan(changeConfig(db, { now: currentInstant(), action: "siapkan", oleh, edit }));
  });
  printLine("Berikutnya: isi SIAGA_SMTP dan SIAGA_WA dalam berkas .env, lalu periksa dengan siaga periksa");
}

function refuseSecond({ units }: Config): void {
  if (units.length === 0) return;
  throw new UserError(
    "Pemda sudah diatur. Menambah OPD: siaga opd tambah KODE --nama NAMA; melihat yang ada: siaga opd daftar.",
  );
}
