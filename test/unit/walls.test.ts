import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";

const home = join(import.meta.dirname, "../..");
/** A tree of its own, under the walls of this one: others read the real one meanwhile. */
let tree: string;
beforeEach(() => {
  tree = mkdtempSync(join(tmpdir(), "siaga-walls-"));
  cpSync(join(home, ".oxlintrc.json"), join(tree, ".oxlintrc.json"));
});
afterEach(() => rmSync(tree, { recursive: true, force: true }));

/** What the linter says of a file with this content in this place of the source tree. */
function lint(place: string, content: string): string {
  const file = join(tree, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  try {
    execFileSync(join(home, "node_modules/.bin/oxlint"), [file], { cwd: tree, encoding: "utf8" });
    return "";
  } catch (error) {
    return String((error as { stdout?: unknown }).stdout);
  }
}

const refused: [string, string, string][] = [
  ["a room to its right", "src/complaints/zz-wall.ts", `export { decide } from "../escalation/decide.ts";\n`],
  [
    "the outbox learning of complaints",
    "src/outbox/zz-wall.ts",
    `export { isEnded } from "../complaints/status-words.ts";\n`,
  ],
  ["the clock of the machine", "src/escalation/zz-wall.ts", "export const now = () => Date.now();\n"],
  ["timers", "src/rules/zz-wall.ts", "export const wait = () => setTimeout(() => {}, 1);\n"],
  ["chance", "src/people/zz-wall.ts", "export const dice = () => Math.random();\n"],
  ["the environment", "src/messages/zz-wall.ts", "export const path = () => process.cwd();\n"],
  ["the file system", "src/calendar/zz-wall.ts", `export { readFileSync } from "node:fs";\n`],
  ["the database", "src/escalation/zz-wall.ts", `export { openDb } from "../../db/open.ts";\n`],
  [
    "the clock of the machine, in figures",
    "src/reports/zz-wall.ts",
    "export const now = () => Date.now();\n",
  ],
  ["wiring", "src/channels/zz-wall.ts", `export { createBot } from "../bot.ts";\n`],
  ["the desk, from a room", "src/outbox/zz-wall.ts", `export { openDesk } from "../desk/desk.ts";\n`],
  ["the desk, from a store", "src/people/zz/store.ts", `export { openDesk } from "../../desk/desk.ts";\n`],
  [
    "the simulation, from a room",
    "src/rules/zz-wall.ts",
    `export { simulate } from "../simulation/simulate.ts";\n`,
  ],
  [
    "the simulation, from the desk",
    "src/desk/zz-wall.ts",
    `export { simulate } from "../simulation/simulate.ts";\n`,
  ],
  ["commands, from the desk", "src/desk/zz-wall.ts", `export { printLine } from "../cli/shared/print.ts";\n`],
  ["wiring, from the simulation", "src/simulation/zz-wall.ts", `export { createBot } from "../bot.ts";\n`],
];

test.each(refused)("a wall stands against %s", (_, place, content) => {
  expect(lint(place, content)).toMatch(/no-restricted-(imports|globals|properties)/u);
});

test("the simulation may sit at the desk, as bot and commands do", () => {
  const content = `export { openDesk } from "../desk/desk.ts";\n`;
  for (const place of ["src/simulation/zz-wall.ts", "src/zz-wall.ts", "src/cli/zz-wall.ts"])
    expect(lint(place, content)).toBe("");
});

test("a room may know another room's contract", () => {
  const content = `import type { Message } from "../outbox/contract.ts";\nexport type Kind = Message["kind"];\n`;
  expect(lint("src/escalation/zz-wall.ts", content)).toBe("");
});
