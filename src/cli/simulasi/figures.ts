import type { Instant } from "../../calendar/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";

const weekSeconds = 7 * 86_400;

/** What one person would get. A digest counts as one message, however many lines it has. */
export interface Reader {
  readonly unit: string;
  readonly post: string;
  readonly person: string;
  readonly messages: number;
  readonly perWeek: number;
  /** The most on one day. */
  readonly busiestDay: number;
}

/** How many messages each person would get between the two moments, the busiest first. */
export function countReaders(messages: readonly SimulatedMessage[], from: Instant, to: Instant): Reader[] {
  const weeks = weeksOf(from, to);
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

/** How many weeks a span has; a day at least, so that short spans give no wild figures. */
export function weeksOf(from: Instant, to: Instant): number {
  return Math.max((to - from) / weekSeconds, 1 / 7);
}

/** "2,4"; below one "0,24", for there a tenth is too coarse. */
export function decimal(figure: number): string {
  return figure.toFixed(figure > 0 && figure < 1 ? 2 : 1).replace(".", ",");
}

/** Messages as their reader counts them: the lines of one digest are one. */
export function lettersOf(messages: readonly SimulatedMessage[]): SimulatedMessage[] {
  const seen = new Set<string>();
  return messages.filter(({ kind, at, to, channel }) => {
    if (kind !== "digest") return true;
    const key = `${at} ${to} ${channel}`;
    return !seen.has(key) && seen.add(key);
  });
}

export function countBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const item of items) counts.set(keyOf(item), (counts.get(keyOf(item)) ?? 0) + 1);
  return counts;
}
