import * as fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { someLife, type Tempers } from "./happenings.ts";
import { live } from "./live.ts";
import { openBooks } from "./pemda.ts";
import type { Trace } from "./trace.ts";

// The same lives each time, so that a landing never hangs on chance; LIVES leads new ones.
if (process.env["LIVES"] === undefined) fc.configureGlobal({ seed: 20261121 });

const times = Number(process.env["LIVES"] ?? 1);

/** `LIVES=20` leads twenty times as many lives. */
export function livesOf(count: number): number {
  return Math.max(1, Math.round(count * times));
}

/** Books for all lives of a file; each life has one of its own. */
export function useBooks(): () => ReturnType<typeof openBooks> {
  let books: ReturnType<typeof openBooks> | undefined;
  beforeAll(() => {
    books = openBooks();
  });
  afterAll(() => books?.remove());
  return () => {
    if (!books) throw new Error("no books yet");
    return books;
  };
}

export interface Law {
  readonly name: string;
  readonly count: number;
  /** What happens more often, where the law is in danger. */
  readonly tempers: Partial<Tempers>;
  /** One sentence for each breach. */
  readonly findBreaches: (trace: Trace) => readonly string[];
}

/** A law that every life must keep, whatever happens in it. A breach is told with its seed and the shortest life that has it. */
export function testLaw(
  books: ReturnType<typeof useBooks>,
  { name, count, tempers, findBreaches }: Law,
): void {
  const numRuns = livesOf(count);
  test(
    `${name} (${numRuns} lives)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(someLife(tempers), async (life) => {
          const trace = await live(life, books());
          expect([...trace.errors, ...findBreaches(trace)]).toEqual([]);
        }),
        { numRuns },
      );
    },
    120_000 * Math.max(1, times),
  );
}
