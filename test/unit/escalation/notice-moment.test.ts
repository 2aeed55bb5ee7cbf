import { expect, test } from "vitest";
import { noticeMoment } from "../../../src/escalation/notice-moment.ts";
import { shown } from "../calendar/calendars.ts";
import { at, wita } from "./facts.ts";

test.each([
  ["2026-11-23T06:59:59", "2026-11-23T07:00"],
  ["2026-11-23T07:00", "2026-11-23T07:00"],
  ["2026-11-22T10:00", "2026-11-22T10:00"], // a Sunday: every day of the week
  ["2026-11-23T19:59:59", "2026-11-23T19:59:59"],
  ["2026-11-23T20:00", "2026-11-24T07:00"],
])("that a complaint went elsewhere at %s is told at %s", (now, moment) => {
  expect(shown(noticeMoment(wita, at(now)))).toBe(moment);
});

test("where no zone was chosen it is told at once", () => {
  expect(noticeMoment(null, at("2026-11-23T22:00"))).toBe(at("2026-11-23T22:00"));
});
