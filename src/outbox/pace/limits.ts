import type { Instant } from "../../calendar/contract.ts";

/** How carefully a WhatsApp number is used: too much, too fast gets it banned (a judgement from public reports). */
export interface PaceLimits {
  /** Seconds between two messages, drawn at random between the two. */
  readonly gap: readonly [min: number, max: number];
  /** A local day of the Pemda. */
  readonly perDay: number;
  /** First messages ever to a number, a day; fewer while the bot's number is itself new. */
  readonly newChatsPerDay: number;
  readonly newChatsPerDayAtFirst: number;
  /** Seconds between two messages to one person. */
  readonly recipientGap: number;
  readonly recipientPerDay: number;
  /** Minutes since local midnight, half-open: outside of it what waited since the day goes on waiting. */
  readonly awake: readonly [from: number, until: number];
  /** Seconds for which the recipient sees that something is being typed, drawn at random between the two. */
  readonly typing: readonly [min: number, max: number];
}

export const safePace: PaceLimits = {
  gap: [20, 45],
  perDay: 60,
  newChatsPerDay: 10,
  newChatsPerDayAtFirst: 5,
  recipientGap: 900,
  recipientPerDay: 6,
  awake: [7 * 60, 20 * 60],
  typing: [2, 5],
};

/** What left so far. */
export interface PaceState {
  /** Local days since 1970; how many left on it, and how many of those were the first to their number. */
  readonly day: number;
  readonly sent: number;
  readonly newChats: number;
  /** Nothing leaves before this moment. */
  readonly nextAt: Instant;
}

export const freshPace: PaceState = { day: 0, sent: 0, newChats: 0, nextAt: 0 };

/** Until when something waits, and why, in words for Kominfo. */
export interface Rest {
  readonly at: Instant;
  readonly why: string;
  /** It would be refused: better told through another channel than late. */
  readonly isHopeless?: boolean;
}

/** A moment, and where it lies in the Pemda's day. */
export interface LocalMoment {
  readonly now: Instant;
  /** Local days since 1970. */
  readonly day: number;
  readonly midnight: Instant;
}

const daySeconds = 86_400;

/** `offset`: seconds that local time is ahead of UTC. */
export function localMoment(now: Instant, offset: number): LocalMoment {
  const day = Math.floor((now + offset) / daySeconds);
  return { now, day, midnight: day * daySeconds - offset };
}

/** How long the number rests after the message before. */
export function gapRest({ nextAt }: PaceState, { gap }: PaceLimits, { now }: LocalMoment): Rest | null {
  // further off than any gap: the clock was set back, and must not silence the number
  const isDue = nextAt <= now || nextAt > now + gap[1];
  return isDue ? null : { at: nextAt, why: "jeda antarpesan" };
}

export function dayRest(state: PaceState, limits: PaceLimits, moment: LocalMoment): Rest | null {
  if (state.day !== moment.day || state.sent < limits.perDay) return null;
  return { at: tomorrow(limits, moment), why: `batas harian nomor bot (${limits.perDay} pesan)` };
}

export function newChatRest(
  state: PaceState,
  { limits, isAtFirst }: { limits: PaceLimits; isAtFirst: boolean },
  moment: LocalMoment,
): Rest | null {
  const most = isAtFirst ? limits.newChatsPerDayAtFirst : limits.newChatsPerDay;
  if (state.day !== moment.day || state.newChats < most) return null;
  return { at: tomorrow(limits, moment), why: `batas harian percakapan baru (${most} nomor)` };
}

/** Until when one person is left in peace; `recent` is what that person got today. */
export function recipientRest(
  recent: { readonly count: number; readonly lastAt: Instant | null },
  limits: PaceLimits,
  moment: LocalMoment,
): Rest | null {
  if (recent.count >= limits.recipientPerDay)
    return { at: tomorrow(limits, moment), why: `batas harian penerima (${limits.recipientPerDay} pesan)` };
  const at = (recent.lastAt ?? -limits.recipientGap) + limits.recipientGap;
  return at > moment.now ? { at, why: "jeda antarpesan kepada penerima" } : null;
}

/**
 * At night what was written by day waits for the morning. What was written this very night may leave: the window of its
 * step, or its urgency, let it out.
 */
export function nightRest(writtenAt: Instant, limits: PaceLimits, moment: LocalMoment): Rest | null {
  const [from, until] = limits.awake.map((minutes) => moment.midnight + minutes * 60) as [Instant, Instant];
  if (moment.now >= from && moment.now < until) return null;
  const isBeforeDawn = moment.now < from;
  const nightBegan = isBeforeDawn ? until - daySeconds : until;
  if (writtenAt >= nightBegan) return null;
  return { at: isBeforeDawn ? from : from + daySeconds, why: "di luar jam kirim" };
}

function tomorrow({ awake }: PaceLimits, { midnight }: LocalMoment): Instant {
  return midnight + daySeconds + awake[0] * 60;
}

/** The state after one more message; `random` is in [0, 1). */
export function afterOneMore(
  state: PaceState,
  { limits, isNewChat, random }: { limits: PaceLimits; isNewChat: boolean; random: number },
  { now, day }: LocalMoment,
): PaceState {
  const today = state.day === day ? state : freshPace;
  return {
    day,
    sent: today.sent + 1,
    newChats: today.newChats + Number(isNewChat),
    nextAt: now + Math.round(drawn(limits.gap, random)),
  };
}

/** How long something is being typed, in seconds: part of the gap, so never longer than it. */
export function typingTime({ typing, gap }: PaceLimits, random: number): number {
  return Math.min(drawn(typing, random), gap[0]);
}

/** Somewhere between the two; `random` is in [0, 1). */
function drawn([min, max]: readonly [number, number], random: number): number {
  return min + (max - min) * random;
}
