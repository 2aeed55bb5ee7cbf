import { Command } from "commander";
import { refuseUsage } from "./shared/commander-id.ts";

/** `siaga simulasi`: what the rules would have done with the complaints of the past. */
export function build(): Command {
  return new Command("simulasi")
    .description(
      "memutar laporan lama dengan aturan sekarang dan kontak yang menjabat saat itu, tanpa mengirim apa pun",
    )
    .option(
      "--berkas <berkas>",
      "ekspor LAPOR!, sebaiknya dengan kolom Tanggal Disposisi, Tanggal Tindak Lanjut Pertama, Tanggal Selesai, dan Masa Tunda",
    )
    .option("--dari-riwayat", "pakai laporan yang sudah tercatat di Siaga")
    .requiredOption("--mulai <waktu>", "awal masa yang diputar, misalnya 2026-01-01")
    .requiredOption("--sampai <waktu>", "akhir masa yang diputar (tidak termasuk)")
    .option("--banding <berkas>", "bandingkan dengan aturan dalam berkas YAML ini")
    .option("--gambar <berkas>", "simpan perbandingannya sebagai gambar .svg atau .png")
    .option("--json", "satu pesan per baris; dengan --banding satu dokumen")
    .action(async (options, command: Command) => {
      if ((options.berkas === undefined) === (options.dariRiwayat === undefined))
        refuseUsage(command, "Pilih satu sumber: --berkas BERKAS atau --dari-riwayat");
      return (await import("./simulasi/run.ts")).simulasi(options);
    });
}
