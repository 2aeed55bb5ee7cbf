import type { Command, CommanderError } from "commander";

const titles: Record<string, string> = {
  "Usage:": "Pemakaian:",
  "Options:": "Pilihan:",
  "Commands:": "Perintah:",
  "Arguments:": "Isian:",
};

/** Makes a command and all below it speak Indonesian and throw instead of exiting. */
export function speakIndonesian(command: Command): Command {
  command
    .helpOption("-h, --help", "tampilkan bantuan ini")
    .helpCommand(false)
    .configureHelp({ styleTitle: (title) => titles[title] ?? title })
    .configureOutput({ outputError: () => {} })
    .exitOverride();
  for (const child of command.commands) speakIndonesian(child);
  return command;
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

/** One line for wrong usage: what, and where to look. */
export function usageSentence(error: CommanderError): string {
  const name = /'([^']*)'/u.exec(error.message)?.[1] ?? "";
  const sentence = sentences[error.code]?.(name) ?? error.message;
  return `${sentence}. Lihat: siaga --help, atau tambahkan --help pada perintah itu.`;
}
