import { defineConfig } from "vitest/config";

// The tests that must notice a change of the calendar or of the judge. TypeScript 7 has no API for Stryker to rewrite
// tsconfig with, so its configuration names none.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: [
      "unit/calendar/**/*.test.ts",
      "unit/escalation/**/*.test.ts",
      "scenarios/section-*.test.ts",
      "scenarios/{response,trial,staleness}.test.ts",
    ],
    testTimeout: 30_000,
  },
});
