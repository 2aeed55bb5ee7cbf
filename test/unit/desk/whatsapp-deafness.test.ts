import { expect, test } from "vitest";
import { watchDeafness } from "../../../src/desk/whatsapp/deafness.ts";
import { at } from "../../support/story.ts";

/** A connection of which the test says what it hears. */
function listen(begin: string) {
  const seen = { now: at(begin), heardAt: at(begin), isOpen: true, hears: true };
  const done: string[] = [];
  const deafness = watchDeafness({
    now: () => seen.now,
    zone: () => "Asia/Makassar",
    isOpen: () => seen.isOpen,
    heardAt: () => seen.heardAt,
    async probe() {
      done.push("probe");
      if (seen.hears) seen.heardAt = seen.now;
      return seen.hears;
    },
    restart: () => void done.push("restart"),
    onChange: (isDeaf) => void done.push(isDeaf ? "deaf" : "hears"),
  });
  return {
    ...deafness,
    seen,
    async lookAt(time: string): Promise<string[]> {
      seen.now = at(time);
      await deafness.look();
      return done.splice(0);
    },
  };
}

test("after six hours without a word it is asked, by day only, and not while the line is closed", async () => {
  const wa = listen("2026-11-23T12:00");
  expect(await wa.lookAt("2026-11-23T17:59")).toEqual([]);
  wa.seen.isOpen = false;
  expect(await wa.lookAt("2026-11-23T18:00")).toEqual([]);
  wa.seen.isOpen = true;
  expect(await wa.lookAt("2026-11-23T18:00")).toEqual(["probe"]);
  expect(await wa.lookAt("2026-11-23T23:59")).toEqual([]);
  expect(await wa.lookAt("2026-11-24T06:59")).toEqual([]);
  expect(await wa.lookAt("2026-11-24T07:00")).toEqual(["probe"]);
  expect(await wa.lookAt("2026-11-24T07:01")).toEqual([]);
});

test("no answer: a fresh socket and another question at once; twice is an alarm, until it answers", async () => {
  const wa = listen("2026-11-23T12:00");
  wa.seen.hears = false;
  expect(await wa.lookAt("2026-11-23T18:00")).toEqual(["probe", "restart"]);
  expect(wa.isDeaf()).toBe(false);
  expect(await wa.lookAt("2026-11-23T18:01")).toEqual(["probe", "restart", "deaf"]);
  expect(wa.isDeaf()).toBe(true);
  expect(await wa.lookAt("2026-11-23T18:02")).toEqual(["probe", "restart"]);
  wa.seen.hears = true;
  expect(await wa.lookAt("2026-11-23T23:00")).toEqual(["probe", "hears"]);
  expect(wa.isDeaf()).toBe(false);
  expect(await wa.lookAt("2026-11-23T23:01")).toEqual([]);
});

test("two messages in a row without an answer are reason enough to ask, at any hour", async () => {
  const wa = listen("2026-11-23T22:00");
  wa.noteSent({ kind: "timeout" });
  expect(await wa.lookAt("2026-11-23T22:01")).toEqual([]);
  wa.noteSent({ kind: "ack" });
  wa.noteSent({ kind: "timeout" });
  expect(await wa.lookAt("2026-11-23T22:02")).toEqual([]);
  wa.noteSent({ kind: "timeout" });
  expect(await wa.lookAt("2026-11-23T22:03")).toEqual(["probe"]);
  expect(await wa.lookAt("2026-11-23T22:04")).toEqual([]);
});
