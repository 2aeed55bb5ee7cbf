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
    .description("laporan yang tercatat, yang terbuka lebih dahulu")
    .option("--opd <kode>", "hanya OPD ini")
    .option("--status <status>", `hanya status ini: ${Object.values(statusNames).join(", ")}`)
    .option("--hilang", "hanya yang tidak lagi muncul dalam ekspor LAPOR!")
    .option("--semua", "termasuk yang sudah berakhir")
    .option("--json", "satu laporan per baris")
    .action(async (options) => (await import("./laporan/daftar.ts")).daftar(options));
  laporan
    .command("lihat <id>")
    .description("seluruh riwayat satu laporan: batas waktu, jenjang, pesan, dan yang berikutnya")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) => (await import("./laporan/lihat.ts")).lihat(id, options));
  addHandEntries(laporan);
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
    .description("melanjutkan satu laporan yang ditahan atau tunggakan, atau semua tunggakan")
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

/** What a person knows and no source has said. */
function addHandEntries(laporan: Command): void {
  laporan
    .command("tambah [id]")
    .description("menambah laporan dengan tangan, atau membetulkan yang sudah ada; yang tidak disebut tetap")
    .option("--masuk <waktu>", 'kapan masuk di LAPOR!, misalnya "19-11-2026 10.10"; wajib untuk laporan baru')
    .option("--judul <judul>", "judul; nomor dan alamat pribadi disamarkan")
    .option("--opd <opd>", "OPD yang dituju: kode, nama, atau aliasnya")
    .option(
      "--disposisi <waktu>",
      "kapan didisposisikan kepada OPD itu; tanpa ini, batas waktunya dihitung mulai sekarang",
    )
    .option("--kategori <kategori>", "kategori")
    .option("--klasifikasi <klasifikasi>", "klasifikasi, misalnya aspirasi")
    .option("--kecamatan <kecamatan>", "tempatnya, tidak lebih rinci daripada kecamatan")
    .option("--status <status>", "status seperti tertulis di LAPOR!")
    .option("--rahasia", "laporan rahasia: judul tidak disimpan")
    .option("--bukan-rahasia", "bukan laporan rahasia; wajib salah satu untuk laporan baru")
    .option("--oleh <nama>", "siapa yang mencatat, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string | undefined, options, command: Command) =>
      (await import("./laporan/tambah.ts")).tambah(id, options, command),
    );
  laporan
    .command("catat-tindak-lanjut <id>")
    .description("mencatat bahwa OPD sudah menjawab di LAPOR!; batas waktu tindak lanjutnya berhenti")
    .option("--pada <waktu>", "kapan (bawaan: sekarang)")
    .option("--ya", "catat tanpa bertanya")
    .option("--oleh <nama>", "siapa yang mencatat, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) =>
      (await import("./laporan/catat-tindak-lanjut.ts")).catatTindakLanjut(id, options),
    );
  laporan
    .command("catat-selesai <id>")
    .description("mencatat bahwa laporan sudah berakhir di LAPOR!; semua batas waktunya berhenti")
    .option("--status <status>", "status akhirnya di LAPOR!", "Selesai")
    .option("--pada <waktu>", "kapan (bawaan: sekarang)")
    .option("--ya", "catat tanpa bertanya")
    .option("--oleh <nama>", "siapa yang mencatat, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (id: string, options) =>
      (await import("./laporan/catat-selesai.ts")).catatSelesai(id, options),
    );
}
