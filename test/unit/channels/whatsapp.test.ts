import { proto } from "@whiskeysockets/baileys";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createWhatsAppChannel } from "../../../src/channels/whatsapp/channel.ts";
import type { Channel, Content, Envelope } from "../../../src/outbox/contract.ts";
import type { Account } from "../../support/fake-whatsapp/account.ts";
import type { Phone } from "../../support/fake-whatsapp/phone.ts";
import { openLinkedRig, openRig, startFake, until, type Rig } from "../../support/fake-whatsapp/rig.ts";
import type { FakeWhatsApp } from "../../support/fake-whatsapp/server.ts";

const budiNumber = "+6281200000002";
const now = 1_795_000_000;

let fake: FakeWhatsApp;
let account: Account;
let budi: Phone;
let rig: Rig;
let channel: Channel;
let known: Map<string, boolean>;
let firsts: Map<string, { wireId: string; text: string }>;

beforeEach(async () => {
  fake = await startFake();
  account = fake.addAccount("6281100000001", "900000000000001");
  budi = fake.addPhone("6281200000002", "900000000000002");
  known = new Map();
  firsts = new Map();
  await use(await openLinkedRig(fake, account));
});

afterEach(async () => {
  await rig.wa.close();
  await fake.close();
});

async function use(opened: Rig): Promise<void> {
  rig = opened;
  channel = createWhatsAppChannel({
    wa: rig.wa,
    findFirstInThread: (recipient, thread) => firsts.get(`${recipient} ${thread}`) ?? null,
    knownNumber: (number) => known.get(number) ?? null,
    rememberNumber: (number, exists) => void known.set(number, exists),
  });
  await until(() => rig.wa.status().state === "open");
}

function envelope(key: string, text: string, more: Partial<Envelope & Content> = {}): Envelope {
  const recipient = more.recipient ?? budiNumber;
  const content = { subject: "", text, html: null, thread: more.thread ?? null };
  const wireId = channel.wireId(key);
  const bytes = more.bytes ?? channel.prepare(wireId, recipient, content);
  return { wireId, recipient, person: "Budi", content, bytes, attempt: more.attempt ?? 0 };
}

function messagesSent(): string[] {
  return fake.log.filter(({ tag }) => tag === "message").map(({ attrs }) => attrs["id"]!);
}

function textsOf(phone: Phone): (string | null | undefined)[] {
  return phone.inbox.map(({ message }) => message?.extendedTextMessage?.text);
}

function bytesOf(message: proto.IMessage | null): string {
  return Buffer.from(proto.Message.encode(message!).finish()).toString("base64");
}

test("the id comes from the key alone, in WhatsApp's own shape", () => {
  expect(channel.wireId("e12/1/0/h7/wa")).toMatch(/^3EB0[0-9A-F]{18}$/u);
  expect(channel.wireId("e12/1/0/h7/wa")).toBe(channel.wireId("e12/1/0/h7/wa"));
  expect(channel.wireId("e12/1/0/h8/wa")).not.toBe(channel.wireId("e12/1/0/h7/wa"));
});

test("accepted, delivered, read: under our id, and a copy on our own phone", async () => {
  fake.policy.read = true;
  const sent = envelope("a", "Laporan 8675309 menunggu");
  expect(await channel.send(sent, now)).toEqual({ kind: "accepted" });
  await until(() => rig.receipts.some(({ kind }) => kind === "read"));
  expect(new Set(rig.receipts.map(({ id }) => id))).toEqual(new Set([sent.wireId]));
  expect(messagesSent()).toEqual([sent.wireId]);
  expect(textsOf(budi)).toEqual(["Laporan 8675309 menunggu"]);
  expect(bytesOf(budi.inbox[0]!.message)).toBe(sent.bytes);
  expect(account.phone.inbox[0]!.message?.deviceSentMessage?.message?.extendedTextMessage?.text).toBe(
    "Laporan 8675309 menunggu",
  );
});

test("delivered but not yet read is told as it is", async () => {
  await channel.send(envelope("a", "satu"), now);
  await until(() => rig.receipts.length > 0);
  expect(rig.receipts).toMatchObject([{ id: channel.wireId("a"), kind: "delivered" }]);
});

test("a later message of the thread quotes the first", async () => {
  const first = envelope("a", "pertama", { thread: "8675309" });
  await channel.send(first, now);
  firsts.set(`${budiNumber} 8675309`, { wireId: first.wireId, text: "pertama" });
  await channel.send(envelope("b", "kedua", { thread: "8675309" }), now);
  const [one, two] = budi.inbox.map(({ message }) => message!.extendedTextMessage!.contextInfo);
  expect(one).toBeFalsy();
  expect(two).toMatchObject({
    stanzaId: first.wireId,
    participant: "6281100000001@s.whatsapp.net",
    quotedMessage: { conversation: "pertama" },
  });
});

