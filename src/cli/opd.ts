import { Command } from "commander";

/** `siaga opd`: the offices that answer. Each action is loaded when it is called. */
export function build(): Command {
  const opd = new Command("opd").description("OPD: kode, nama, ejaan lain, induk, dan kalendernya");
  opd
    .command("daftar")
    .description("semua OPD")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./opd/daftar.ts")).daftar(options));
  addFields(opd.command("tambah <kode>").description("menambah OPD; yang pertama adalah Pemda itu sendiri"))
    .requiredOption("--nama <nama>", "nama lengkap seperti di LAPOR!")
    .option(
      "--jabatan <daftar>",
      "jabatan yang langsung dibuat, dipisah koma (bawaan: admin,kepala; untuk Pemda kominfo,kepala_kominfo,kepala_daerah)",
    )
    .option("--ya", "OPD pertama memang Pemda itu sendiri, apa pun namanya")
    .action(async (code, options) => (await import("./opd/tambah.ts")).tambah(code, options));
  addFields(opd.command("ubah <kode>").description('mengubah OPD; tulis "" untuk mengosongkan'))
    .option("--nama <nama>", "nama lengkap seperti di LAPOR!")
    .option("--hapus-alias <nama...>", "ejaan lain yang dihapus")
    .action(async (code, options) => (await import("./opd/ubah.ts")).ubah(code, options));
  opd
    .command("hapus <kode>")
    .description("menghapus OPD yang belum pernah menerima laporan")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (code, options) => (await import("./opd/hapus.ts")).hapus(code, options));
  return opd;
}

function addFields(command: Command): Command {
  return command
    .option("--sebutan <sebutan>", "sebutan pimpinannya, misalnya Kepala Dinas, Camat, Direktur")
    .option("--id-lapor <id>", "ID Instansi di LAPOR!")
    .option("--alias <nama...>", "ejaan lain dari namanya")
    .option("--induk <kode>", "OPD induk (bawaan: Pemda)")
    .option("--kalender <kode>", "kalender jam kerjanya (bawaan: milik induk)")
    .option("--zona <zona>", "jam kantor bawaan di WIB, WITA, atau WIT")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat");
}
