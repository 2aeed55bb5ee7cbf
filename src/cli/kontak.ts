import { Command, Option } from "commander";

/** `siaga kontak`: who holds which post. Each action is loaded when it is called. */
export function build(): Command {
  const kontak = new Command("kontak").description(
    "pejabat yang diberi tahu: jabatan, nomor WhatsApp, email, dan masanya",
  );
  kontak
    .command("daftar")
    .description("kontak yang masih atau akan menjabat")
    .option("--opd <kode>", "hanya OPD ini")
    .option("--jabatan <jabatan>", "hanya jabatan ini")
    .option("--semua", "juga yang sudah tidak menjabat")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./kontak/daftar.ts")).daftar(options));
  addFields(kontak.command("tambah <opd> <jabatan> <nama>").description("menambah pemangku jabatan")).action(
    async (unit, post, name, options) =>
      (await import("./kontak/tambah.ts")).tambah({ unit, post, name }, options),
  );
  addChoice(
    addFields(kontak.command("ubah <siapa>").description('mengubah kontak; tulis "" untuk mengosongkan')),
  )
    .option("--nama <nama>", "nama baru")
    .option("--aktif", "kembali menjabat setelah PINDAH: tanpa tanggal akhir")
    .action(async (who, options) => (await import("./kontak/ubah.ts")).ubah(who, options));
  addChoice(
    kontak
      .command("hapus <siapa>")
      .description("menghapus kontak; untuk yang selesai menjabat pakai ubah --sampai"),
  )
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (who, options) => (await import("./kontak/hapus.ts")).hapus(who, options));
  addChoice(
    kontak
      .command("konfirmasi <siapa>")
      .description("mencatat bahwa ia masih menjabat, bila ia memberi tahu Kominfo langsung"),
  )
    .option("--oleh <nama>", "siapa yang menanyakan, untuk riwayat")
    .action(async (who, options) => (await import("./kontak/konfirmasi.ts")).konfirmasi(who, options));
  addChoice(kontak.command("undang [siapa]").description("membuat kode DAFTAR yang menautkan nomor WhatsApp"))
    .option(
      "--cetak <berkas>",
      "halaman HTML siap cetak untuk semua yang belum terdaftar, satu halaman tiap OPD",
    )
    .option("--json", "keluaran JSON")
    .option("--oleh <nama>", "siapa yang mengundang, untuk riwayat")
    .action(async (who, options) => (await import("./kontak/undang.ts")).undang(who, options));
  return kontak;
}

/** <siapa> is the number in the list, or the name; these tell namesakes apart. */
function addChoice(command: Command): Command {
  return command
    .option("--opd <kode>", "bila namanya dipakai beberapa kontak: yang di OPD ini")
    .option("--jabatan <jabatan>", "bila namanya dipakai beberapa kontak: yang di jabatan ini");
}

function addFields(command: Command): Command {
  return command
    .addOption(
      new Option("--jenis <jenis>", "definitif, plt, plh, pj, atau pjs").choices([
        "definitif",
        "plt",
        "plh",
        "pj",
        "pjs",
      ]),
    )
    .option("--wa <nomor>", "nomor WhatsApp, misalnya 0812-3456-7890")
    .option("--email <alamat>", "alamat email")
    .option("--mulai <tanggal>", "hari pertama menjabat, misalnya 2026-11-20")
    .option("--sampai <tanggal>", "hari terakhir menjabat")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat");
}
