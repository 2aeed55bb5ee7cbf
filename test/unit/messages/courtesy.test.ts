import * as fc from "fast-check";
import { expect, test } from "vitest";
import { chooseCourtesy } from "../../../src/messages/courtesy.ts";

const manySeeds = Array.from({ length: 600 }, (_, index) => `Budi/${9_100_000 + index}/0`);

test("the words vary: twelve ways, each of them used, none of them most of the time", () => {
  const counts = new Map<string, number>();
  for (const seed of manySeeds) {
    const words = JSON.stringify(chooseCourtesy("Budi", seed));
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  expect(counts.size).toBe(12);
  expect(Math.max(...counts.values())).toBeLessThan(manySeeds.length / 5);
});

test("the same message greets in the same words however often it is written, and names its reader once", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (reader, seed) => {
      const name = `<${reader}>`;
      const { greeting, thanks } = chooseCourtesy(name, seed);
      expect(chooseCourtesy(name, seed)).toEqual({ greeting, thanks });
      expect(greeting.split(name)).toHaveLength(2);
      expect(greeting).toContain("Bapak/Ibu");
      expect(thanks).toMatch(/terima kasih/iu);
    }),
  );
});
