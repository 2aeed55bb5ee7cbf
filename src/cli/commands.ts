import type { Command } from "commander";

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order in which an operator meets them. */
export const commands: readonly Entry[] = [
  {
    name: "kalender",
    summary: "hari kerja, hari libur, dan hitungan batas waktu",
    load: async () => (await import("./kalender.ts")).build(),
  },
];
