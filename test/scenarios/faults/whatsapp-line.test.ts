import { once } from "node:events";
import { describe, test } from "vitest";
import { until as waitFor } from "../../support/fake-whatsapp/rig.ts";
import type { Policy } from "../../support/fake-whatsapp/policy.ts";
import { type Fault, tryOften } from "../../support/faults/try-fault.ts";
import type { TwoDoors } from "../../support/two-doors.ts";

// The line to WhatsApp breaks, or says something else than expected, while messages wait to leave.

const set =
  (changes: Partial<Policy>) =>
  ({ fake }: TwoDoors) =>
    void Object.assign(fake.policy, changes);

/** Until the line is back. */
const untilOnline = (changes: Partial<Policy>, after: Partial<Policy>) => (pemda: TwoDoors) => {
  set(changes)(pemda);
  pemda.fake.once("online", () => set(after)(pemda));
};

/** What was under way had arrived: its receipt comes when the line is back, and it is not sent again. */
const untilReceipt = ({ rows }: TwoDoors) =>
  waitFor(() => rows().some(({ state, deliveredAt }) => state === "pending" && deliveredAt));

const maybeTaken = "WhatsApp may have taken it and could not say so; the same id goes out again";

const faults: Fault[] = [
  {
    fault: "WhatsApp: line cut in mid-handshake",
    door: "wa",
    strike(pemda) {
      pemda.fake.policy.brokenHandshakes = 2;
      pemda.fake.drop(pemda.account);
    },
  },
  {
    fault: "WhatsApp: line cut before the ack",
    door: "wa",
    why: maybeTaken,
    strike: untilOnline({ dropBeforeAck: true }, { dropBeforeAck: false }),
  },
  {
    fault: "WhatsApp: line cut after the ack",
    door: "wa",
    strike: untilOnline({ dropAfterAck: true }, { dropAfterAck: false }),
  },
  {
    fault: "WhatsApp: mute, takes all and says nothing",
    door: "wa",
    why: maybeTaken,
    strike: ({ fake }) => void fake.once("outgoing", () => (fake.policy.silent = true)),
    heal: set({ silent: false }),
    hasStruck: () => true, // that it was sent again is proof enough
  },
  {
    fault: "WhatsApp: another program took over (440)",
    door: "wa",
    strike: ({ fake, account }) => void fake.once("outgoing", () => fake.replace(account)),
    heal: untilReceipt,
  },
  {
    fault: "WhatsApp: begin anew (515)",
    door: "wa",
    strike: ({ fake, account }) => void fake.once("outgoing", () => fake.endStream(account, 515)),
    heal: untilReceipt,
  },
  {
    fault: "WhatsApp: version too old (405)",
    door: "wa",
    async strike({ fake, account }) {
      let refusals = 0;
      fake.policy.loginFailure = 405;
      fake.on("login", () => refusals++);
      fake.drop(account);
      await waitFor(() => refusals > 1);
    },
    heal: set({ loginFailure: null }),
  },
  {
    fault: "WhatsApp: garbage frames",
    door: "wa",
    async strike({ fake, account }) {
      const back = once(fake, "online");
      fake.sendGarbage(account);
      await back;
      fake.sendGarbage(account, 1_000_000);
    },
  },
];

describe("the line to WhatsApp", () => {
  test.for(faults)("$fault", { timeout: 900_000 }, tryOften);
});
