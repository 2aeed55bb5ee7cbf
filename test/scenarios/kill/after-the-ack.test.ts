import { afterAll, beforeAll, describe, test } from "vitest";
import { killOften, type KillState, kills } from "../../support/faults/kill-often.ts";
import { KilledTown } from "../../support/faults/killed-town.ts";

// The real program, killed when the other side has said yes and the book does not, or not wholly, know of it.

let town: KilledTown;
beforeAll(async () => {
  town = await KilledTown.open();
}, 60_000);
afterAll(() => town.close());

const states: KillState[] = [
  {
    fault: "acknowledged, not yet noted",
    why: "the mail server's yes was heard by nobody who lives; of WhatsApp's messages the receipt tells",
    async reach({ book, bot, rows, learn }: KilledTown) {
      book.sql
        .exec(`create trigger unnoted before update of acceptedAt on outbox when new.acceptedAt is not null
        begin select raise(abort, 'not noted'); end`);
      const ids = learn();
      await bot.waitFor(() => bot.printed.includes('"channel":"email"'));
      await bot.waitFor(() => rows(ids).some(({ channel, deliveredAt }) => channel === "wa" && deliveredAt));
      return ids;
    },
    states: ["email sending", "wa sending"],
    heal: ({ book }) => void book.sql.exec("drop trigger unnoted"),
  },
  {
    fault: "accepted, not yet delivered",
    async reach(some) {
      some.fake.policy.deliver = false;
      const ids = some.learn();
      await some.untilAll(ids, ({ acceptedAt }) => acceptedAt !== null);
      return ids;
    },
    states: ["email accepted", "wa accepted"],
    ends: ({ channel, state }) => state === (channel === "wa" ? "delivered" : "accepted"),
    heal({ fake, account, budi, rows }, ids) {
      fake.policy.deliver = true;
      const [id = ""] = rows(ids).flatMap(({ channel, wireId }) => (channel === "wa" ? [wireId ?? ""] : []));
      fake.tellReceipt(account, id, budi);
    },
  },
  {
    fault: "marking a group of accepted ones",
    why: "what was accepted in the last twenty milliseconds was not noted yet",
    async reach({ sink, learn, bot }, nth) {
      const before = sink.mails.length;
      const ids = learn(3);
      await bot.waitFor(() => sink.mails.length > before + (nth % 18));
      return ids;
    },
    heal: () => {},
  },
];

describe("killed after the ack", () => {
  test.for(states)("$fault", { timeout: 30_000 + kills * 30_000 }, (state, context) =>
    killOften(state, context, town),
  );
});
