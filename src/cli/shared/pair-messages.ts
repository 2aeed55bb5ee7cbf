import type { SimulatedMessage } from "../../simulation/lines.ts";

type Messages = readonly SimulatedMessage[];

/** One person told of one complaint once, in two plays: a message a channel. Empty on the side where nobody is told. */
export interface TellingPair {
  readonly before: Messages;
  readonly after: Messages;
}

/** What becomes of the channel of a message. "added" and "dropped": the person is told in both plays, by one channel more or less. */
type Way = "same" | "other" | "added" | "dropped";

/** The same message in two plays; null on the side where the person is not told. */
export interface MessagePair {
  readonly before: SimulatedMessage | null;
  readonly after: SimulatedMessage | null;
  /** As it comes in the second, else in the first. */
  readonly message: SimulatedMessage;
  readonly way: Way;
}

/**
 * Every telling of either play beside its like in the other, whatever the channels: those of the first in their order, then
 * those that are new.
 */
export function pairTellings(first: Messages, second: Messages): TellingPair[] {
  const was = numbered(first);
  const is = numbered(second);
  return [
    ...[...was].map(([key, before]) => ({ before, after: is.get(key) ?? [] })),
    ...[...is].flatMap(([key, after]) => (was.has(key) ? [] : [{ before: [], after }])),
  ];
}

/** As pairTellings, message by message. */
export function pairMessages(first: Messages, second: Messages): MessagePair[] {
  return pairTellings(first, second).flatMap(pairChannels);
}

/** First channel beside like channel; then those that take another's place; then what comes or goes beside them. */
function pairChannels({ before, after }: TellingPair): MessagePair[] {
  const arriving = [...after];
  const pairs: MessagePair[] = [];
  const leaving = before.filter((was) => {
    const index = arriving.findIndex(({ channel }) => channel === was.channel);
    const [is] = index < 0 ? [] : arriving.splice(index, 1);
    if (is) pairs.push({ before: was, after: is, message: is, way: "same" });
    return !is;
  });
  for (const was of leaving) {
    const is = arriving.shift();
    if (is) pairs.push({ before: was, after: is, message: is, way: "other" });
    else pairs.push({ before: was, after: after[0] ?? null, message: was, way: "dropped" });
  }
  for (const is of arriving) pairs.push({ before: before[0] ?? null, after: is, message: is, way: "added" });
  return pairs;
}

/** The messages of each telling, by what makes it the same in both: a rule may tell one post in two steps, so equals are numbered. */
function numbered(messages: Messages): Map<string, Messages> {
  const seen = new Map<string, number>();
  const tellings = Map.groupBy(
    messages,
    (message) => `${likenessOf(message)}\n${message.step}\n${message.at}`,
  );
  return new Map(
    [...tellings.values()].flatMap((rows) => {
      const [row] = rows;
      if (!row) return [];
      const key = likenessOf(row);
      const count = (seen.get(key) ?? 0) + 1;
      seen.set(key, count);
      return [[`${key}\n${count}`, rows] as const];
    }),
  );
}

function likenessOf({ trackingId, clock, epoch, post, kind, occurrence, person }: SimulatedMessage): string {
  const what = kind === "digest" ? "step" : kind;
  return [trackingId, clock, epoch, post, what, occurrence, person].join("\n");
}
