import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  afterOneMore,
  channelOpensAt,
  daySeconds,
  freshPace,
  recipientRestsUntil,
  safePace,
} from "../../../src/outbox/pace/limits.ts";
import { retryWait } from "../../../src/outbox/retry.ts";

const noon = 20_000 * daySeconds + daySeconds / 2;

test("however eagerly it is used, the gap and the day's limit hold (200 runs)", () => {
  fc.assert(
    fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 150 }), (chances) => {
      let state = freshPace;
      let now = noon;
      const sent: number[] = [];
      for (const chance of chances) {
        now = Math.max(now, channelOpensAt(state, safePace, now));
        sent.push(now);
        state = afterOneMore(state, safePace, now, chance);
      }
      for (const [index, at] of sent.entries()) {
        const before = sent[index - 1];
        if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(safePace.gap[0]);
        const sameDay = sent.filter((each) => Math.floor(each / daySeconds) === Math.floor(at / daySeconds));
        expect(sameDay.length).toBeLessThanOrEqual(safePace.perDay);
      }
    }),
    { numRuns: 200 },
  );
});

test("a person is left in peace between two messages, and after six in a day", () => {
  expect(recipientRestsUntil({ count: 0, lastAt: null }, safePace, noon)).toBeNull();
  expect(recipientRestsUntil({ count: 1, lastAt: noon - 60 }, safePace, noon)?.at).toBe(noon + 840);
  expect(recipientRestsUntil({ count: 1, lastAt: noon - 900 }, safePace, noon)).toBeNull();
  expect(recipientRestsUntil({ count: 6, lastAt: noon - 7200 }, safePace, noon)?.at).toBeGreaterThan(noon);
});

test("retries wait longer each time, up to four hours and a fifth", () => {
  const waits = Array.from({ length: 12 }, (_, index) => retryWait(index + 1, 0));
  expect(waits.slice(0, 4)).toEqual([60, 120, 240, 480]);
  expect(Math.max(...waits)).toBe(4 * 3600);
  expect(retryWait(20, 0.999)).toBeLessThanOrEqual(4 * 3600 * 1.2);
});
