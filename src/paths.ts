import { existsSync } from "node:fs";
import { join, resolve } from "node:path";

/** Where the program stands; what is not set lies below it, so that commands agree from whichever folder they are called. */
export const home = resolve(import.meta.dirname, "..");

/** Reads `.env` beside the program, if there is one; what the environment already says wins. */
export function loadDotEnv(): void {
  const file = join(home, ".env");
  if (existsSync(file)) process.loadEnvFile(file);
}

/** Path of the SQLite file: SIAGA_DB, else data/siaga.db below the program. */
export function databasePath(env: NodeJS.ProcessEnv): string {
  const set = env["SIAGA_DB"]?.trim();
  return set ? resolve(home, set) : join(home, "data", "siaga.db");
}
