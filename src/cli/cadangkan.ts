import { Command } from "commander";

/** `siaga cadangkan`: a copy of the book, also while the bot runs. */
export function build(): Command {
  return new Command("cadangkan")
    .description("menyalin basis data ke satu berkas; boleh selagi bot berjalan")
    .argument("<berkas>", "berkas cadangan yang dibuat; yang sudah ada tidak ditimpa")
    .option("--json", "keluaran JSON")
    .action(async (file: string, options) =>
      (await import("./cadangan/cadangkan.ts")).cadangkan(file, options),
    );
}
