import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import { openLinkedRig, type Rig, startFake } from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";
import { children } from "../../support/fake-whatsapp/stanzas.ts";

const budi = "6281200000002@s.whatsapp.net";

let fake: FakeWhatsApp;
let account: Account;
let rig: Rig;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  fake.addPhone("6281200000002", "900000000000002");
});

afterEach(async () => {
  await rig.wa.close();
  await fake.close();
});

/** What the recipient's server saw, in order. */
const seen = () =>
  fake.log
    .filter(({ tag }) => tag === "chatstate" || tag === "message")
    .map(
      (stanza) => `${stanza.tag === "message" ? "message" : children(stanza)[0]?.tag} ${stanza.attrs["to"]}`,
    );

async function send(): Promise<{ kind: string; ms: number }> {
  const start = performance.now();
  const bytes = rig.wa.encodeText("satu", null);
  const { kind } = await rig.wa.send({ jid: budi, bytes, id: "3EB0000000000000000001" });
  return { kind, ms: performance.now() - start };
}

test("the recipient sees that something is being typed, for as long as told, then the message comes", async () => {
  rig = await openLinkedRig(fake, account, { typingMs: () => 300 });
  const { kind, ms } = await send();
  expect(kind).toBe("ack");
  expect(ms).toBeGreaterThanOrEqual(300);
  expect(seen()).toEqual([`composing ${budi}`, `message ${budi}`]);
});

test("not at all where it is not wanted", async () => {
  rig = await openLinkedRig(fake, account);
  expect((await send()).kind).toBe("ack");
  expect(seen()).toEqual([`message ${budi}`]);
});

test("a line that drops while it types: nothing was handed over, and nothing hangs", async () => {
  rig = await openLinkedRig(fake, account, { typingMs: () => 200 });
  setTimeout(() => fake.drop(account), 100);
  expect((await send()).kind).not.toBe("ack");
  expect(seen()).toEqual([`composing ${budi}`]);
});
