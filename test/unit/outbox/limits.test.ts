import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  afterOneMore,
  dayRest,
  freshPace,
  gapRest,
  localMoment,
  newChatRest,
  nightRest,
  type PaceLimits,
  recipientRest,
  safePace,
  typingTime,
} from "../../../src/outbox/pace/limits.ts";
import { retryWait } from "../../../src/outbox/retry.ts";
import { at } from "../../support/story.ts";

const offset = 8 * 3600; // WITA
const moment = (text: string) => localMoment(at(text), offset);
const more = (limits: PaceLimits, random = 0.5, isNewChat = false) => ({ limits, isNewChat, random });

test("however eagerly it is used, the gap and the local day's limit hold (200 runs)", () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { maxLength: 150 }),
      fc.integer({ min: 0, max: 86_399 }),
      (chances, start) => {
        let state = freshPace;
        let now = at("2026-11-23T00:00") + start;
        const sent: number[] = [];
        for (const random of chances) {
          for (;;) {
            const here = localMoment(now, offset);
            const rest = gapRest(state, safePace, here) ?? dayRest(state, safePace, here);
            if (!rest) break;
            expect(rest.at).toBeGreaterThan(now);
            now = rest.at;
          }
          sent.push(now);
          state = afterOneMore(state, more(safePace, random), localMoment(now, offset));
        }
        for (const [index, one] of sent.entries()) {
          const before = sent[index - 1];
          if (before !== undefined) expect(one - before).toBeGreaterThanOrEqual(safePace.gap[0]);
          const day = Math.floor((one + offset) / 86_400);
          const sameDay = sent.filter((each) => Math.floor((each + offset) / 86_400) === day);
          expect(sameDay.length).toBeLessThanOrEqual(safePace.perDay);
        }
      },
    ),
    { numRuns: 200 },
  );
});

test("the day is the Pemda's: what was sent at 23.00 in WITA does not count at 00.30, though UTC has the same date", () => {
  const full = { ...freshPace, day: moment("2026-11-23T23:00").day, sent: safePace.perDay };
  expect(dayRest(full, safePace, moment("2026-11-23T23:00"))?.at).toBe(at("2026-11-24T07:00"));
  expect(dayRest(full, safePace, moment("2026-11-24T00:30"))).toBeNull();
});

test("a clock that was set back does not silence the number", () => {
  const state = afterOneMore(freshPace, more(safePace), moment("2026-11-23T12:00"));
  expect(gapRest(state, safePace, moment("2026-11-23T12:00"))?.at).toBe(at("2026-11-23T12:00") + 33);
  expect(gapRest(state, safePace, moment("2026-11-22T12:00"))).toBeNull();
});

describe("new chats", () => {
  test("ten a day, five while the number itself is new; what is no new chat does not count", () => {
    const noon = moment("2026-11-23T12:00");
    let state = freshPace;
    for (let sent = 0; sent < 20; sent++) state = afterOneMore(state, more(safePace), noon);
    expect(state).toMatchObject({ sent: 20, newChats: 0 });
    const rests = Array.from({ length: 11 }, () => {
      const old = newChatRest(state, { limits: safePace, isAtFirst: false }, noon);
      const fresh = newChatRest(state, { limits: safePace, isAtFirst: true }, noon);
      state = afterOneMore(state, more(safePace, 0.5, true), noon);
      return [old?.at, fresh?.at];
    });
    expect(rests.findIndex(([old]) => old !== undefined)).toBe(10);
    expect(rests.findIndex(([, fresh]) => fresh !== undefined)).toBe(5);
    expect(rests[10]).toEqual([at("2026-11-24T07:00"), at("2026-11-24T07:00")]);
    expect(newChatRest(state, { limits: safePace, isAtFirst: true }, moment("2026-11-24T07:00"))).toBeNull();
  });
});

test("a person is left in peace for a quarter of an hour after a message, and after six for the day", () => {
  const noon = moment("2026-11-23T12:00");
  const rest = (count: number, ago: number) =>
    recipientRest({ count, lastAt: noon.now - ago }, safePace, noon)?.at;
  expect(recipientRest({ count: 0, lastAt: null }, safePace, noon)).toBeNull();
  expect(rest(1, 60)).toBe(noon.now + 840);
  expect(rest(1, 900)).toBeUndefined();
  expect(rest(6, 7200)).toBe(at("2026-11-24T07:00"));
});

describe("night", () => {
  test.each([
    ["by day", "2026-11-23T12:00", "2026-11-20T12:00", null],
    ["07.00 itself is day", "2026-11-23T07:00", "2026-11-20T12:00", null],
    ["a minute before is night", "2026-11-23T06:59", "2026-11-20T12:00", "2026-11-23T07:00"],
    ["20.00 itself is night", "2026-11-23T20:00", "2026-11-23T19:59", "2026-11-24T07:00"],
    ["written this night, before midnight", "2026-11-23T22:00", "2026-11-23T20:00", null],
    ["written this night, sent after midnight", "2026-11-24T02:00", "2026-11-23T22:00", null],
    ["written by day, after midnight", "2026-11-24T02:00", "2026-11-23T19:59", "2026-11-24T07:00"],
    ["written the night before", "2026-11-23T22:00", "2026-11-23T02:00", "2026-11-24T07:00"],
  ])("%s", (_, now, written, until) => {
    const rest = nightRest(at(written), safePace, moment(now));
    expect(rest?.at ?? null).toBe(until === null ? null : at(until));
  });
});

test("typing takes two to five seconds, and never longer than the gap that it is part of", () => {
  expect([0, 0.999].map((random) => Math.round(typingTime(safePace, random)))).toEqual([2, 5]);
  expect(typingTime({ ...safePace, gap: [0, 0] }, 0.5)).toBe(0);
});

test("retries wait longer each time, up to four hours and a fifth", () => {
  const waits = Array.from({ length: 12 }, (_, index) => retryWait(index + 1, 0));
  expect(waits.slice(0, 4)).toEqual([60, 120, 240, 480]);
  expect(Math.max(...waits)).toBe(4 * 3600);
  expect(retryWait(20, 0.999)).toBeLessThanOrEqual(4 * 3600 * 1.2);
});
