import type { Calendar, Window } from "../../../src/calendar/contract.ts";
import type { Holder, Unit } from "../../../src/people/contract.ts";
import type { StepChannels } from "../../../src/rules/contract.ts";
import { nextOfficeInstant } from "../../unit/calendar/reference.ts";
import type { World } from "./trace.ts";

// Where and when, told apart from the engine: Temporal and walks, none of its arithmetic.

function rootOf({ people }: World): Unit {
  if (!people.root) throw new Error("no root");
  return people.root;
}

/** The calendar of a unit; of the root for null. */
export function calendarOf(world: World, unitId: number | null): Calendar {
  const unit = unitId === null ? rootOf(world) : world.people.units.get(unitId);
  const calendar = world.calendars.get(unit?.calendar ?? "");
  if (!calendar) throw new Error(`no calendar for unit ${unitId}`);
  return calendar;
}

export function localTime(calendar: Calendar, t: number): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(t * 1000).toZonedDateTimeISO(calendar.zone);
}

function isOfficeTime(calendar: Calendar, t: number): boolean {
  return nextOfficeInstant(calendar, t) === t;
}

export function isWorkingDay(calendar: Calendar, t: number): boolean {
  const local = localTime(calendar, t);
  const day = local.toPlainDate().toString();
  if (calendar.holidays.has(day)) return false;
  const special = calendar.special.find(({ from, to }) => from <= day && day <= to);
  return ((special?.hours ?? calendar.hours)[local.dayOfWeek - 1] ?? []).length > 0;
}

export function isInWindow(calendar: Calendar, window: Window, t: number): boolean {
  if (window.kind === "always") return true;
  if (window.kind === "officeTime") return isOfficeTime(calendar, t);
  const { hour, minute } = localTime(calendar, t);
  const passed = hour * 60 + minute;
  return window.open <= passed && passed < window.close;
}

export interface ReachQuestion extends World {
  readonly unitId: number | null;
  readonly post: string;
  readonly channels: StepChannels;
  readonly date: string;
  /** Holder id, channel and address, with slashes between. */
  readonly refused: ReadonlySet<string>;
}

/** Whether a step could tell anybody: section 8 once more, without the engine. */
export function canReach(question: ReachQuestion): boolean {
  const { people, unitId, post } = question;
  let unit = unitId === null ? people.root : (people.units.get(unitId) ?? null);
  while (unit && !people.holdersByPost.has(`${unit.id}/${post}`))
    unit = unit.parentId === null ? null : (people.units.get(unit.parentId) ?? null);
  if (!unit) return false;
  const holders = [post, "sekretaris"].flatMap(
    (name) => people.holdersByPost.get(`${unit.id}/${name}`) ?? [],
  );
  return holders.some((holder) => isReachable(holder, question));
}

function isReachable(holder: Holder, { channels, date, refused }: ReachQuestion): boolean {
  const { from, to, leftAt } = holder;
  if (leftAt !== null || (from !== null && date < from) || (to !== null && to < date)) return false;
  const wa = channels.includes("wa") && holder.waUsable && !refused.has(`${holder.id}/wa/${holder.wa}`);
  const email =
    channels.includes("email") && holder.emailUsable && !refused.has(`${holder.id}/email/${holder.email}`);
  return wa || email;
}
