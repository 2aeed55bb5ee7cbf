import { pino } from "pino";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { createEvents } from "../../src/events.ts";
import { type Rounds, startRounds } from "../../src/rounds.ts";

// node-cron itself, on a clock that the test sets.

let beats: number;
let news: number;
let beat: () => void;
let bounces: number;
let logged: { readonly msg: string; readonly error: string }[];
let printed: unknown[];
let rounds: Rounds;

beforeEach(() => {
  vi.useFakeTimers({ now: new Date("2026-11-23T02:00:30Z") });
  [beats, news, bounces, logged, printed] = [0, 0, 0, [], []];
  beat = () => void beats++;
  for (const method of ["debug", "info", "log", "warn", "error"] as const)
    vi.spyOn(console, method).mockImplementation((...words) => void printed.push(words));
  const log = pino({}, { write: (line) => void logged.push(JSON.parse(line) as (typeof logged)[number]) });
  const bot = { beat: () => beat(), events: createEvents(log) };
  rounds = startRounds(
    bot,
    () => Promise.resolve(bounces),
    () => void news++,
  );
});
afterEach(() => {
  rounds.stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
  expect(printed).toEqual([]);
});

const minutes = (count: number) => vi.advanceTimersByTimeAsync(count * 60_000);

test("each minute the heart beats; mails that came back are news", async () => {
  await minutes(2);
  expect([beats, news]).toEqual([2, 0]);
  bounces = 1;
  await minutes(1);
  expect([beats, news]).toEqual([3, 1]);
});

test("a fault stands in the log, and the next minute is tried again", async () => {
  beat = () => {
    throw new Error("disk full");
  };
  await minutes(1);
  expect(logged).toMatchObject([{ msg: expect.stringContaining("diulang menit berikutnya") }]);
  expect(logged[0]?.error).toContain("disk full");
  beat = () => void beats++;
  await minutes(1);
  expect(beats).toBe(1);
});

test("a minute that comes late, because the bot had much to do, counts all the same", async () => {
  vi.setSystemTime(new Date("2026-11-23T02:00:50Z")); // the timer for 02.01 rings twenty seconds late
  await minutes(1);
  expect(beats).toBe(1);
});

test("a clock that is set a day back: minutes are counted from what it says now", async () => {
  vi.setSystemTime(new Date("2026-11-22T02:00:40Z"));
  rounds.restart();
  await minutes(3);
  expect(beats).toBe(3);
});

test("a clock that is set a day forwards: the minutes that never were are not made up for", async () => {
  vi.setSystemTime(new Date("2026-11-24T02:00:40Z"));
  await minutes(3);
  expect(beats).toBe(3);
});
