import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, expect, test } from "vitest";

const home = join(import.meta.dirname, "../..");
const written: string[] = [];

afterEach(() => {
  for (const file of written.splice(0)) rmSync(file, { force: true });
});

/** What the linter says of a file with this content in this place of the source tree. */
function lint(place: string, content: string): string {
  const file = join(home, place);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
  written.push(file);
  try {
    execFileSync(join(home, "node_modules/.bin/oxlint"), [file], { cwd: home, encoding: "utf8" });
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
  ["wiring", "src/channels/zz-wall.ts", `export { createBot } from "../bot.ts";\n`],
];

test.each(refused)("a wall stands against %s", (_, place, content) => {
  expect(lint(place, content)).toMatch(/no-restricted-(imports|globals|properties)/u);
});

test("a room may know another room's contract", () => {
  const content = `import type { Message } from "../outbox/contract.ts";\nexport type Kind = Message["kind"];\n`;
  expect(lint("src/escalation/zz-wall.ts", content)).toBe("");
});
