import type { SimulatedMessage } from "../../simulation/lines.ts";

/** The same message in two plays; null on the side where it does not come. */
export interface MessagePair {
  readonly before: SimulatedMessage | null;
  readonly after: SimulatedMessage | null;
  /** As it comes in the second, else in the first. */
  readonly message: SimulatedMessage;
}

/** Every message of either play beside its like in the other: those of the first in their order, then those that are new. */
export function pairMessages(
  first: readonly SimulatedMessage[],
  second: readonly SimulatedMessage[],
): MessagePair[] {
  const was = numbered(first);
  const is = new Map(numbered(second));
  const known = new Set(was.map(([key]) => key));
  return [
    ...was.map(([key, before]) => {
      const after = is.get(key) ?? null;
      return { before, after, message: after ?? before };
    }),
    ...[...is].flatMap(([key, after]) => (known.has(key) ? [] : [{ before: null, after, message: after }])),
  ];
}

/** Each message with what makes it the same in both: a rule may tell one post in two steps, so equals are numbered. */
function numbered(messages: readonly SimulatedMessage[]): [string, SimulatedMessage][] {
  const seen = new Map<string, number>();
  return messages.map((message) => {
    const { trackingId, clock, epoch, post, kind, occurrence, person, channel } = message;
    const what = kind === "digest" ? "step" : kind;
    const key = [trackingId, clock, epoch, post, what, occurrence, person, channel].join("\n");
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return [`${key}\n${count}`, message];
  });
}
