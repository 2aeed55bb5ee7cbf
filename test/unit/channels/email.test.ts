import { afterEach, describe, expect, test } from "vitest";
import { createEmailChannel } from "../../../src/channels/email/channel.ts";
import { openSmtp, type Timeouts } from "../../../src/connections/smtp/smtp.ts";
import type { Channel, Content, Envelope, Outcome } from "../../../src/outbox/contract.ts";
import { type Fault, type MailSink, openMailSink } from "../../support/mail-sink.ts";

const cleanups: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

const start = 1_795_000_000;

interface Office {
  readonly sink: MailSink;
  readonly channel: Channel;
  readonly send: (envelope: Envelope) => Promise<Outcome>;
}

/** A mail server and our door to it, with a clock that ticks at every look. */
async function openOffice(timeouts: Partial<Timeouts> = {}): Promise<Office> {
  const sink = await openMailSink();
  const smtp = openSmtp({ url: sink.url, from: "Siaga Pemkab Contoh <siaga@contoh.go.id>", timeouts });
  cleanups.push(
    () => sink.close(),
    () => smtp.close(),
  );
  let ticks = 0;
  const channel = createEmailChannel({ smtp, clock: { now: () => start + 60 * ticks++ } });
  return { sink, channel, send: (envelope) => channel.send(envelope, start) };
}

const content: Content = {
  subject: "Laporan 1234567 – Jalan rusak di Kec. Marabahan “mendesak”",
  text: "Yth. Bapak Budi,\nlaporan 1234567 menunggu tanggapan.\n",
  html: "<p>Yth. Bapak Budi,<br>laporan 1234567 menunggu tanggapan.</p>\n",
  thread: "1234567",
};

/** What the outbox does with a row when it claims it. */
function claim(
  channel: Channel,
  parts: { key?: string; recipient?: string; content?: Content } = {},
): Envelope {
  const { key = "e12/1/0/h7/email", recipient = "budi@contoh.go.id" } = parts;
  const words = parts.content ?? content;
  const wireId = channel.wireId(key);
  const bytes = channel.prepare(wireId, recipient, words);
  return { wireId, recipient, person: "Budi Santoso", content: words, bytes, attempt: 0 };
}

describe("what arrives", () => {
  test("one mail to one person, in text and HTML, in good Indonesian", async () => {
    const { sink, channel, send } = await openOffice();
    expect(await send(claim(channel))).toEqual({ kind: "accepted" });
    const { from, to, email } = await sink.nextMail();
    expect([from, to]).toEqual(["siaga@contoh.go.id", "budi@contoh.go.id"]);
    expect(email).toMatchObject({
      subject: content.subject,
      from: { name: "Siaga Pemkab Contoh" },
      to: [{ address: "budi@contoh.go.id" }],
    });
    expect([email.text?.trim(), email.html?.trim()]).toEqual([content.text.trim(), content.html?.trim()]);
    expect(email.attachments).toEqual([]);
    expect(sink.mails.length).toBe(1);
  });

  test("it says that a machine wrote it, and asks for no receipt", async () => {
    const { sink, channel, send } = await openOffice();
    await send(claim(channel));
    const headers = new Map((await sink.nextMail()).email.headers.map(({ key, value }) => [key, value]));
    expect(headers.get("auto-submitted")).toBe("auto-generated");
    expect(headers.get("x-auto-response-suppress")).toBe("All");
    expect(headers.has("disposition-notification-to")).toBe(false);
  });

  test("all mails of one complaint hang on one thread, each with an id of its own", async () => {
    const { sink, channel, send } = await openOffice();
    await send(claim(channel, { key: "e12/1/0/h7/email" }));
    await send(claim(channel, { key: "e12/1/1/h7/email" }));
    await send(claim(channel, { key: "e13/1/0/h7/email", content: { ...content, thread: "7654321" } }));
    await send(claim(channel, { key: "alarm/1", content: { ...content, thread: null } }));
    const emails = [];
    for (let i = 0; i < 4; i++) emails.push((await sink.nextMail()).email);
    const root = "<siaga-thread-1234567@contoh.go.id>";
    expect(emails.map(({ references }) => references)).toEqual([
      root,
      root,
      "<siaga-thread-7654321@contoh.go.id>",
      undefined,
    ]);
    expect(emails.map(({ inReplyTo }) => inReplyTo)).toEqual(emails.map(({ references }) => references));
    expect(new Set(emails.map(({ messageId }) => messageId)).size).toBe(4);
    for (const { messageId } of emails) expect(messageId).toMatch(/^<siaga-[0-9a-f]{24}@contoh\.go\.id>$/u);
  });

  test("what stands in subject or thread cannot become a header", async () => {
    const { sink, channel, send } = await openOffice();
    const evil = "x\r\nBcc: mata@lain.id\r\n\r\nisi";
    await send(claim(channel, { content: { ...content, subject: evil, thread: evil } }));
    const { to, email } = await sink.nextMail();
    expect([to, email.bcc]).toEqual(["budi@contoh.go.id", undefined]);
    expect(email.subject).toBe("x Bcc: mata@lain.id isi");
    expect(email.references).toMatch(/^<siaga-thread-[0-9a-f]{24}@contoh\.go\.id>$/u);
  });
});

