import { Command, Option } from "commander";

/** `siaga aturan`: which complaints, which clock, which steps. Each action is loaded when it is called. */
export function build(): Command {
  const aturan = new Command("aturan").description(
    "aturan eskalasi: laporan mana, batas waktu apa, jenjang apa saja",
  );
  aturan
    .command("daftar")
    .description("semua aturan menurut urutan pencocokannya")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./aturan/daftar.ts")).daftar(options));
  aturan
    .command("lihat <nama>")
    .description("satu aturan lengkap dengan jenjangnya")
    .option("--versi <nomor>", "versi yang lama; nomornya: siaga aturan riwayat")
    .option("--json", "keluaran JSON")
    .action(async (name, options) => (await import("./aturan/lihat.ts")).lihat(name, options));
  addAtur(aturan);
  addUji(aturan);
  addTerapkan(aturan);
  for (const [name, active, what] of [
    ["matikan", false, "mematikan aturan: pesan yang belum terkirim dibatalkan"],
    ["nyalakan", true, "menyalakan aturan kembali"],
  ] as const)
    aturan
      .command(`${name} <nama>`)
      .description(what)
      .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
      .action(async (rule, options) =>
        (await import("./aturan/switch.ts")).switchRule(rule, active, options),
      );
  aturan
    .command("riwayat <nama>")
    .description("semua versi aturan dan perbedaannya")
    .option("--json", "keluaran JSON Lines")
    .action(async (name, options) => (await import("./aturan/riwayat.ts")).riwayat(name, options));
  return aturan;
}

function addAtur(aturan: Command): void {
  withChanges(
    aturan
      .command("atur [nama]")
      .description("mengubah aturan, atau membuat yang baru dengan --baru atau --berkas"),
  )
    .option("--baru", "buat aturan baru dengan nama ini")
    .option("--tetap", "terima juga jabatan atau OPD yang belum ada")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (name, options) => (await import("./aturan/atur.ts")).atur(name, options));
}

function addUji(aturan: Command): void {
  withChanges(
    aturan
      .command("uji <nama>")
      .description("melihat akibat perubahan pada laporan yang terbuka, sebelum disimpan"),
  )
    .option("--json", "keluaran JSON")
    .action(async (name, options) => (await import("./aturan/uji.ts")).uji(name, options));
}

function addTerapkan(aturan: Command): void {
  aturan
    .command("terapkan <nama>")
    .description("menerapkan aturan sekarang pada laporan yang terbuka, sesudah memperlihatkan akibatnya")
    .option("--ya", "tanpa bertanya")
    .option("--urungkan", "membatalkan penerapan terakhir, paling lambat satu jam sesudahnya")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (name, options) => (await import("./aturan/terapkan.ts")).terapkan(name, options));
}

/** What can be said of a rule on the command line. */
function withChanges(command: Command): Command {
  return command
    .option("--berkas <berkas>", "baca aturan dari berkas YAML (bentuknya: siaga aturan lihat)")
    .addOption(
      new Option("--waktu <jenis>", "batas waktu mana").choices([
        "verifikasi",
        "tindak-lanjut",
        "penyelesaian",
        "verification",
        "response",
        "completion",
      ]),
    )
    .option("--batas <lama>", 'batas waktu yang disebut dalam pesan, misalnya "5 hari kerja"')
    .option("--jeda <lama>", "waktu paling sedikit sebelum jenjang berikutnya diberi tahu")
    .addOption(new Option("--buka-lagi <ya>", "mulai lagi bila pelapor membalas").choices(["ya", "tidak"]))
    .option("--urutan <angka>", "yang terkecil dicocokkan lebih dahulu")
    .option(
      "--cocok <kunci=nilai...>",
      "laporan mana: klasifikasi, kategori, opd, sumber, atau prioritas (ya, tidak), misalnya opd=dinkes,dinsos; nilai dipisah koma",
    )
    .option("--jenjang <nomor>", "jenjang yang diatur; nomor sesudah yang terakhir menambah jenjang")
    .option("--setelah <lama>", 'jenjang itu: sejak batas waktu dimulai, misalnya "2 hari kerja"')
    .option("--jabatan <jabatan>", "jenjang itu: siapa yang diberi tahu")
    .option("--saluran <saluran>", "jenjang itu: wa, email, wa>email, email>wa, wa+email, atau email+wa")
    .option("--jendela <jendela>", 'jenjang itu: selalu, "jam kerja", atau rentang seperti 07.00-20.00')
    .option("--ingatkan <lama>", "jenjang itu: jarak antarpengingat")
    .option("--kali <angka>", "jenjang itu: pengingat paling banyak")
    .option("--tanpa-pengingat", "jenjang itu: hapus pengingatnya")
    .addOption(
      new Option("--kirim <cara>", "jenjang itu: satu per satu, atau dalam ringkasan pukul 08.00").choices([
        "satuan",
        "ringkasan",
      ]),
    )
    .option("--hapus-jenjang <nomor>", "menghapus satu jenjang");
}
