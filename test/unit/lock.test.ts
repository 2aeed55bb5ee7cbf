import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { isRunning, takeLock } from "../../src/lock.ts";
import { home } from "../../src/paths.ts";
import { UserError } from "../../src/user-error.ts";

let folder: string;
let path: string;
let asker: ChildProcess | null = null;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "siaga-lock-"));
  path = join(folder, "siaga.db");
});
afterEach(async () => {
  if (asker?.kill("SIGKILL")) await once(asker, "exit");
  asker = null;
  rmSync(folder, { recursive: true });
});

test("a book has one bot at most, and nobody holds it once that one is gone", () => {
  expect(isRunning(path)).toBe(false);
  const lock = takeLock(path);
  expect(isRunning(path)).toBe(true);
  expect(() => takeLock(path)).toThrow(UserError);
  lock.release();
  expect(isRunning(path)).toBe(false);
  takeLock(path).release();
});

test("whoever asks all the time keeps no bot from starting, and is not taken for one", async () => {
  const child = spawn(process.execPath, [join(home, "test/support/ask-child.ts"), path]);
  asker = child;
  await once(child.stdout, "data");
  for (let times = 0; times < 300; times++) {
    expect(isRunning(path)).toBe(false);
    takeLock(path).release();
  }
});
