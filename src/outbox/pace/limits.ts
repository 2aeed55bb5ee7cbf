import type { Instant } from "../../calendar/contract.ts";

/** How carefully a WhatsApp number is used: too much, too fast gets it banned (a judgement from public reports). */
export interface PaceLimits {
  /** Seconds between two messages, drawn at random between the two. */
  readonly gap: readonly [min: number, max: number];
  readonly perDay: number;
  /** Seconds between two messages to one person. */
  readonly recipientGap: number;
  readonly recipientPerDay: number;
}

export const safePace: PaceLimits = { gap: [20, 45], perDay: 60, recipientGap: 900, recipientPerDay: 6 };

/** What left so far. */
export interface PaceState {
  /** Days since 1970 (UTC), and how many left on it. */
  readonly day: number;
  readonly sent: number;
  /** Nothing leaves before this moment. */
  readonly nextAt: Instant;
}

export const freshPace: PaceState = { day: 0, sent: 0, nextAt: 0 };

export const daySeconds = 86_400;

/** When the channel is free again. */
export function channelOpensAt(state: PaceState, limits: PaceLimits, now: Instant): Instant {
  const today = Math.floor(now / daySeconds);
  if (state.day === today && state.sent >= limits.perDay) return (today + 1) * daySeconds;
  return state.nextAt;
}

/** The state after one message left at `now`; `random` is in [0, 1). */
export function afterOneMore(state: PaceState, limits: PaceLimits, now: Instant, random: number): PaceState {
  const today = Math.floor(now / daySeconds);
  const [min, max] = limits.gap;
  const sent = state.day === today ? state.sent : 0;
  return { day: today, sent: sent + 1, nextAt: now + Math.round(min + (max - min) * random) };
}

/** Until when one person is left in peace; `recent` is what that person got within the last day. */
export function recipientRestsUntil(
  recent: { readonly count: number; readonly lastAt: Instant | null },
  limits: PaceLimits,
  now: Instant,
): { at: Instant; why: string } | null {
  if (recent.count >= limits.recipientPerDay) return { at: now + 3600, why: "batas harian penerima" };
  const at = (recent.lastAt ?? -limits.recipientGap) + limits.recipientGap;
  return at > now ? { at, why: "jeda antarpesan kepada penerima" } : null;
}
