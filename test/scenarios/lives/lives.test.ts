import { describe } from "vitest";
import { testLaw, useBooks } from "./lead-lives.ts";
import { findFalls } from "./oracles/levels.ts";
import { findLosses } from "./oracles/accounts.ts";
import { findNoise } from "./oracles/silence.ts";
import { findSkipped } from "./oracles/gaps.ts";
import { findUntimely } from "./oracles/windows.ts";

describe("random lives of one to four complaints over some weeks", () => {
  const books = useBooks();

  testLaw(books, {
    name: "levels only rise, each step fires once an epoch, nobody hears it twice",
    count: 20,
    tempers: { doors: 8, rules: 3 },
    findBreaches: findFalls,
  });

  testLaw(books, {
    name: "nothing is taken outside its step's window, a digest at 08.00 or late inside it, nothing on a day off",
    count: 20,
    tempers: { doors: 8, holidays: 4, outages: 4 },
    findBreaches: findUntimely,
  });

  testLaw(books, {
    name: "nobody is reported upward before the level below was told or is unreachable, and the gap is kept",
    count: 20,
    tempers: { people: 8, doors: 5 },
    findBreaches: findSkipped,
  });

  testLaw(books, {
    name: "nothing is sent after the end or the answer was learned, nothing while postponed or held",
    count: 20,
    tempers: { words: 12, doors: 8, hands: 3 },
    findBreaches: findNoise,
  });

  testLaw(books, {
    name: "decided = told + superseded + expired + failed + cancelled + waiting, and no row is lost",
    count: 20,
    tempers: { doors: 10, outages: 4 },
    findBreaches: findLosses,
  });
});
