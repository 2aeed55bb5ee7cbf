import { defineConfig } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

const slow = ["total", "properties", "reference"].map((name) => `/${name}.test.ts`);

/** Tables before thousands of random cases: most mutants die in milliseconds, at the first test that fails. */
class TablesFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    return files.toSorted((a, b) => Number(isSlow(a)) - Number(isSlow(b)));
  }
}

function isSlow({ moduleId }: TestSpecification): boolean {
  return slow.some((end) => moduleId.endsWith(end));
}

// The tests that must notice a change of the calendar or of the judge, without the bot around them. TypeScript 7 has no
// API for Stryker to rewrite tsconfig with, so its configuration names none.
export default defineConfig({
  test: {
    root: import.meta.dirname,
    include: ["unit/calendar/**/*.test.ts", "unit/escalation/**/*.test.ts"],
    env: { LIVES: "0.2" },
    sequence: { sequencer: TablesFirst },
    isolate: false,
    testTimeout: 30_000,
  },
});
