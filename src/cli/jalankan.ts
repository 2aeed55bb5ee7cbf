import { Command } from "commander";
import type { Config } from "../config.ts";

/** `siaga jalankan`: the bot itself, until it is told to stop. */
export function build(): Command {
  return new Command("jalankan").description("menjalankan bot (npm start)").action(async () => {
    const [{ readConfig }, { runBot }] = await Promise.all([import("../config.ts"), import("../main.ts")]);
    const config = readConfig(process.env);
    if (process.stdout.isTTY) await greet(config);
    await runBot(config);
  });
}

/** To whoever starts it by hand: what follows are lines for machines. */
async function greet({ dbPath, inFolder, outFolder }: Config): Promise<void> {
  const { isRunning } = await import("../lock.ts");
  if (isRunning(dbPath)) return; // the bot refuses to start, and says why
  const [{ withBook }, { readConfig }, { openSettings }] = await Promise.all([
    import("./shared/book.ts"),
    import("./shared/config-file/read-book.ts"),
    import("../desk/settings.ts"),
  ]);
  const { hasPemda, isSending } = await withBook(({ sql }) => ({
    hasPemda: readConfig(sql).units.length > 0,
    isSending: openSettings(sql).number("sendingSince") !== null,
  }));
  const trial = isSending ? "" : ` Masih uji coba: pesan hanya ditulis ke ${outFolder}.`;
  process.stdout.write(`Siaga berjalan. Taruh ekspor LAPOR! di ${inFolder}.${trial}\n`);
  if (!hasPemda)
    process.stdout.write(
      "Pemda belum diatur, jadi tidak ada yang diberi tahu. Atur dengan: siaga siapkan, atau siaga konfig impor BERKAS.\n",
    );
  process.stdout.write("Hentikan dengan Ctrl+C. Baris berikut adalah catatan bot.\n");
}
