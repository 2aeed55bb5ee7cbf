import { afterAll, beforeAll, describe, test } from "vitest";
import { killOften, type KillState, kills } from "../../support/faults/kill-often.ts";
import { KilledTown } from "../../support/faults/killed-town.ts";

// The real program, killed while messages wait, are about to leave, or are on their way through both doors.

let town: KilledTown;
beforeAll(async () => {
  town = await KilledTown.open();
}, 60_000);
afterAll(() => town.close());

function sayNothing({ fake, sink }: KilledTown): void {
  Object.assign(fake.policy, { ack: false, deliver: false });
  sink.fail({ at: "message", does: "hang" });
}

function heal({ fake, sink }: KilledTown): void {
  Object.assign(fake.policy, { ack: true, deliver: true });
  sink.heal();
}

/** One complaint whose messages are on every line, unanswered. */
async function occupyLines(some: KilledTown): Promise<string[]> {
  sayNothing(some);
  const [stanzas, mails] = [outgoing(some), some.sink.mails.length];
  const ids = some.learn();
  await some.bot.waitFor(() => outgoing(some) > stanzas && some.sink.mails.length >= mails + 5);
  return ids;
}

const outgoing = ({ fake }: KilledTown) => fake.log.filter(({ tag }) => tag === "message").length;
const typing = ({ fake }: KilledTown) => fake.log.filter(({ tag }) => tag === "chatstate").length;

const states: KillState[] = [
  {
    fault: "pending, just written",
    async reach(some) {
      await occupyLines(some);
      const ids = some.learn();
      await some.untilAll(ids, ({ state }) => state === "pending");
      return ids;
    },
    states: ["email pending", "wa pending"],
    heal,
  },
  {
    fault: "claimed, not yet on the wire",
    async reach(some) {
      some.setPace({ gap: [30, 30], typing: [30, 30] });
      some.sink.fail({ at: "recipient", does: "hang" });
      const before = typing(some);
      const ids = some.learn();
      await some.bot.waitFor(() => typing(some) > before);
      await some.untilAll(ids, ({ state }) => state === "sending");
      return ids;
    },
    states: ["email sending", "wa sending"],
    heal(some) {
      heal(some);
      some.setPace({ gap: [0, 0] });
    },
  },
  {
    fault: "on the wire, not yet acknowledged",
    why: "the other side may have taken it and had no time to say so; the same id and bytes go out again",
    reach: occupyLines,
    states: ["email sending", "wa sending"],
    heal,
  },
  {
    fault: "a digest of five on the wire",
    why: "as above: the five leave again as the one message that they were",
    async reach(some) {
      sayNothing(some);
      const [stanzas, mails] = [outgoing(some), some.sink.mails.length];
      const ids = some.learn(5);
      await some.bot.waitFor(() => outgoing(some) > stanzas && some.sink.mails.length > mails);
      return ids;
    },
    states: ["email sending", "wa sending"],
    heal,
  },
];

describe("killed before the ack", () => {
  test.for(states)("$fault", { timeout: 30_000 + kills * 30_000 }, (state, context) =>
    killOften(state, context, town),
  );
});
