import { Command } from "commander";

/** `siaga jalankan`: the bot itself, until it is told to stop. */
export function build(): Command {
  return new Command("jalankan").description("menjalankan bot (npm start)").action(async () => {
    const [{ readConfig }, { runBot }] = await Promise.all([import("../config.ts"), import("../main.ts")]);
    await runBot(readConfig(process.env));
  });
}
