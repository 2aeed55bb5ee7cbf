import { defineConfig } from "drizzle-kit";

// `npx drizzle-kit export` prints the schema as SQL: the raw material for the next named migration in db/migrations.
export default defineConfig({ dialect: "sqlite", schema: "./db/schema/index.ts", out: "./db/migrations" });
