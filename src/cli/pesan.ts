import { Command } from "commander";

/** `siaga pesan`: the outbox as an operator sees it. Each action is loaded when it is called. */
export function build(): Command {
  const pesan = new Command("pesan").description("pesan yang menunggu, terkirim, atau gagal");
  pesan
    .command("daftar")
    .description("yang menunggu, sebabnya, dan sampai kapan; yang gagal, dan apa yang perlu dilakukan")
    .option("--status <status>", "hanya keadaan ini: menunggu, dikirim, terkirim, gagal, batal, atau semua")
    .option("--opd <kode>", "hanya untuk pejabat OPD ini")
    .option("--jumlah <n>", "paling banyak sekian untuk tiap keadaan", "30")
    .option("--json", "satu pesan per baris")
    .action(async (options) => (await import("./pesan/daftar.ts")).daftar(options));
  pesan
    .command("lihat <nomor>")
    .description("satu pesan: kepada siapa, lewat apa, isinya, dan riwayatnya")
    .option("--json", "keluaran JSON")
    .action(async (id, options) => (await import("./pesan/lihat.ts")).lihat(id, options));
  addChange(
    pesan,
    "kirim-ulang <nomor>",
    "mengirim lagi pesan yang gagal, kedaluwarsa, atau dibatalkan",
  ).action(async (id, options) => (await import("./pesan/kirim-ulang.ts")).kirimUlang(id, options));
  addChange(pesan, "batalkan <nomor>", "membatalkan pesan yang menunggu, atau menutup yang gagal").action(
    async (id, options) => (await import("./pesan/batalkan.ts")).batalkan(id, options),
  );
  addLaju(pesan);
  return pesan;
}

function addLaju(pesan: Command): void {
  pesan
    .command("laju")
    .description("seberapa hati-hati nomor WhatsApp bot dipakai; tanpa pilihan hanya ditampilkan")
    .option("--jeda <detik>", "antara dua pesan, misalnya 20-45")
    .option("--per-hari <n>", "pesan sehari")
    .option("--baru <n>", "nomor yang pertama kali dikirimi, sehari")
    .option("--baru-awal <n>", "sama, dalam minggu pertama nomor bot")
    .option("--jeda-penerima <waktu>", 'antara dua pesan kepada satu orang, misalnya "15 menit"')
    .option("--per-penerima <n>", "pesan sehari kepada satu orang")
    .option("--jam <rentang>", "di luar jam ini yang tertunda menunggu, misalnya 07.00-20.00")
    .option("--mengetik <detik>", "tampak mengetik sebelum pesan, misalnya 2-5")
    .option("--bawaan", "kembali ke nilai yang aman")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./pesan/laju.ts")).laju(options));
}

function addChange(pesan: Command, usage: string, description: string): Command {
  return pesan
    .command(usage)
    .description(description)
    .option("--oleh <nama>", "siapa yang memutuskan, untuk riwayat")
    .option("--json", "keluaran JSON");
}
