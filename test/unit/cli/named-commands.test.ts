import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Command } from "commander";
import { expect, test } from "vitest";
import { commands } from "../../../src/cli/commands.ts";

const home = join(import.meta.dirname, "../../..");
const places = ["src/**/*.ts", "templates/**/*.eta", "db/*.ts", "db/contoh/*", "README*.md"];

const builtCommands = new Map<string, Command>();
for (const { name, load } of commands) builtCommands.set(name, await load());

/** The words after each "siaga" of a text that can be a command, up to where the sentence or the quotation ends. */
function namedIn(text: string): string[] {
  const joined = text.replaceAll(/\\\n\s*/gu, " ").replaceAll(/\$\{[^}]*\}/gu, "X");
  return joined
    .split(/(?<![\w@/.-])siaga (?=(?:--)?[a-z])/u)
    .slice(1)
    .map((words) => /^[^`\n;<]*/u.exec(words)?.[0].split(/[.,:)]\s|[.,:)]$| {2,}| atau /u)[0] ?? "")
    .map((words) => words.replace(/["']\s*[,;)].*$/u, "").trim());
}

/** What is wrong with a named command, or null. Words that are neither a command nor an option are arguments or prose. */
function faultOf(named: string): string | null {
  const words = named
    .split(/\s+/u)
    .map((word) => word.replace(/["'`.,:;)\]…]+$/u, "").replace(/^["'`[(]+/u, ""));
  const [first = "", ...rest] = words;
  if (first === "--help" || first === "--version") return null;
  let command = builtCommands.get(first.split("|")[0] ?? "");
  if (!command) return `perintah ${first} tidak ada`;
  for (const word of rest) {
    if (word.startsWith("--")) {
      const known = [...command.options.map(({ long }) => long), "--help", "--rinci"];
      if (!known.includes(word.split("=")[0])) return `${command.name()} tidak punya ${word}`;
    } else if (command.commands.length > 0 && /^[a-z|-]+$/u.test(word)) {
      const names: string[] = word.split("|");
      const children = names.map((name) => command?.commands.find((child) => child.name() === name));
      if (children.some((child) => child === undefined)) return `${command.name()} tidak punya ${word}`;
      command = children[0] ?? command;
    }
  }
  return null;
}

test("a text that names a command or an option that does not exist is noticed", () => {
  expect(namedIn('Lihat: siaga opd daftar. Ubah: `siaga opd ubah ${code} --alias "X"`.')).toEqual(
    ["opd daftar", 'opd ubah X --alias "X'].map((words) => expect.stringContaining(words)),
  );
  expect(faultOf("opd daftar")).toBeNull();
  expect(faultOf("opd hilang")).toContain("hilang");
  expect(faultOf("terbang tinggi")).toContain("terbang");
  expect(faultOf("kontak tambah pemda kominfo --nama X")).toContain("--nama");
});

test("every command that a text names exists, with its options", () => {
  const files = places.flatMap((place) => globSync(place, { cwd: home }));
  const named = files.flatMap((file) =>
    namedIn(readFileSync(join(home, file), "utf8")).map((words) => ({ file, words })),
  );
  expect(named.length).toBeGreaterThan(100);
  const faults = named.flatMap(({ file, words }) => {
    const fault = faultOf(words);
    return fault === null ? [] : [`${file}: siaga ${words} – ${fault}`];
  });
  expect(faults).toEqual([]);
});
