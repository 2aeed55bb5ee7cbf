import { type Command, CommanderError, type Option } from "commander";

const titles: Record<string, string> = {
  "Usage:": "Pemakaian:",
  "Options:": "Pilihan:",
  "Commands:": "Perintah:",
  "Arguments:": "Isian:",
};

/** Wrong usage, and of which command. */
class UsageError extends CommanderError {
  readonly command: Command;

  constructor({ exitCode, code, message }: CommanderError, command: Command) {
    super(exitCode, code, message);
    this.command = command;
  }
}

/** Makes a command and all below it speak Indonesian and throw instead of exiting. */
export function speakIndonesian(command: Command): Command {
  command
    .helpOption("-h, --help", "tampilkan bantuan ini")
    .helpCommand(false)
    .configureHelp({
      styleTitle: (title) => titles[title] ?? title,
      subcommandTerm: (shown) => `${shown.name()} ${withoutOptions(usageOf(shown))}`.trim(),
      commandUsage: (shown) => `${pathOf(shown)} ${usageOf(shown)}`,
      optionDescription: describeOption,
    })
    .configureOutput({ outputError: () => {} })
    .exitOverride((error) => {
      throw new UsageError(error, command);
    });
  for (const child of command.commands) speakIndonesian(child);
  return command;
}

/** "siaga laporan impor" */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}

function usageOf(command: Command): string {
  return command.usage().replace("[options]", "[pilihan]").replace("[command]", "[perintah]");
}

/** In a list of commands only what must be written counts. */
function withoutOptions(usage: string): string {
  return usage.replace(/^\[pilihan\] ?/u, "").replace("[perintah]", "…");
}

function describeOption({ description, mandatory, argChoices = [], defaultValue }: Option): string {
  const isListed = argChoices.every((choice) => description.includes(choice));
  const notes = [
    mandatory ? "wajib" : "",
    isListed ? "" : `pilih: ${argChoices.join(", ")}`,
    typeof defaultValue === "string" ? `bawaan: ${defaultValue}` : "",
  ].filter(Boolean);
  return notes.length === 0 ? description : `${description} (${notes.join("; ")})`;
}

/** Ends with what cannot be said in the options themselves, such as that one of two is needed; without a full stop. */
export function refuseUsage(command: Command, sentence: string): never {
  return command.error(sentence, { exitCode: 2, code: "siaga.usage" });
}

const sentences: Record<string, (name: string) => string> = {
  "commander.unknownCommand": (name) => `Perintah ${name} tidak dikenal`,
  "commander.unknownOption": (name) => `Pilihan ${name} tidak dikenal`,
  "commander.missingArgument": (name) => `Isian ${name} belum ada`,
  "commander.optionMissingArgument": (name) => `Pilihan ${name} perlu nilai`,
  "commander.missingMandatoryOptionValue": (name) => `Pilihan ${name} wajib diisi`,
  "commander.excessArguments": () => "Isian terlalu banyak",
  "commander.conflictingOption": (name) => `Pilihan ${name} tidak dapat dipakai bersama pilihan itu`,
  "commander.help": () => "Perintah belum lengkap",
};

/** One line for wrong usage: what, what was perhaps meant, and where to look. */
export function usageSentence(error: CommanderError): string {
  const [name = "", value = ""] = [...error.message.matchAll(/'([^']*)'/gu)].map(([, quoted = ""]) => quoted);
  const meant = /\(Did you mean (?:one of )?([^?]*)\?\)/u.exec(error.message)?.[1];
  const sentence =
    error.code === "commander.invalidArgument"
      ? invalidValue(name, value, error.message)
      : (sentences[error.code]?.(name) ?? error.message);
  const help = error instanceof UsageError ? pathOf(error.command) : "siaga";
  return `${sentence}.${meant ? ` Mungkin maksud Anda: ${meant}.` : ""} Lihat: ${help} --help.`;
}

function invalidValue(option: string, value: string, message: string): string {
  const choices = /Allowed choices are (.*?)\.*$/u.exec(message)?.[1] ?? "";
  return `Nilai "${value}" untuk ${option.split(" ")[0]} tidak dikenal. Pilih: ${choices}`;
}
