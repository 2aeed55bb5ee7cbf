// drizzle's ES modules take 0.3 s and 180 MB to load one by one; its CommonJS build takes 0.05 s.
// Everything that needs drizzle at run time takes it from here.
import { createRequire } from "node:module";

const load = createRequire(import.meta.url ?? __filename);

export const { index, integer, primaryKey, sqliteTable, text, uniqueIndex } = load(
  "drizzle-orm/sqlite-core",
) as typeof import("drizzle-orm/sqlite-core");

export const { sql } = load("drizzle-orm") as typeof import("drizzle-orm");
