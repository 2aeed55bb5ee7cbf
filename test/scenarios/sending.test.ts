import { afterEach, beforeEach, expect, test } from "vitest";
import { until as waitFor } from "../support/fake-whatsapp/rig.ts";
import { child, children } from "../support/fake-whatsapp/stanzas.ts";
import { sixComplaints } from "../support/faults/six-messages.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";

// One message's way through WhatsApp, and the question whether its number is there at all.

const [forBudi, forDewi, againForBudi] = sixComplaints;

let pemda: TwoDoors;
beforeEach(async () => {
  pemda = await openTwoDoors("2026-11-23T09:00", { isUnpaced: true });
});
afterEach(async () => {
  expect(pemda.errors).toEqual([]);
  await pemda.close();
});

const state = () => pemda.rows()[0]?.state;

/** How often WhatsApp was asked whether a number is there. */
const checks = () =>
  pemda.fake.log.filter(({ attrs, content }) => {
    const [usync] = Array.isArray(content) ? content : [];
    return attrs["xmlns"] === "usync" && children(child(usync, "query")).some(({ tag }) => tag === "contact");
  }).length;

test("sending before it is on the wire, accepted by WhatsApp's word alone, then delivered, then read", async () => {
  const { policy } = pemda.fake;
  Object.assign(policy, { ack: false, deliver: false });
  const seen: unknown[] = [];
  pemda.fake.on("outgoing", () => seen.push(state()));
  await pemda.learn(forBudi!);
  expect(seen).toEqual(["sending"]);
  expect(pemda.rows()[0]).toMatchObject({ state: "pending", acceptedAt: null }); // left, and nobody knows
  Object.assign(policy, { ack: true });
  await pemda.pass(2);
  expect(pemda.rows()[0]).toMatchObject({ state: "accepted", deliveredAt: null });
  pemda.fake.tellReceipt(pemda.account, pemda.rows()[0]?.wireId ?? "", pemda.budi);
  await waitFor(() => state() === "delivered");
  pemda.fake.tellReceipt(pemda.account, pemda.rows()[0]?.wireId ?? "", pemda.budi, "read");
  await waitFor(() => state() === "read");
  pemda.fake.tellReceipt(pemda.account, pemda.rows()[0]?.wireId ?? "", pemda.budi);
  await pemda.pass(10);
  expect(state()).toBe("read");
});

test("a number is asked after once, before the first message to it", async () => {
  await pemda.learn(forBudi!, againForBudi!);
  expect([pemda.told().length, checks()]).toEqual([2, 1]);
  await pemda.learn(forDewi!);
  expect([pemda.told().length, checks()]).toEqual([3, 2]);
});

test("a number that is not on WhatsApp is never written to: email takes over, and nobody else asks again", async () => {
  pemda.budi.exists = false;
  await pemda.learn(forBudi!, againForBudi!);
  expect(pemda.told()).toEqual(["11-23 09:00 email Budi", "11-23 09:00 email Budi"]);
  expect(pemda.fake.log.filter(({ tag }) => tag === "message")).toEqual([]);
  expect(checks()).toBe(1);
});
