import { afterEach, beforeEach, expect, test } from "vitest";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import type { Phone } from "../../support/fake-whatsapp/phone.ts";
import {
  openLinkedRig,
  openRig,
  pause,
  startFake,
  until,
  type Rig,
} from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";

let fake: FakeWhatsApp;
let account: Account;
let budi: Phone;
let rig: Rig;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  budi = fake.addPhone("6281200000002", "900000000000002");
  rig = await openLinkedRig(fake, account);
});

afterEach(async () => {
  await rig.wa.close();
  await fake.close();
});

/** How often WhatsApp was told that the bot has this message. */
function receiptsSent(id: string): number {
  return fake.log.filter(({ tag, attrs }) => tag === "receipt" && attrs["id"] === id).length;
}

function journalTexts(): string {
  const rows = rig.db.sql.prepare("select value from waAuth where type = 'inbound'").pluck().all();
  return rows.join("\n");
}

async function inboundAfter(count: number) {
  await until(() => rig.inbound.length >= count);
  return rig.inbound.at(-1)!;
}

test("a message addressed by number", async () => {
  const id = await fake.write(budi, account, { conversation: "SIAP" });
  const { at, ...rest } = await inboundAfter(1);
  expect(rest).toEqual({
    key: `+6281200000002/${id}`,
    senderNumber: "+6281200000002",
    senderLid: "900000000000002@lid",
    text: "SIAP",
    quotedId: null,
  });
  expect(Math.abs(at - Date.now() / 1000)).toBeLessThan(5);
});

test("a message addressed by LID, quoting one of ours", async () => {
  const contextInfo = { stanzaId: "3EB0AAAA", participant: "6281100000001@s.whatsapp.net" };
  const message = { extendedTextMessage: { text: "sudah selesai", contextInfo } };
  await fake.write(budi, account, message, { lid: true });
  expect(await inboundAfter(1)).toMatchObject({
    senderNumber: "+6281200000002",
    senderLid: "900000000000002@lid",
    text: "sudah selesai",
    quotedId: "3EB0AAAA",
  });
});

test("a LID without its number is looked up among the mappings already learned, else stays unknown", async () => {
  await fake.write(budi, account, { conversation: "satu" }, { lid: true, hidesOtherAddress: true });
  expect(await inboundAfter(1)).toMatchObject({ senderNumber: null, senderLid: "900000000000002@lid" });
  await fake.write(budi, account, { conversation: "dua" });
  await inboundAfter(2);
  await fake.write(budi, account, { conversation: "tiga" }, { lid: true, hidesOtherAddress: true });
  expect(await inboundAfter(3)).toMatchObject({ senderNumber: "+6281200000002", text: "tiga" });
});

test("what is not words to us: groups, reactions, edits, our own phone; a voice note is, without words", async () => {
  await fake.write(budi, account, { conversation: "di grup" }, { group: "120363000000000001@g.us" });
  await fake.write(budi, account, { reactionMessage: { text: "👍", key: { id: "X" } } });
  await fake.write(budi, account, { protocolMessage: { type: 14, editedMessage: { conversation: "edit" } } });
  await fake.write(account.phone, account, { conversation: "catatan sendiri" });
  await fake.write(budi, account, { audioMessage: { ptt: true, seconds: 3 } });
  expect(await inboundAfter(1)).toMatchObject({ text: "" });
  expect(rig.inbound).toHaveLength(1);
});

test("disappearing messages are opened", async () => {
  await fake.write(budi, account, { ephemeralMessage: { message: { conversation: "SIAP" } } });
  expect(await inboundAfter(1)).toMatchObject({ text: "SIAP" });
});

test("what was written while the bot was away arrives at its return", async () => {
  await rig.wa.close();
  await until(() => account.client === null);
  await fake.write(budi, account, { conversation: "saat mati" });
  await fake.write(budi, account, { conversation: "masih mati" });
  rig = await openRig(fake, { db: rig.db });
  await until(() => rig.inbound.length === 2);
  expect(rig.inbound.map(({ text }) => text)).toEqual(["saat mati", "masih mati"]);
});

test("a backlog that WhatsApp never declares complete holds nothing up", async () => {
  await rig.wa.close();
  fake.policy.endBacklog = false;
  rig = await openRig(fake, { db: rig.db });
  await until(() => rig.wa.status().state === "open");
  await fake.write(budi, account, { conversation: "SIAP" });
  expect(await inboundAfter(1)).toMatchObject({ text: "SIAP" });
});

test("WhatsApp is told only after the message was handed over, and the words are kept no longer", async () => {
  await rig.wa.close();
  const receiptsAtHandOver: number[] = [];
  rig = await openRig(fake, {
    db: rig.db,
    onInbound: ({ key }) => {
      receiptsAtHandOver.push(receiptsSent(key.split("/")[1]!));
      expect(journalTexts()).toContain("rahasia");
    },
  });
  await until(() => rig.wa.status().state === "open");
  const id = await fake.write(budi, account, { conversation: "rahasia" });
  await until(() => receiptsSent(id) === 1);
  expect(receiptsAtHandOver).toEqual([0]);
  expect(journalTexts()).not.toContain("rahasia");
});

test("a redelivery after everything was done is acknowledged and not handed over again", async () => {
  const stanza = await fake.compose(budi, account, { conversation: "SIAP" });
  fake.hand(account, stanza);
  await until(() => receiptsSent(stanza.attrs["id"]!) === 1);
  fake.hand(account, stanza);
  await until(() => receiptsSent(stanza.attrs["id"]!) === 2);
  expect(rig.inbound).toHaveLength(1);
});

test("what was not stored is handed over again at the next start, once", async () => {
  await rig.wa.close();
  const handed: string[] = [];
  rig = await openRig(fake, {
    db: rig.db,
    onInbound: ({ text }) => {
      handed.push(text);
      throw new Error("disk penuh");
    },
  });
  await until(() => rig.wa.status().state === "open");
  await fake.write(budi, account, { conversation: "SIAP" });
  await until(() => handed.length === 1);
  await rig.wa.close();

  fake.policy.loginFailure = 503;
  rig = await openRig(fake, { db: rig.db });
  await until(() => rig.inbound.length === 1);
  expect(rig.inbound.map(({ text }) => text)).toEqual(["SIAP"]);
  fake.policy.loginFailure = null;
  await until(() => rig.wa.status().state === "open");
  await pause(100);
  expect(rig.inbound).toHaveLength(1);
});

test("handled messages are forgotten after a month", async () => {
  await fake.write(budi, account, { conversation: "SIAP" });
  await inboundAfter(1);
  await rig.wa.close();
  const nextMonth = Math.floor(Date.now() / 1000) + 31 * 86_400;
  expect(journalTexts()).not.toBe("");
  rig = await openRig(fake, { db: rig.db, now: () => nextMonth });
  await until(() => journalTexts() === "");
});
