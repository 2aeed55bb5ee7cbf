import type { Instant } from "../../calendar/contract.ts";
import type { Message } from "../contract.ts";
import {
  afterOneMore,
  dayRest,
  freshPace,
  gapRest,
  type LocalMoment,
  localMoment,
  newChatRest,
  nightRest,
  type PaceLimits,
  type PaceState,
} from "./limits.ts";

export interface ForecastParts {
  readonly limits: PaceLimits;
  readonly state: PaceState;
  /** The number itself is new. */
  readonly isAtFirst: boolean;
  /** Whether this recipient was never written to. */
  readonly isNewChat: (recipient: string) => boolean;
  readonly now: Instant;
  /** Seconds that local time is ahead of UTC. */
  readonly offset: number;
}

/** A gap is drawn anew each time; half way between its ends is the best guess. */
const halfWay = 0.5;

/**
 * About when each waiting message leaves, by the same rules that hold it back. Ask in the order of leaving: what waits for
 * one person travels as one message, and each message makes the next ones wait.
 */
export function openForecast(parts: ForecastParts): (row: Message) => Instant {
  const { limits, now, offset, isAtFirst } = parts;
  const placed = (at: Instant) => localMoment(at, offset);
  const today = placed(now);
  const isSetBack = gapRest(parts.state, limits, today) === null;
  // what goes tomorrow leaves room for others today
  const states = new Map([[today.day, isSetBack ? { ...parts.state, nextAt: now } : parts.state]]);
  const joined = new Map<string, Instant>();
  const known = new Set<string>();
  const isNewChat = ({ recipient }: Message) => !known.has(recipient) && parts.isNewChat(recipient);

  function restOf(row: Message, state: PaceState, moment: LocalMoment): Instant | null {
    if (state.nextAt > moment.now) return state.nextAt;
    if (row.kind === "alarm") return null;
    const rest = dayRest(state, limits, moment) ?? nightRest(row.createdAt, limits, moment);
    if (rest || !isNewChat(row)) return rest?.at ?? null;
    return newChatRest(state, { limits, isAtFirst }, moment)?.at ?? null;
  }

  return (row) => {
    let at = Math.max(now, row.notBefore);
    if (row.kind === "reply") return at;
    const together = isNews(row) ? joined.get(row.recipient) : undefined;
    if (together !== undefined && together >= at) return together;
    for (;;) {
      const moment = placed(at);
      const state = states.get(moment.day) ?? { ...freshPace, day: moment.day };
      const rest = restOf(row, state, moment);
      if (rest === null) {
        states.set(
          moment.day,
          afterOneMore(state, { limits, isNewChat: isNewChat(row), random: halfWay }, moment),
        );
        break;
      }
      at = rest;
    }
    known.add(row.recipient);
    if (isNews(row)) joined.set(row.recipient, at);
    return at;
  };
}

function isNews({ kind }: Message): boolean {
  return kind === "step" || kind === "reminder" || kind === "digest";
}
