import { Command } from "commander";

/** `siaga siapkan`: the first units and people of an empty book, by questions. */
export function build(): Command {
  return new Command("siapkan")
    .description("menyiapkan Pemda, kontak Kominfo, dan OPD pertama lewat tanya jawab")
    .option("--oleh <nama>", "siapa yang menyiapkan, untuk riwayat")
    .action(async (options) => (await import("./siapkan/siapkan.ts")).siapkan(options));
}
