import { addCalendarDays, localDate, startOfDate } from "../../../src/calendar/arithmetic.ts";
import { at } from "../../support/story.ts";
import type { Deed, Life } from "./life.ts";

/** What somebody does, or what comes of it by itself some time later. */
export type Event =
  | Deed
  | { readonly do: "door heals"; readonly door: "wa" | "email" }
  | { readonly do: "restart" };

interface Timed {
  readonly at: number;
  readonly order: number;
  readonly event: Event;
}

/** The happenings with their moments, and what follows from them. */
export function makeTimetable(life: Life): Timed[] {
  const list: Timed[] = [];
  let moment = at(life.begin);
  for (const [index, { wait, deed }] of life.happenings.entries()) {
    moment += wait;
    list.push({ at: moment, order: index * 2, event: deed });
    const end = whatEnds(deed);
    if (end) list.push({ at: moment + end.minutes * 60, order: index * 2 + 1, event: end.event });
  }
  return list.sort((a, b) => a.at - b.at || a.order - b.order);
}

function whatEnds(deed: Deed): { event: Event; minutes: number } | null {
  if (deed.do === "door") return { event: { do: "door heals", door: deed.door }, minutes: deed.minutes };
  return deed.do === "outage" ? { event: { do: "restart" }, minutes: deed.minutes } : null;
}

const wita = { zone: "Asia/Makassar" } as const;

/** The next 07.00, at which the bot looks everything over. */
export function nextMorning(after: number): number {
  const date = localDate(wita, after);
  const today = startOfDate(wita, date) + 7 * 3600;
  return today > after ? today : startOfDate(wita, addCalendarDays(date, 1)) + 7 * 3600;
}
