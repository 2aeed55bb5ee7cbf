import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Db, openDb } from "../../../db/open.ts";
import { atur } from "../../../src/cli/aturan/atur.ts";
import { impor } from "../../../src/cli/konfig/impor.ts";
import { home } from "../../../src/paths.ts";
import { UserError } from "../../../src/user-error.ts";
import { bookFaults, readBook } from "../book.ts";
import type { Chance } from "../chance.ts";
import type { Door, Fault, Place } from "../contract.ts";
import { mutateText } from "../mutate.ts";

/** Configuration and rules as YAML, by `siaga konfig impor` and `siaga aturan atur --berkas`. */
export const konfigDoor: Door = {
  name: "konfig",
  async open(): Promise<Place> {
    const folder = mkdtempSync(join(tmpdir(), "siaga-fuzz-"));
    const file = join(folder, "berkas.yaml");
    const whole = readFileSync(join(home, "db/contoh/pemda.yaml"), "utf8");
    const rules = whole.slice(whole.indexOf("\nrules:") + 1);
    process.env["SIAGA_DB"] = join(folder, "siaga.db");
    writeFileSync(file, whole);
    await quietly(() => impor(file, { ya: true }));
    const db = openDb(process.env["SIAGA_DB"]);
    return {
      async tryOne(chance) {
        const isRule = chance.isOne(0.3);
        writeFileSync(file, mutated(isRule ? rules : whole, chance));
        const order = () => (isRule ? atur(undefined, { berkas: file }) : impor(file, { ya: true }));
        const before = readBook(db.sql);
        const refusal = await refusalOf(order);
        const after = readBook(db.sql);
        if (refusal !== null)
          return {
            verdict: "refused",
            faults: [...judgeRefusal(refusal, before === after), ...bookFaults(db.sql)],
          };
        return {
          verdict: "accepted",
          faults: [...(await judgeAgain(order, db, after)), ...bookFaults(db.sql)],
        };
      },
      async finish() {
        db.close();
        delete process.env["SIAGA_DB"];
        rmSync(folder, { recursive: true });
        return [];
      },
    };
  },
};

function mutated(text: string, chance: Chance): string {
  let changed = text;
  for (let times = 1 + chance.below(2); times > 0; times--)
    changed = chance.pick([mutateText, swapLines, swapValues, changeNumber, changeNumber])(changed, chance);
  return changed;
}

function swapLines(text: string, chance: Chance): string {
  const lines = text.split("\n");
  const [one, other] = [chance.below(lines.length), chance.below(lines.length)];
  return lines
    .with(one, lines[other] ?? "")
    .with(other, lines[one] ?? "")
    .join("\n");
}

/** A key with the value of another of its kind. */
function swapValues(text: string, chance: Chance): string {
  const [one] = chance.pick([...text.matchAll(/\b[a-zA-Z]+: [^\n,}]+/gu)]);
  const [key = ""] = one.split(" ");
  const [other] = chance.pick([...text.matchAll(new RegExp(`\\b${key} [^\\n,}]+`, "gu"))]);
  return text.replace(one, other);
}

function changeNumber(text: string, chance: Chance): string {
  const { 0: digits, index } = chance.pick([...text.matchAll(/[0-9]+/gu)]);
  const other = chance.pick([
    "0",
    "1",
    "-1",
    "12",
    "24",
    "61",
    "2026",
    "99999999999",
    "1,5",
    digits + digits,
  ]);
  return text.slice(0, index) + other + text.slice(index + digits.length);
}

async function refusalOf(order: () => Promise<void>): Promise<string | null> {
  try {
    await quietly(order);
    return null;
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
}

function judgeRefusal(sentence: string, isSame: boolean): Fault[] {
  const words = /[a-z]{3}/u.test(sentence) && !/undefined|\[object|Error:/u.test(sentence);
  return [
    ...(isSame
      ? []
      : [{ trouble: "half done" as const, what: `refused, yet the book changed: ${sentence}` }]),
    ...(words ? [] : [{ trouble: "crashed" as const, what: `no sentence: ${sentence}` }]),
  ];
}

/** What was taken whole changes nothing when it comes again. */
async function judgeAgain(order: () => Promise<void>, { sql }: Db, after: string): Promise<Fault[]> {
  const refusal = await refusalOf(order);
  if (refusal !== null) return [{ trouble: "half done", what: `taken once, then refused: ${refusal}` }];
  return readBook(sql) === after
    ? []
    : [{ trouble: "half done", what: "the same file changed the book again" }];
}

async function quietly(work: () => Promise<void>): Promise<void> {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = () => true;
  try {
    await work();
  } finally {
    process.stdout.write = write;
  }
}
