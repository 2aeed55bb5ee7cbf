import { decimal } from "../shared/print.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { burstLimit } from "../../outbox/parcels.ts";

/** What one person would get, counted in letters (`lettersOf`). */
export interface Reader {
  readonly unit: string;
  readonly post: string;
  readonly person: string;
  readonly messages: number;
  readonly perWeek: number;
  /** The most on one day. */
  readonly busiestDay: number;
}

/** How many messages each person would get, within so many weeks, the busiest first. */
export function countReaders(messages: readonly SimulatedMessage[], weeks: number): Reader[] {
  const byReader = Map.groupBy(messages, ({ unit, post, person }) => [unit, post, person].join("\n"));
  return [...byReader]
    .map(([key, own]) => {
      const [unit = "", post = "", person = ""] = key.split("\n");
      const letters = lettersOf(own);
      return {
        unit,
        post,
        person,
        messages: letters.length,
        perWeek: letters.length / weeks,
        busiestDay: Math.max(...countBy(letters, ({ at }) => at.slice(0, 10)).values()),
      };
    })
    .sort((a, b) => b.messages - a.messages || (a.unit + a.person < b.unit + b.person ? -1 : 1));
}

/** "2,4"; below one "0,24", for there a tenth is too coarse. */
export function average(figure: number): string {
  return decimal(figure, figure > 0 && figure < 1 ? 2 : 1);
}

/**
 * Messages as they reach their readers, the first standing for all that come with it: the lines of one digest are one, and
 * so are more than `burstLimit` at one moment for one address by one channel, as the outbox sends them.
 */
export function lettersOf(messages: readonly SimulatedMessage[]): SimulatedMessage[] {
  const sizes = countBy(messages.filter(canBurst), parcelOf);
  const seen = new Set<string>();
  return messages.filter((message) => {
    const key = parcelOf(message);
    const isAlone = message.kind !== "digest" && (!canBurst(message) || (sizes.get(key) ?? 0) <= burstLimit);
    return isAlone || (!seen.has(key) && seen.add(key));
  });
}

/** Alarms, and that a complaint went elsewhere, speak for themselves. */
function canBurst({ kind }: SimulatedMessage): boolean {
  return kind === "step" || kind === "reminder";
}

function parcelOf({ kind, at, to, channel }: SimulatedMessage): string {
  return `${kind === "digest" ? "digest" : "burst"} ${at} ${to} ${channel}`;
}

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
