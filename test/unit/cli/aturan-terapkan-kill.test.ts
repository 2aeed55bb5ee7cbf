import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openDb } from "../../../db/open.ts";
import { home } from "../../../src/paths.ts";
import { fillBook } from "../../support/open-complaints.ts";

// The real command line, killed while it applies a rule to 200 open complaints.

const name = "Tindak lanjut pertama";
let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-kill-"));
  path = join(folder, "siaga.db");
  fillBook({ path, now: Math.floor(Date.now() / 1000), open: 200 });
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function start(...words: string[]) {
  const { PATH, HOME } = process.env;
  return spawn(join(home, "scripts/siaga"), ["aturan", ...words], { env: { PATH, HOME, SIAGA_DB: path } });
}

async function run(...words: string[]): Promise<unknown> {
  const child = start(...words);
  child.stdout.resume();
  child.stderr.resume();
  return (await once(child, "exit"))[0];
}

/** Kills it so many milliseconds after its preview began to appear; the change is made right after that. */
async function killAfter(delay: number): Promise<string | null> {
  const child = start("terapkan", name, "--ya");
  const ended = once(child, "exit");
  await once(child.stdout, "data");
  child.stdout.resume();
  await wait(delay);
  child.kill("SIGKILL");
  return (await ended)[1] as string | null;
}

/** How many open runs follow each version, and how often the audit log says that it was applied. */
function look(): { versions: Record<string, number>; applied: number } {
  const db = openDb(path);
  const rows = db.sql
    .prepare<[string], { version: number; runs: number }>(
      `select v.version, count(*) as runs from escalations e join ruleVersions v on v.id = e.ruleVersionId
       join rules r on r.id = e.ruleId where r.name = ? and e.state <> 'ended' group by 1`,
    )
    .all(name);
  const applied = db.sql
    .prepare<[], number>("select count(*) from audit where action = 'aturan.terapkan'")
    .pluck()
    .get();
  db.close();
  return {
    versions: Object.fromEntries(rows.map(({ version, runs }) => [version, runs])),
    applied: applied ?? 0,
  };
}

test("killed in the middle: all of it or nothing, and the next time it goes through", async () => {
  const { versions } = look();
  const all = versions["1"]!;
  expect(await run("atur", name, "--jenjang", "2", "--setelah", "2 hari kerja")).toBe(0);
  const signals = [];
  for (const delay of [0, 15, 40]) {
    const before = look();
    signals.push(await killAfter(delay));
    const after = look();
    const isDone = after.applied > before.applied;
    expect(after.versions).toEqual(isDone ? { 2: all } : { 1: all });
    if (isDone) expect(await run("terapkan", name, "--urungkan")).toBe(0);
    expect(look().versions).toEqual({ 1: all });
  }
  expect(signals).toContain("SIGKILL");
  expect(await run("terapkan", name, "--ya")).toBe(0);
  expect(look().versions).toEqual({ 2: all });
}, 60_000);
