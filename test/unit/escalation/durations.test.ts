import { expect, test } from "vitest";
import type { Pause } from "../../../src/complaints/pauses.ts";
import { endOfDuration } from "../../../src/escalation/durations.ts";
import { at, shown, wita } from "../calendar/calendars.ts";
import { span } from "./facts.ts";

/** "25 10:00-14:00" is a pause on that day of November 2026. */
function pausesOf(text: string): Pause[] {
  if (text === "") return [];
  return text.split(", ").map((one) => {
    const [from = "", to = ""] = one.split("/");
    return [moment(from), to === "" ? null : moment(to)] as const;
  });
}

function moment(text: string): number {
  const [day = "", time = ""] = text.split(" ");
  return at(`2026-11-${day}T${time}`);
}

test.each([
  // from Monday 23 November 2026 09.00
  ["3 hari kerja", "", "2026-11-26T09:00"],
  // two office hours of Tuesday morning: later by two office hours
  ["3 hari kerja", "24 10:00/24 12:00", "2026-11-26T11:00"],
  // the midday break is no office time: two hours on the clock, one in the office
  ["3 hari kerja", "24 11:00/24 13:00", "2026-11-26T10:00"],
  // over the night only office time counts: from 15.00 to 16.00 and from 07.30 to 08.30
  ["3 hari kerja", "24 15:00/25 08:30", "2026-11-26T11:00"],
  // a night alone moves nothing
  ["3 hari kerja", "24 16:00/25 07:30", "2026-11-26T09:00"],
  // from before the beginning only what lies after it counts
  ["3 hari kerja", "23 08:00/23 10:00", "2026-11-26T10:00"],
  // after its end nothing is left to move
  ["3 hari kerja", "26 09:00/26 15:00", "2026-11-26T09:00"],
  ["3 hari kerja", "26 08:59/26 15:00", "2026-11-26T15:01"],
  // a pause that moved the end brings the next one within it
  ["3 hari kerja", "24 08:00/24 12:00, 26 10:00/26 11:00", "2026-11-26T15:00"],
  // still going on: nothing yet
  ["3 hari kerja", "24 10:00/", "2026-11-26T09:00"],
  // plain durations move by plain time
  ["1 hari", "23 10:00/23 22:00", "2026-11-24T21:00"],
  ["2 jam", "23 10:00/25 10:00", "2026-11-25T11:00"],
  ["2 jam", "23 11:00/25 10:00", "2026-11-23T11:00"],
  ["4 jam kerja", "23 10:00/23 11:00", "2026-11-23T15:00"],
  // told twice, or across each other, or out of order by sources that speak late: no moment counts twice
  ["3 hari kerja", "24 10:00/24 12:00, 24 10:00/24 12:00", "2026-11-26T11:00"],
  ["3 hari kerja", "24 10:00/24 12:00, 24 11:00/24 14:00", "2026-11-26T13:00"],
  ["3 hari kerja", "25 10:00/25 11:00, 24 10:00/24 11:00", "2026-11-26T11:00"],
  ["3 hari kerja", "27 10:00/27 11:00, 24 10:00/24 11:00", "2026-11-26T10:00"],
  ["1 hari", "23 10:00/23 22:00, 23 11:00/23 12:00", "2026-11-24T21:00"],
  ["3 hari kerja", "24 09:00/24 11:00, 24 09:30/24 10:00, 24 09:30/24 11:00", "2026-11-26T11:00"],
  ["1 hari", "23 09:00/23 11:00, 23 09:30/23 10:00, 23 09:30/23 11:00", "2026-11-24T11:00"],
  ["0 menit", "23 08:00/23 12:00", "2026-11-23T09:00"],
])("%s from Monday 09.00, paused %j, ends %s", (text, pauses, end) => {
  expect(shown(endOfDuration(wita, at("2026-11-23T09:00"), span(text), pausesOf(pauses)))).toBe(end);
});
