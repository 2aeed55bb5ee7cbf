import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { someLife } from "./happenings.ts";
import { livesOf, testLaw, useBooks } from "./lead-lives.ts";
import { live } from "./live.ts";
import { findUnmoved } from "./oracles/moves.ts";
import { findUnsteady } from "./oracles/recounts.ts";
import { tellTale } from "./oracles/tale.ts";

describe("random lives of one to four complaints over some weeks", () => {
  const books = useBooks();

  testLaw(books, {
    name: "an open chain always has a due moment, a message on its way, all steps behind it, or a hold that alarmed",
    count: 25,
    tempers: { doors: 6, rules: 4, hands: 2 },
    findBreaches: ({ unrest }) => unrest,
  });

  testLaw(books, {
    name: "whoever was told in a run that moved is told exactly once that it moved",
    count: 20,
    tempers: { moves: 12, words: 4 },
    findBreaches: findUnmoved,
  });

  testLaw(books, {
    name: "a holiday that comes and goes leaves due moments as they were, and what moved earlier waits a working hour",
    count: 20,
    tempers: { holidays: 14 },
    findBreaches: findUnsteady,
  });

  const numRuns = livesOf(10);
  test(
    `the same life gives the same messages whatever the rhythm of wake-ups (${numRuns} lives, each led three times)`,
    async () => {
      await fc.assert(
        fc.asyncProperty(someLife(), someRhythm, async (life, rhythm) => {
          // alarms follow the turns; they are told apart in their own tests
          const quiet = { ...life, hasKominfo: false };
          const tale = tellTale(await live(quiet, books()));
          expect(tellTale(await live(quiet, books(), rhythm))).toEqual(tale);
          expect(tellTale(await live(quiet, books(), everySixHours))).toEqual(tale);
        }),
        { numRuns },
      );
    },
    numRuns * 20_000,
  );
});

const everySixHours = [6 * 3600];

/** Some waits of seconds, and always a long one: a bot that is woken every second leads no life to its end. */
const someRhythm = fc
  .tuple(
    fc.array(fc.integer({ min: 1, max: 7200 }), { maxLength: 7 }),
    fc.integer({ min: 4 * 3600, max: 3 * 86_400 }),
  )
  .map((waits) => waits.flat());
