import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { home } from "../../../src/paths.ts";
import { path } from "./siaga.ts";

/** Runs the real command until its n-th step (test/support/kill-at-child.ts); resolves to the signal or the code that ended it. */
export async function runKilled(step: number, ...words: string[]): Promise<string | number | null> {
  const { PATH, HOME } = process.env;
  const child = spawn(join(home, "scripts/siaga"), words, {
    stdio: "ignore",
    env: {
      PATH,
      HOME,
      SIAGA_DB: path("siaga.db"),
      NODE_OPTIONS: `--import=${join(home, "test/support/kill-at-child.ts")}`,
      KILL_AT: String(step),
      KILL_JOURNAL: path("siaga.db-journal"),
    },
  });
  const [code, signal] = (await once(child, "exit")) as [number | null, string | null];
  return signal ?? code;
}
