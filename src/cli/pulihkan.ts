import { Command } from "commander";

/** `siaga pulihkan`: a copy in the place of the book, while the bot is stopped. */
export function build(): Command {
  return new Command("pulihkan")
    .description("mengganti basis data dengan cadangan, selagi bot berhenti; yang lama disimpan")
    .argument("<berkas>", "berkas yang dibuat dengan siaga cadangkan")
    .option("--ya", "tanpa bertanya")
    .option("--oleh <nama>", "siapa yang memulihkan, untuk riwayat")
    .action(async (file: string, options) =>
      (await import("./cadangan/pulihkan.ts")).pulihkan(file, options),
    );
}