describe("the same message again", () => {
  test("goes out under the same id as the same bytes, though time has passed", async () => {
    const { sink, channel, send } = await openOffice();
    const envelope = claim(channel);
    await send(envelope);
    await send({ ...envelope, attempt: 1 });
    const [first, second] = [await sink.nextMail(), await sink.nextMail()];
    expect(second.raw.equals(first.raw)).toBe(true);
    expect(second.email.messageId).toBe(envelope.wireId);
    expect(first.raw.equals(Buffer.from(envelope.bytes!))).toBe(true);
  });

  test("the id depends on the key alone; the bytes are written once, with the time of that moment", async () => {
    const { channel } = await openOffice();
    const [first, second] = [claim(channel), claim(channel)];
    expect(second.wireId).toBe(first.wireId);
    expect(second.bytes).not.toBe(first.bytes);
  });
});

describe("what comes of it", () => {
  const cases: [string, Fault, Outcome][] = [
    [
      "no such mailbox",
      { at: "recipient", answer: "550 5.1.1 <budi@contoh.go.id> tidak ada" },
      { kind: "permanent", reason: "alamat ditolak server email (550 5.1.1)" },
    ],
    [
      "greylisting",
      { at: "recipient", answer: "450 4.2.0 <budi@contoh.go.id> Greylisted" },
      { kind: "temporary", reason: "server email menunda alamat ini (450 4.2.0)", retryAfter: 300 },
    ],
    [
      "a full mailbox",
      { at: "recipient", answer: "452 4.2.2 Penuh" },
      { kind: "temporary", reason: "server email menunda alamat ini (452 4.2.2)" },
    ],
    [
      "commands out of order, says the server",
      { at: "recipient", answer: "503 5.5.1 Bad sequence" },
      { kind: "temporary", reason: "server email menunda alamat ini (503 5.5.1)" },
    ],
    [
      "the server closes in the middle",
      { at: "recipient", answer: "421 4.3.2 Tutup" },
      {
        kind: "temporary",
        reason: "sambungan ke server email terputus sebelum pesan dipastikan diterima (421 4.3.2)",
        isUncertain: true,
      },
    ],
    [
      "the text is refused",
      { at: "message", answer: "554 5.7.1 Spam" },
      { kind: "permanent", reason: "pesan ditolak server email (554 5.7.1)" },
    ],
    [
      "the text is put off",
      { at: "message", answer: "451 4.3.0 Nanti" },
      { kind: "temporary", reason: "server email menunda pesan ini (451 4.3.0)", retryAfter: 300 },
    ],
    [
      "the sender is refused: our setting, not this person",
      { at: "sender", answer: "553 5.7.1 Bukan alamat Anda" },
      { kind: "unavailable", reason: "server email menolak alamat pengirim (553 5.7.1)" },
    ],
    [
      "the server takes no mail at all",
      { at: "greeting", answer: "554 5.3.2 Tutup" },
      { kind: "unavailable", reason: "server email tidak dapat dihubungi (554 5.3.2)" },
    ],
    [
      "the server is too busy to talk",
      { at: "greeting", answer: "421 4.3.2 Penuh" },
      { kind: "unavailable", reason: "server email tidak dapat dihubungi (421 4.3.2)" },
    ],
    [
      "the line is cut before the text was taken",
      { at: "data", does: "drop" },
      {
        kind: "temporary",
        reason: expect.stringMatching(/^sambungan ke server email terputus/u),
        isUncertain: true,
      },
    ],
    [
      "the line is cut after the text and before the answer",
      { at: "message", does: "drop" },
      {
        kind: "temporary",
        reason: expect.stringMatching(/^sambungan ke server email terputus/u),
        isUncertain: true,
      },
    ],
    [
      "the line is torn after the text and before the answer",
      { at: "message", does: "reset" },
      {
        kind: "temporary",
        reason: "sambungan ke server email terputus sebelum pesan dipastikan diterima (ECONNRESET)",
        isUncertain: true,
      },
    ],
    [
      "no answer after the text",
      { at: "message", does: "hang" },
      {
        kind: "temporary",
        reason: "sambungan ke server email terputus sebelum pesan dipastikan diterima (SOCKET_TIMEOUT)",
        isUncertain: true,
      },
    ],
    [
      "no greeting",
      { at: "greeting", does: "hang" },
      { kind: "unavailable", reason: "server email tidak dapat dihubungi (GREETING_TIMEOUT)" },
    ],
  ];

  test.each(cases)("%s", async (_what, fault, outcome) => {
    const { sink, channel, send } = await openOffice({ greeting: 300, silence: 600 });
    sink.fail(fault);
    const envelope = claim(channel);
    expect(await send(envelope)).toEqual(outcome);
    const arrived = sink.mails.length;

    sink.heal();
    expect(await send(envelope)).toEqual({ kind: "accepted" });
    expect(sink.mails.length).toBe(arrived + 1);
    expect(sink.mails.every(({ raw }) => raw.equals(sink.mails[0]!.raw))).toBe(true);
  });

  test("nobody listens: the channel is down, the message is not counted", async () => {
    const { sink, channel, send } = await openOffice();
    await sink.close();
    expect(await send(claim(channel))).toEqual({
      kind: "unavailable",
      reason: "server email tidak dapat dihubungi (ECONNREFUSED)",
    });
  });

  test.each(["budi", "", "a@contoh.go.id, b@contoh.go.id", "a@contoh.go.id>\r\nRCPT TO:<b@lain.id"])(
    "%j is no address: it is refused here and the server is not asked",
    async (recipient) => {
      const { sink, channel, send } = await openOffice();
      expect(await send(claim(channel, { recipient }))).toEqual({
        kind: "permanent",
        reason: "alamat email tidak sah",
      });
      expect(sink.connections).toBe(0);
    },
  );

  test("one bad address among many at once costs only itself", async () => {
    const { sink, channel, send } = await openOffice();
    sink.fail({ at: "recipient", answer: "550 5.1.1 Tidak ada" }, 1);
    const envelopes = Array.from({ length: 40 }, (_, i) => claim(channel, { key: `e${i}` }));
    const outcomes = await Promise.all(envelopes.map(send));
    expect(outcomes.filter(({ kind }) => kind === "permanent").length).toBe(1);
    expect(outcomes.filter(({ kind }) => kind === "accepted").length).toBe(39);
    expect(sink.mails.length).toBe(39);
  });
});
