import { Command, Option } from "commander";

/** `siaga kalender`: what is counted, and what is a day off. Each action is loaded when it is called. */
export function build(): Command {
  const kalender = new Command("kalender").description("hari kerja, hari libur, dan hitungan batas waktu");
  addHitung(kalender);
  addDaftar(kalender);
  addImpor(kalender);
  addLibur(kalender.command("libur").description("hari libur nasional, cuti bersama, dan libur daerah"));
  addJamKhusus(
    kalender.command("jam-khusus").description("jam kantor lain untuk sementara, misalnya selama Ramadan"),
  );
  return kalender;
}

function addHitung(kalender: Command): void {
  kalender
    .command("hitung")
    .description("menghitung batas waktu dan menyebutkan hari yang dihitung dan yang dilewati")
    .requiredOption("--mulai <waktu>", "waktu mulai setempat, misalnya 2026-11-20T15:00")
    .requiredOption("--tambah <lama>", 'misalnya "1 hari kerja", "4 jam kerja", "2 jam"')
    .option("--opd <kode>", "pakai kalender OPD ini (bawaan: kalender Pemda)")
    .addOption(new Option("--zona <zona>", "pakai jam kantor bawaan di WIB, WITA, atau WIT").conflicts("opd"))
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./kalender/hitung.ts")).hitung(options));
}

function addDaftar(kalender: Command): void {
  kalender
    .command("daftar")
    .description("jam kantor dan hari libur setahun")
    .option("--tahun <tahun>", "bawaan: tahun ini")
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./kalender/daftar.ts")).daftar(options));
}

function addImpor(kalender: Command): void {
  kalender
    .command("impor <berkas>")
    .description("mengisi tabel libur setahun menurut SKB 3 Menteri dari berkas YAML atau JSON")
    .option("--uji", "hanya menampilkan perbedaannya")
    .option("--ya", "tanpa bertanya, juga bila hari libur yang tercatat menjadi hari kerja")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .addHelpText(
      "after",
      `
Isi berkas:
  years:
    2028:
      decree: SKB 3 Menteri nomor …
      libur_nasional:
        2028-01-01: Tahun Baru 2028 Masehi
      cuti_bersama:
        2028-…: …`,
    )
    .action(async (file, options) => (await import("./kalender/impor.ts")).impor(file, options));
}

function addLibur(libur: Command): void {
  libur
    .command("tambah <tanggal> <nama>")
    .description("mencatat satu hari libur")
    .requiredOption("--dasar <sk>", 'surat keputusannya, misalnya "SK Bupati Nomor …"')
    .option("--kalender <kode>", "hanya untuk kalender ini (bawaan: untuk semua)")
    .addOption(
      new Option("--jenis <jenis>", "jenis libur")
        .choices(["libur_daerah", "cuti_bersama", "libur_nasional"])
        .default("libur_daerah"),
    )
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (date, name, options) =>
      (await import("./kalender/libur.ts")).tambahLibur(date, name, options),
    );
  libur
    .command("hapus <tanggal> [nama]")
    .description("menghapus satu hari libur; bila nama ditulis, harus sama dengan yang tercatat")
    .option("--dasar <sk>", "surat keputusan perubahannya")
    .option("--ya", "tanpa bertanya, juga untuk libur nasional dan cuti bersama")
    .option("--kalender <kode>", "hanya untuk kalender ini")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (date, name, options) =>
      (await import("./kalender/libur.ts")).hapusLibur(date, name, options),
    );
  libur
    .command("daftar")
    .description("semua hari libur dengan dasarnya")
    .option("--tahun <tahun>", "hanya tahun ini")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./kalender/libur.ts")).daftarLibur(options));
}

function addJamKhusus(jamKhusus: Command): void {
  jamKhusus
    .command("tambah <dari> <sampai> <nama>")
    .description("mencatat jam khusus dari satu tanggal sampai tanggal lain, keduanya termasuk")
    .requiredOption("--jam <jam>", '"senin-kamis 08.00-12.00 12.30-15.00; jumat 08.00-11.30 12.30-15.30"')
    .requiredOption("--dasar <sk>", "surat keputusan atau edarannya")
    .option("--kalender <kode>", "hanya untuk kalender ini (bawaan: untuk semua)")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (from, to, name, options) =>
      (await import("./kalender/jam-khusus.ts")).tambahJamKhusus({ from, to, name }, options),
    );
  jamKhusus
    .command("hapus <nomor>")
    .description("menghapus jam khusus; nomornya ada pada jam-khusus daftar")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (id, options) => (await import("./kalender/jam-khusus.ts")).hapusJamKhusus(id, options));
  jamKhusus
    .command("daftar")
    .description("semua jam khusus")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./kalender/jam-khusus.ts")).daftarJamKhusus(options));
}
