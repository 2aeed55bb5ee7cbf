import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import { openLinkedRig, type Rig, startFake, until } from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";

let fake: FakeWhatsApp;
let account: Account;
let rig: Rig;
let now = 1_795_000_000;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  now = 1_795_000_000;
  rig = await openLinkedRig(fake, account, { now: () => now });
});

afterEach(async () => {
  await rig.wa.close();
  await fake.close();
});

test("a short message to the bot's own phone, which WhatsApp acknowledges", async () => {
  expect(rig.wa.heardAt()).toBe(now);
  now += 100;
  expect(await rig.wa.probe()).toBe(true);
  expect(rig.wa.heardAt()).toBe(now);
  const [arrived] = account.phone.inbox;
  const text = arrived?.message?.deviceSentMessage?.message ?? arrived?.message;
  expect(text?.extendedTextMessage?.text).toContain("Siaga memeriksa sambungannya");
});

test("a session that is open but deaf does not acknowledge it; a fresh socket does", async () => {
  let logins = 0;
  fake.on("login", () => logins++);
  Object.assign(fake.policy, { ack: false, deliver: false });
  now += 100;
  expect(await rig.wa.probe()).toBe(false);
  expect(rig.wa.heardAt()).toBe(now - 100);
  expect(rig.wa.status().state).toBe("open");
  Object.assign(fake.policy, { ack: true, deliver: true });
  rig.wa.restart();
  expect(rig.wa.status()).toMatchObject({ state: "closed", failures: 1 });
  await until(() => rig.wa.status().state === "open");
  expect(logins).toBe(1);
  expect(await rig.wa.probe()).toBe(true);
});

test("closed: no probe, and nothing to restart", async () => {
  await rig.wa.close();
  expect(await rig.wa.probe()).toBe(false);
  rig.wa.restart();
  expect(rig.wa.status().state).toBe("closed");
});
