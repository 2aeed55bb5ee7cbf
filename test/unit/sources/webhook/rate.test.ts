import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createBucket } from "../../../../src/sources/webhook/rate.ts";

test("a minute's worth may come at once, then one by one, and a quiet minute fills it again but no more", () => {
  let ms = 0;
  const bucket = createBucket({ perMinute: 60 }, () => ms);
  const takeAll = () => {
    let taken = 0;
    while (bucket.take().isTaken) taken++;
    return taken;
  };
  expect(takeAll()).toBe(60);
  expect(bucket.take()).toEqual({ isTaken: false, retryAfter: 1 });
  ms += 999;
  expect(takeAll()).toBe(0);
  ms += 1;
  expect(takeAll()).toBe(1);
  ms += 3_600_000;
  expect(takeAll()).toBe(60);
});

test("whoever waits as long as was said gets a place; nobody gets more than the rate", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 5000 }),
      fc.array(fc.nat({ max: 5000 }), { minLength: 1, maxLength: 300 }),
      (perMinute, pauses) => {
        let ms = 0;
        const bucket = createBucket({ perMinute }, () => ms);
        let taken = 0;
        for (const pause of pauses) {
          ms += pause;
          const place = bucket.take();
          if (place.isTaken) taken++;
          else {
            ms += place.retryAfter * 1000;
            expect(bucket.take().isTaken).toBe(true);
            taken++;
          }
        }
        expect(taken).toBeLessThanOrEqual(perMinute + (ms / 60_000) * perMinute + 1e-6);
      },
    ),
  );
});
