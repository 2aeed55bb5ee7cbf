import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { gather } from "../../../src/desk/webhook/gather.ts";

function open(most = 3) {
  const groups: string[][] = [];
  let nowMs = 0;
  const add = gather(
    (items: readonly string[]) => {
      groups.push([...items]);
      return items.map((item) => item.toUpperCase());
    },
    { most, patienceMs: 5, elapsedMs: () => nowMs },
  );
  return { add, groups, pass: (ms: number) => (nowMs += ms) };
}

test("what comes together is handed over together, each with its own answer", async () => {
  const { add, groups } = open();
  expect(await Promise.all([add("a"), add("b")])).toEqual(["A", "B"]);
  expect(groups).toEqual([["a", "b"]]);
});

test("more than fit come in the next groups, in order; nothing is left behind", async () => {
  const { add, groups } = open();
  const answers = await Promise.all("abcdefgh".split("").map(add));
  expect(answers.join("")).toBe("ABCDEFGH");
  expect(groups.map((group) => group.join(""))).toEqual(["abc", "def", "gh"]);
  expect(await add("i")).toBe("I");
});

test("the first waits while others keep arriving, but not longer than its patience", async () => {
  const { add, groups, pass } = open(100);
  const answers = [];
  for (let index = 0; index < 8; index++) {
    answers.push(add(String(index)));
    await turn();
    pass(1);
  }
  await Promise.all(answers);
  expect(groups.length).toBeGreaterThan(1);
  expect(groups[0]?.length).toBeGreaterThan(2);
  expect(groups.flat().join("")).toBe("01234567");
});
