import { Command } from "commander";

/** `siaga sumber`: where complaints come from. Each action is loaded when it is called. */
export function build(): Command {
  const sumber = new Command("sumber").description(
    "dari mana laporan datang: ekspor, API LAPOR!, isian tangan",
  );
  sumber
    .command("daftar")
    .description("tiap sumber: pengaturan, sampai kapan datanya, galat terakhir, pembacaan berikutnya")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./sumber/daftar.ts")).daftar(options));
  sumber
    .command("uji")
    .description(
      "mencoba API LAPOR! langkah demi langkah dan kolom demi kolom, tanpa menampilkan data pribadi; API ini belum pernah dicoba dengan LAPOR! sendiri",
    )
    .option("--id <nomor>", "nomor laporan yang dicoba (bawaan: laporan terbuka yang terakhir dipastikan)")
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./sumber/uji.ts")).uji(options));
  addAtur(sumber);
  sumber
    .command("istilah [status]")
    .description(
      "istilah status LAPOR! yang belum dikenal atau ditambahkan; dengan --artinya: menambahkannya",
    )
    .option(
      "--artinya <status>",
      'artinya bagi Siaga, misalnya "belum ditindaklanjuti", proses, atau selesai',
    )
    .option("--ya", "setuju tanpa ditanya bila batas waktu berhenti karenanya")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .option("--json", "keluaran JSON; daftar: JSON Lines")
    .action(async (status, options) => (await import("./sumber/istilah.ts")).istilah(status, options));
  sumber
    .command("tautan [alamat]")
    .description(
      'tautan ke LAPOR! dalam pesan; dengan alamat: menggantinya, {id} untuk nomor laporan, "bawaan" untuk semula',
    )
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (link, options) => (await import("./sumber/tautan.ts")).tautan(link, options));
  for (const [name, isOn] of [
    ["nyalakan", true],
    ["matikan", false],
  ] as const)
    sumber
      .command(`${name} <sumber>`)
      .description(
        isOn ? "membaca API LAPOR! lagi" : "berhenti membaca API LAPOR!; pengaturannya tetap tersimpan",
      )
      .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
      .action(async (source, options) =>
        (await import("./sumber/switch.ts")).switchSource(source, isOn, options),
      );
  return sumber;
}

function addAtur(sumber: Command): void {
  sumber
    .command("atur <sumber>")
    .description("mengatur sumber file atau lapor; yang tidak disebut tetap")
    .option("--zona <zona>", "zona waktu yang tidak ditulis sumber: UTC, WIB, WITA, atau WIT")
    .option("--berlaku <lama>", 'berapa lama satu kepastian berlaku, misalnya "2 jam" atau "2 hari kerja"')
    .option("--alamat <url>", "alamat dasar API, misalnya https://api-splp.layanan.go.id/lapor/3.0.0")
    .option("--header-auth <nama>", "nama header untuk SIAGA_LAPOR_AUTH")
    .option("--header-token <nama>", "nama header untuk SIAGA_LAPOR_TOKEN")
    .option(
      "--daftar <jalur>",
      'jalur daftar laporan instansi, misalnya /complaints?page_size=50; "" bila tidak ada',
    )
    .option("--isi-daftar <kunci>", "letak baris dalam jawaban daftar, misalnya results.data")
    .option(
      "--kolom <nama=kunci...>",
      'letak satu kolom, misalnya opdName=disposition.name; untuk file judul kolomnya, misalnya "opdName=Unit Kerja"',
    )
    .option("--tiap <lama>", 'seberapa sering laporan terbuka dibaca lagi, misalnya "30 menit"')
    .option("--anggaran <jumlah>", "paling banyak sekian permintaan sejam")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (source, options) => (await import("./sumber/atur.ts")).atur(source, options));
}
