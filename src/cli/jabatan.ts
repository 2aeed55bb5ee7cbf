import { Command } from "commander";

/** `siaga jabatan`: the posts of each office, held or vacant. Each action is loaded when it is called. */
export function build(): Command {
  const jabatan = new Command("jabatan").description("jabatan di tiap OPD, terisi maupun kosong");
  jabatan
    .command("daftar")
    .description("semua jabatan dan pemangkunya hari ini")
    .option("--opd <kode>", "hanya OPD ini")
    .option("--json", "keluaran JSON Lines")
    .action(async (options) => (await import("./jabatan/daftar.ts")).daftar(options));
  jabatan
    .command("tambah <opd> <jabatan>")
    .description("menambah jabatan, misalnya admin, kepala, sekretaris, atau nama lain")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (unit, post, options) =>
      (await import("./jabatan/change.ts")).tambah({ unit, post }, options),
    );
  jabatan
    .command("ubah <opd> <jabatan> <nama-baru>")
    .description("mengganti nama jabatan; pemangkunya ikut")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (unit, post, name, options) =>
      (await import("./jabatan/change.ts")).ubah({ unit, post }, name, options),
    );
  jabatan
    .command("hapus <opd> <jabatan>")
    .description("menghapus jabatan yang tidak punya kontak dan tidak dipakai aturan")
    .option("--oleh <nama>", "siapa yang mengubah, untuk riwayat")
    .action(async (unit, post, options) =>
      (await import("./jabatan/change.ts")).hapus({ unit, post }, options),
    );
  return jabatan;
}
