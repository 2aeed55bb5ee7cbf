import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { home } from "../../src/paths.ts";
import type { Bench } from "./contract.ts";

export const node = join(home, "node_modules/.bin/node");

/** As scripts/siaga sets it, but within the bench's own folder. */
export function environment({ folder }: Bench): NodeJS.ProcessEnv {
  return { ...process.env, NODE_COMPILE_CACHE: join(folder, "compiled") };
}

/** Runs a program in a process of its own, and gives the JSON that it prints. Throws when it fails. */
export async function runChild<T>(bench: Bench, args: readonly string[]): Promise<T> {
  const child = spawn(node, ["--max-semi-space-size=4", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
    env: environment(bench),
  });
  const [printed, [code]] = await Promise.all([text(child.stdout), once(child, "exit")]);
  if (code !== 0) throw new Error(`${args[0]} ended with ${code}`);
  return JSON.parse(printed) as T;
}
