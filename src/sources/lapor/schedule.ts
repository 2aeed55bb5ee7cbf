import type { Instant } from "../../calendar/contract.ts";

/** Why a whole poll failed: the door is shut, we ask too often, or nobody answers sensibly. */
export type PollFailure = "refused" | "busy" | "down";

const firstWait: Record<PollFailure, number> = { refused: 900, busy: 60, down: 60 };
const longestWait = 3600;
/** A server may ask for longer than our own longest wait, but not for ever. */
const longestAsked = 6 * 3600;

/**
 * Seconds until the next try: twice as long after each failure, up to an hour, and a little longer by chance, so that many
 * bots do not come back together. What the server itself asks for is the least. `random` in [0, 1).
 */
export function waitAfterFailure(
  kind: PollFailure,
  { failures, retryAfter, random }: { failures: number; retryAfter: number | null; random: number },
): number {
  const own = Math.min(firstWait[kind] * 2 ** Math.min(failures - 1, 10), longestWait);
  const asked = Math.min(retryAfter ?? 0, longestAsked);
  return Math.ceil(Math.max(own, asked) * (1 + random / 4));
}

/** Seconds until a complaint is read again, a tenth earlier or later by chance. `random` in [0, 1). */
export function spreadInterval(seconds: number, random: number): number {
  return Math.round(seconds * (0.9 + random / 5));
}

/** Requests of the running hour. */
export interface Budget {
  readonly hourFrom: Instant;
  readonly used: number;
}

const hour = 3600;

/** The budget as it stands at `now`. A clock set back does not close it for longer than an hour. */
export function budgetAt(budget: Budget, now: Instant): Budget {
  const isOver = now >= budget.hourFrom + hour || now < budget.hourFrom;
  return isOver ? { hourFrom: now, used: 0 } : budget;
}

/** When there is budget again; null: there is some now. */
export function budgetOpensAt({ hourFrom, used }: Budget, most: number): Instant | null {
  return used < most ? null : hourFrom + hour;
}
