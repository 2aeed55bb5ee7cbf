import { describe, test } from "vitest";
import { until as waitFor } from "../../support/fake-whatsapp/rig.ts";
import { type Fault, tryOften } from "../../support/faults/try-fault.ts";
import { at } from "../../support/story.ts";
import type { TwoDoors } from "../../support/two-doors.ts";

// WhatsApp says no: to a message, or to the bot.

/** Each message that leaves, and whether its reader ever had one before. */
function onOutgoing({ fake, budi, dewi }: TwoDoors, hear: (isNewChat: boolean) => void): void {
  fake.on("outgoing", ({ attrs }) => {
    const phone = [budi, dewi].find(({ pn }) => attrs["to"] === `${pn}@s.whatsapp.net`);
    hear(phone?.inbox.length === 0);
  });
}

const hasStruck = ({ rows }: TwoDoors) => rows().some(({ state }) => state === "failed");

const faults: Fault[] = [
  {
    fault: "WhatsApp: 463, no new chats",
    door: "wa",
    mostBefore: 1, // then both have a chat
    strike(pemda) {
      const { policy } = pemda.fake;
      policy.lockedUntil = at("2026-11-30T10:00");
      onOutgoing(pemda, (isNewChat) => (policy.ackError = isNewChat ? 463 : null));
    },
    hasStruck,
  },
  {
    fault: "WhatsApp: 479, address refused",
    door: "wa",
    strike(pemda) {
      const { policy } = pemda.fake;
      const codes = [479];
      onOutgoing(pemda, () => (policy.ackError = codes.pop() ?? null));
    },
    hasStruck,
  },
  {
    fault: "WhatsApp: logged out on the phone",
    door: "wa",
    why: "one was under way: the next working day it goes by email, for nobody can say whether it arrived",
    strike(pemda) {
      pemda.fake.policy.dropBeforeAck = true;
      pemda.fake.once("outgoing", () => (pemda.account.isLoggedOut = true));
    },
    async heal(pemda) {
      await waitFor(() => pemda.state() === "off");
      await pemda.pass(10);
      pemda.leapTo("2026-11-25T08:00");
      pemda.bot.lookOver(); // the morning
    },
  },
];

describe("a no of WhatsApp", () => {
  test.for(faults)("$fault", { timeout: 900_000 }, tryOften);
});
