import { Command } from "commander";
import type { Options } from "./rekap/rekap.ts";

/** `siaga rekap`: the figures of escalation.md section 10. */
export function build(): Command {
  return new Command("rekap")
    .description("persentase penyelesaian, laju tindak lanjut, keterlambatan, dan peringkat OPD")
    .option("--dari <tanggal>", "masuk sejak tanggal ini, misalnya 2026-11-01 (bawaan: awal bulan ini)")
    .option("--sampai <tanggal>", "masuk paling akhir tanggal ini (bawaan: hari ini)")
    .option("--bulan <bulan>", "masuk dalam bulan ini, misalnya 2026-11")
    .option("--tahun <tahun>", "masuk dalam tahun ini, misalnya 2026")
    .option("--opd <kode>", "hanya OPD ini")
    .option("--json", "keluaran JSON")
    .action(async (options: Options) => (await import("./rekap/rekap.ts")).rekap(options));
}
