import type { Instant } from "../../calendar/contract.ts";
import { budgetOpensAt } from "../../sources/lapor/schedule.ts";
import type { Cursor, LaporSource, LaporStore } from "../../sources/lapor/store.ts";

/** Complaints that one poll reads: what it learned is settled before the next begins. */
const batch = 5;
/** Complaints are read this long before their step falls due, and not again within it. */
const lead = 300;
const betweenPolls = 2;
/** Whatever brings complaints wakes the bot, and that asks; this is for what nobody thought of. */
const lookAgain = 3600;

/** Who is read now: those whose step is near, then whose turn it is. */
export function findDue(store: LaporStore, cursor: Cursor, now: Instant): string[] {
  const urgent = findUrgent(store, now, batch);
  const routine = now < cursor.pacedUntil ? [] : store.routine(now, batch);
  return [...new Set([...urgent, ...routine])].slice(0, batch);
}

function findUrgent(store: LaporStore, now: Instant, limit: number): string[] {
  return store.urgent({ soon: now + lead, before: now - lead, limit });
}

export function isListDue({ settings, cursor }: LaporSource, now: Instant): boolean {
  return settings.listPath !== null && now >= Math.max(cursor.listAt, cursor.pacedUntil);
}

/** A cursor after so many requests: at its budget's even pace the source goes on from `pacedUntil`. */
export function paceAfter(cursor: Cursor, requests: number, budget: number, now: Instant): Cursor {
  return { ...cursor, pacedUntil: now + Math.ceil((requests * 3600) / budget) };
}

/** When there may be something to ask again. */
export function planNext(store: LaporStore, { settings, cursor }: LaporSource, now: Instant): Instant {
  const opensAt = budgetOpensAt(cursor, settings.budget);
  if (opensAt !== null && opensAt > now) return opensAt;
  if (findUrgent(store, now, 1).length > 0) return now + betweenPolls;
  const listAt = settings.listPath === null ? Infinity : cursor.listAt;
  const routine = Math.max(cursor.pacedUntil, Math.min(store.nextRoutineAt() ?? Infinity, listAt));
  const urgent = (store.nextUrgentAt(now + lead) ?? Infinity) - lead;
  return Math.max(now + betweenPolls, Math.min(routine, urgent, now + lookAgain));
}
