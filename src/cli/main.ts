import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { home, loadDotEnv } from "../paths.ts";
import { speakIndonesian, usageSentence } from "./shared/commander-id.ts";
import { describeFailure } from "./shared/describe-failure.ts";
import { commands } from "./commands.ts";

const args = process.argv.slice(2);
const isVerbose = args.includes("--rinci");

// `siaga laporan daftar | head` closes the pipe early: that is no error.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

loadDotEnv();
try {
  const program = await buildProgram(args.filter((arg) => arg !== "--rinci"));
  await program.parseAsync(
    args.filter((arg) => arg !== "--rinci"),
    { from: "user" },
  );
} catch (error) {
  process.exitCode = report(error);
}

/** Loads the one command that is called, so that the others cost nothing. */
async function buildProgram(words: string[]): Promise<Command> {
  const program = new Command("siaga")
    .description(
      "Menyampaikan laporan SP4N-LAPOR! kepada OPD dan meneruskannya ke atasan bila belum ditindaklanjuti.",
    )
    .version(readVersion(), "--version", "tampilkan versi Siaga")
    .option("--rinci", "pada perintah apa pun: tampilkan rincian kesalahan")
    .addHelpText("after", "\nBantuan satu perintah: siaga PERINTAH --help");
  const wanted = words.find((word) => !word.startsWith("-"));
  for (const { name, summary, load } of commands)
    program.addCommand(name === wanted ? await load() : new Command(name).description(summary));
  return speakIndonesian(program);
}

function readVersion(): string {
  const { version } = JSON.parse(readFileSync(join(home, "package.json"), "utf8")) as { version: string };
  return version;
}

/** One clear line on stderr; 1 for what was refused or failed, 2 for wrong usage. */
function report(error: unknown): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return 0;
    process.stderr.write(`${usageSentence(error)}\n`);
    return 2;
  }
  process.stderr.write(`${describeFailure(error)}\n`);
  if (isVerbose && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}
