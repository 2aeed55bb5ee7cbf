import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Command, CommanderError } from "commander";
import { afterEach, beforeEach, vi } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { commands } from "../../../src/cli/commands.ts";
import { speakIndonesian, usageSentence } from "../../../src/cli/shared/commander-id.ts";
import type { Rule } from "../../../src/rules/contract.ts";
import { loadRules } from "../../../src/rules/store.ts";
import { UserError } from "../../../src/user-error.ts";

export const example = join(import.meta.dirname, "../../../db/contoh/pemda.yaml");

let folder: string;

/** A folder of its own for each test of a file, with the book in it. */
export function useFolder(): void {
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "siaga-cli-"));
    vi.stubEnv("SIAGA_DB", path("siaga.db"));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });
}

export function path(name: string): string {
  return join(folder, name);
}

/** Writes a file beside the book and answers with its path. */
export function file(name: string, content: string): string {
  writeFileSync(path(name), content);
  return path(name);
}

export interface Answer {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

/** Runs a command as src/cli/main.ts does, in this process. */
export async function siaga(...words: string[]): Promise<Answer> {
  const program = new Command("siaga");
  const wanted = commands.find(({ name }) => name === words[0]);
  if (wanted) program.addCommand(await wanted.load());
  const written: string[] = [];
  const spy = vi.spyOn(process.stdout, "write").mockImplementation((text) => {
    written.push(String(text));
    return true;
  });
  try {
    await speakIndonesian(program).parseAsync(words, { from: "user" });
    return { code: 0, out: written.join(""), err: "" };
  } catch (error) {
    return { out: written.join(""), ...refusalOf(error) };
  } finally {
    spy.mockRestore();
  }
}

function refusalOf(error: unknown): { code: number; err: string } {
  if (error instanceof CommanderError) return { code: 2, err: usageSentence(error) };
  if (error instanceof UserError) return { code: 1, err: error.message };
  throw error;
}

/** As siaga, for what must succeed. */
export async function done(...words: string[]): Promise<string> {
  const { code, out, err } = await siaga(...words);
  if (code !== 0) throw new Error(`siaga ${words.join(" ")}: ${err}`);
  return out;
}

/** The JSON Lines that a command prints. */
export async function jsonLines(...words: string[]): Promise<Record<string, unknown>[]> {
  const out = await done(...words, "--json");
  return out
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

/** Looks into the book, or changes it, as another process would. */
export function book<T>(use: (sql: Db["sql"]) => T): T {
  const db = openDb(path("siaga.db"));
  try {
    return use(db.sql);
  } finally {
    db.close();
  }
}

export function auditRows(): Record<string, unknown>[] {
  return book((sql) =>
    sql.prepare('select "by", action, subject, before, after from audit order by id').all(),
  ) as Record<string, unknown>[];
}

/** A complaint of a unit, so that the unit is in use. */
export function addComplaint(trackingId: string, unitCode: string | null): void {
  book((sql) =>
    sql
      .prepare(
        `insert into complaints (trackingId, source, status, opdId, firstSeenAt, unitSeenAt, confirmedAt, isAnonymous, isSecret, syncedAt)
         values (?, 'manual', 'unanswered', (select id from units where code = ?), 1, 1, 1, 1, 1, 1)`,
      )
      .run(trackingId, unitCode),
  );
}

/** An escalation by the current version of a rule. */
export function addEscalation(trackingId: string, ruleName: string, state = "ended"): void {
  book((sql) =>
    sql
      .prepare(
        `insert into escalations (trackingId, clock, epoch, ruleId, ruleVersionId, anchorAt, state, nextStep, unreachable,
           reminders, startedAt) select ?, 'response', 1, id, versionId, 1, ?, 1, 0, 0, 1 from rules where name = ?`,
      )
      .run(trackingId, state, ruleName),
  );
}

/** The rules of a new book, in the order in which they are tried. */
export function shippedRules(): Rule[] {
  const db = openDb(":memory:");
  try {
    return loadRules(db.sql);
  } finally {
    db.close();
  }
}

/** Exports the configuration and answers with the file's text. */
export async function exported(name: string): Promise<string> {
  await done("konfig", "ekspor", path(name));
  return readFileSync(path(name), "utf8");
}

/** A small configuration with one part of it otherwise. */
export function small(changes: Record<string, string> = {}): string {
  const sections = {
    units:
      "- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }\n- { code: dinkes, name: Dinas Kesehatan, parent: pemda }",
    posts:
      "- { unit: pemda, post: kominfo }\n- { unit: dinkes, post: admin }\n- { unit: dinkes, post: kepala }",
    holders:
      "- { unit: pemda, post: kominfo, name: Nurul, kind: definitif, email: lapor@contoh.example }\n- { unit: dinkes, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051 }",
    ...changes,
  };
  return Object.entries(sections)
    .map(([name, body]) => `${name}:\n${body}\n`)
    .join("");
}

export async function importSmall(changes: Record<string, string> = {}): Promise<void> {
  await done("konfig", "impor", file("small.yaml", small(changes)));
}
