import { Command } from "commander";
import { statusNames } from "./laporan/status-names.ts";

/** `siaga laporan`: what is in the book. Each action is loaded when it is called. */
export function build(): Command {
  const laporan = new Command("laporan").description("mengimpor, mendaftar, dan melihat laporan");
  laporan
    .command("impor <berkas>")
    .description('mengimpor ekspor LAPOR! "Laporan Ringkas" (CSV atau XLSX)')
    .option("--paksa", "terima juga berkas yang lebih lama daripada impor terakhir")
    .option("--json", "keluaran JSON")
    .action(async (file: string, options) => (await import("./laporan/impor.ts")).impor(file, options));
  laporan
    .command("daftar")
    .description("laporan dalam buku, yang terbuka lebih dahulu")
    .option("--opd <kode>", "hanya OPD ini")
    .option("--status <status>", `hanya status ini: ${Object.values(statusNames).join(", ")}`)
    .option("--semua", "termasuk yang sudah berakhir")
    .option("--json", "satu laporan per baris")
    .action(async (options) => (await import("./laporan/daftar.ts")).daftar(options));
  laporan
    .command("lihat <id>")
    .description("seluruh riwayat satu laporan: batas waktu, jenjang, pesan, dan yang berikutnya")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) => (await import("./laporan/lihat.ts")).lihat(id, options));
  laporan
    .command("catat-siap <id>")
    .description("mencatat bahwa penerima menyatakan siap lewat telepon; pengingatnya berhenti")
    .option("--orang <nama>", "siapa yang menyatakannya, bila beberapa orang diberi tahu")
    .option("--oleh <nama>", "siapa yang mencatat, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) => (await import("./laporan/catat-siap.ts")).catatSiap(id, options));
  laporan
    .command("tahan <id>")
    .description("menahan jenjang satu laporan sampai dilanjutkan")
    .requiredOption("--alasan <alasan>", "mengapa ditahan")
    .option("--oleh <nama>", "siapa yang menahan, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) => (await import("./laporan/tahan.ts")).tahan(id, options));
  laporan
    .command("lanjutkan [id]")
    .description("melanjutkan laporan yang ditahan, atau tunggakan")
    .option("--tunggakan", "semua laporan dari sebelum pengiriman dinyalakan, dihitung mulai sekarang")
    .option("--opd <kode>", "dengan --tunggakan: hanya OPD ini")
    .option("--ya", "jalankan tanpa bertanya")
    .option("--oleh <nama>", "siapa yang melanjutkan, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string | undefined, options) =>
      (await import("./laporan/lanjutkan.ts")).lanjutkan(id, options),
    );
  return laporan;
}