describe("refused for good", () => {
  test.each([
    [463, "membatasi nomor bot"],
    [479, "menolak alamat"],
    [499, "kode 499"],
  ])("code %i", async (code, words) => {
    fake.policy.ackError = code;
    const outcome = await channel.send(envelope("a", "satu"), now);
    const isOurs = code === 463;
    expect(outcome).toEqual({ kind: "permanent", reason: expect.stringContaining(words), isOurs });
    expect(outcome).toEqual({ kind: "permanent", reason: expect.stringContaining(String(code)), isOurs });
  });

  test("a number that is not on WhatsApp: nothing is sent, and it is remembered", async () => {
    const number = "+6289999999999";
    for (const key of ["a", "b"])
      expect(await channel.send(envelope(key, "satu", { recipient: number }), now)).toEqual({
        kind: "permanent",
        reason: "Nomor ini tidak terdaftar di WhatsApp",
      });
    expect(messagesSent()).toEqual([]);
    expect(known.get(number)).toBe(false);
    expect(fake.log.filter(({ attrs }) => attrs["xmlns"] === "usync")).toHaveLength(1);
  });
});

describe("to be tried again", () => {
  test("no ack: the same id and the same bytes the second time, and the recipient can read both", async () => {
    fake.policy.ack = fake.policy.deliver = false;
    const sent = envelope("a", "satu");
    expect(await channel.send(sent, now)).toMatchObject({ kind: "temporary" });
    fake.policy.ack = fake.policy.deliver = true;
    expect(await channel.send({ ...sent, attempt: 1 }, now)).toEqual({ kind: "accepted" });
    expect(messagesSent()).toEqual([sent.wireId, sent.wireId]);
    expect(budi.inbox.map(({ message, isRepeat }) => [bytesOf(message), isRepeat])).toEqual([
      [sent.bytes, false],
      [sent.bytes, true],
    ]);
  });

  test("the line drops before the ack: back by itself, and sent again", async () => {
    fake.policy.dropBeforeAck = true;
    const sent = envelope("a", "satu");
    expect(await channel.send(sent, now)).toMatchObject({ kind: "temporary" });
    fake.policy.dropBeforeAck = false;
    expect(await channel.send(sent, now)).toMatchObject({ kind: "unavailable" });
    await until(() => rig.wa.status().state === "open");
    expect(await channel.send({ ...sent, attempt: 1 }, now)).toEqual({ kind: "accepted" });
    expect(textsOf(budi)).toEqual(["satu"]);
  });

  test("WhatsApp does not say which devices a person has: nothing empty is sent", async () => {
    await rig.wa.close();
    const slow = 300;
    await use(await openRig(fake, { db: rig.db, queryTimeoutMs: slow }));
    known.set(budiNumber, true);
    fake.policy.mutedXmlns = "usync";
    expect(await channel.send(envelope("a", "satu"), now)).toMatchObject({ kind: "temporary" });
    expect(messagesSent()).toEqual([]);
    known.clear();
    expect(await channel.send(envelope("a", "satu"), now)).toMatchObject({ kind: "unavailable" });
  });

  test("keys cannot be stored: what WhatsApp took counts, and the next message is readable on a new session", async () => {
    const forbid =
      "create trigger full before insert on waAuth when new.type = 'session' begin select raise(abort, 'full'); end";
    await channel.send(envelope("a", "satu"), now);
    rig.db.sql.exec(forbid);
    expect(await channel.send(envelope("b", "dua"), now)).toEqual({ kind: "accepted" });
    rig.db.sql.exec("drop trigger full");
    await until(() => rig.states.at(-1)?.state === "open" && rig.wa.status().failures > 0);
    expect(await channel.send(envelope("c", "tiga"), now)).toEqual({ kind: "accepted" });
    expect(textsOf(budi)).toEqual(["satu", "dua", "tiga"]);
    expect(budi.inbox.map(({ type }) => type)).toEqual(["pkmsg", "pkmsg", "pkmsg"]);
  });
});

test("a recipient who cannot read a message is sent it again, even after a restart, from what was kept", async () => {
  const sent = envelope("a", "satu");
  await channel.send(sent, now);
  await rig.wa.close();
  await use(await openRig(fake, { db: rig.db, findSent: (id) => (id === sent.wireId ? sent.bytes : null) }));
  fake.askAgain(budi, account, sent.wireId);
  await until(() => budi.inbox.length === 2);
  expect(budi.inbox.map(({ id, message }) => [id, bytesOf(message)])).toEqual([
    [sent.wireId, sent.bytes],
    [sent.wireId, sent.bytes],
  ]);
});

test("closed: unavailable with a reason, and nothing counted as handed over", async () => {
  const sent = envelope("a", "satu");
  await rig.wa.close();
  expect(await channel.send(sent, now)).toEqual({ kind: "unavailable", reason: "WhatsApp sedang terputus" });
});
