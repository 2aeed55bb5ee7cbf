import { Command } from "commander";

/** `siaga konfig`: OPD, posts, people, calendars and rules as one reviewable file. Each action is loaded when it is called. */
export function build(): Command {
  const konfig = new Command("konfig").description(
    "kalender, OPD, jabatan, kontak, dan aturan sebagai satu berkas",
  );
  konfig
    .command("impor <berkas>")
    .description("memberlakukan berkas YAML: bagian yang ada di dalamnya menggantikan seluruh bagian itu")
    .option("--uji", "hanya menampilkan perbedaannya")
    .option("--ya", "tidak bertanya bila ada kontak atau aturan yang hilang")
    .option("--tetap", "terima juga aturan yang menyebut jabatan atau OPD yang belum ada")
    .option("--json", "keluaran JSON")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .addHelpText("after", "\nContoh berkas: db/contoh/pemda.yaml")
    .action(async (file, options) => (await import("./konfig/impor.ts")).impor(file, options));
  konfig
    .command("ekspor <berkas>")
    .description("menulis seluruh konfigurasi ke berkas YAML; - untuk layar")
    .option("--ya", "menimpa berkas yang tidak dibuat oleh ekspor")
    .action(async (file, options) => (await import("./konfig/ekspor.ts")).ekspor(file, options));
  return konfig;
}
