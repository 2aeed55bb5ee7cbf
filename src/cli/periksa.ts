import { Command } from "commander";

interface Options {
  readonly siapa?: string;
  readonly jabatan?: string;
  readonly json?: boolean;
}

/** `siaga periksa`: the doctor, for people. Each question is loaded when it is asked. */
export function build(): Command {
  return new Command("periksa")
    .description("apa yang kurang atau salah, dan perintah yang membetulkannya")
    .option("--siapa <opd>", "siapa di OPD ini yang akan diberi tahu hari ini, lewat apa, atau mengapa tidak")
    .option("--jabatan <jabatan>", "bersama --siapa: hanya jabatan ini, misalnya kepala")
    .option("--json", "keluaran JSON")
    .action(async ({ siapa, jabatan, json = false }: Options) => {
      if (siapa === undefined) await (await import("./periksa/examine.ts")).periksa({ jabatan, json });
      else await (await import("./periksa/siapa.ts")).showWho({ opd: siapa, jabatan, json });
    });
}
