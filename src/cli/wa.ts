import { Command } from "commander";

/** `siaga wa`: the link between the bot and its WhatsApp number. Each action is loaded when it is called. */
export function build(): Command {
  const wa = new Command("wa").description("menautkan, memeriksa, dan memutuskan WhatsApp bot");
  addTautkan(wa);
  addStatus(wa);
  addUji(wa);
  addPutuskan(wa);
  return wa;
}

function addTautkan(wa: Command): void {
  wa.command("tautkan")
    .description("menautkan bot ke nomor WhatsApp-nya, dengan kode QR atau kode delapan huruf")
    .option("--nomor <nomor>", "nomor bot; tampilkan kode untuk diketik di ponsel itu, bukan kode QR")
    .option("--gambar <berkas.png>", "simpan kode QR juga sebagai gambar, untuk dipindai dari layar lain")
    .option("--oleh <nama>", "nama yang dicatat")
    .option("--json", "keluaran JSON, satu baris setiap ada kode baru")
    .action(async (options) => (await import("./wa/tautkan.ts")).tautkan(options));
}

function addStatus(wa: Command): void {
  wa.command("status")
    .description("nomor yang tertaut dan keadaan sambungannya")
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./wa/status.ts")).status(options));
}

function addUji(wa: Command): void {
  wa.command("uji <nomor>")
    .description("mengirim satu pesan uji ke nomor yang sudah terdaftar, selagi bot berhenti")
    .option("--json", "keluaran JSON")
    .action(async (number, options) => (await import("./wa/uji.ts")).uji(number, options));
}

function addPutuskan(wa: Command): void {
  wa.command("putuskan")
    .description("mengeluarkan bot dari WhatsApp dan menghapus kuncinya")
    .option("--ya", "tanpa bertanya")
    .option("--oleh <nama>", "nama yang dicatat")
    .option("--json", "keluaran JSON")
    .action(async (options) => (await import("./wa/putuskan.ts")).putuskan(options));
}
