import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Database from "better-sqlite3";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Db, openDb } from "../../../db/open.ts";
import { home } from "../../../src/paths.ts";
import { parseRule } from "../../../src/rules/parse.ts";
import { loadRules, saveRule } from "../../../src/rules/store.ts";
import { rule, shippedRules } from "../rules/written.ts";

const migrations = join(home, "db/migrations");

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-shipped-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A book from before the rules for verification and completion, with these rules saved in it, opened today. */
function upgraded(...written: Record<string, unknown>[]): Db {
  const path = join(folder, "a.db");
  const sql = new Database(path);
  const names = readdirSync(migrations)
    .filter((name) => name < "0005")
    .sort();
  for (const name of names) sql.exec(readFileSync(join(migrations, name), "utf8"));
  sql.pragma(`user_version = ${names.length}`);
  for (const each of written) saveRule(sql, parseRule(each), 10);
  sql.close();
  return openDb(path);
}

const namesOf = ({ sql }: Db) => new Set(loadRules(sql).map(({ name }) => name));

test("an older book gets what a new one has", () => {
  expect(loadRules(upgraded().sql)).toEqual(loadRules(openDb(":memory:").sql));
});

test("a Pemda's own rules and versions stay as they were, beside the shipped ones", () => {
  const own = rule({ name: "Sendiri", match: { unit: "dinkes" } });
  const db = upgraded(own, rule({ limit: "4 hari kerja" }));
  expect(namesOf(db)).toEqual(new Set([...shippedRules.keys(), "Sendiri"]));
  const byName = new Map(loadRules(db.sql).map((each) => [each.name, each]));
  expect(byName.get("Tindak lanjut pertama")?.current).toMatchObject({ version: 2, limit: { days: 4 } });
  expect(byName.get("Sendiri")?.current).toMatchObject({ version: 1, match: { unit: ["dinkes"] } });
  expect(byName.get("Verifikasi")?.current).toMatchObject({ version: 1, clock: "verification" });
  expect(loadRules(db.sql).every(({ current }) => current.steps.length > 1)).toBe(true);
});

test("a clock for which the Pemda has a rule is left to it; so is a rule that has a shipped one's name", () => {
  const own = rule({ name: "Selesai", clock: "completion", order: 500 });
  const db = upgraded(own, rule({ name: "Verifikasi", limit: "9 hari kerja" }));
  expect(namesOf(db)).toEqual(new Set(["Tindak lanjut pertama", "Selesai", "Verifikasi"]));
  const verification = loadRules(db.sql).find(({ name }) => name === "Verifikasi");
  expect(verification?.current).toMatchObject({ clock: "response", version: 1, limit: { days: 9 } });
  expect(verification?.current.steps).toHaveLength(3);
});
