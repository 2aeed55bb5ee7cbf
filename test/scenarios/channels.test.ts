import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { until as waitFor } from "../support/fake-whatsapp/rig.ts";
import { type Fault as MailFault, type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";

// What channels do to messages when they fail, through the whole bot and over real sockets: lost none, and where one is
// sent twice, why.

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90002",
  opdName: "Dinas Lingkungan Hidup",
  isSecret: false,
  isAnonymous: false,
  disposedAt: at("2026-11-23T09:00"),
};

describe("email", () => {
  let sink: MailSink;
  let story: Story;
  beforeEach(async () => {
    sink = await openMailSink();
    story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  });
  afterEach(async () => {
    expect(story.errors).toEqual([]);
    story.close();
    await sink.close();
  });

  test("a server that was down for hours, when nothing waits any more: the next message goes by email again", async () => {
    await story.kominfo(({ sql }) => sql.exec("update holders set email = null where post = 'kominfo'"));
    await sink.close();
    await story.learn(complaint);
    await story.until("2026-11-23T09:45");
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    sink = await openMailSink({ port: sink.port });
    await story.until("2026-11-23T14:00");
    expect(sink.mails).toEqual([]);
    await story.learn({ ...complaint, trackingId: "9100002" });
    expect(story.told()).toEqual(["11-23 14:00 step email admin Admin DLH"]);
  });
});

describe("email, on its way through a mail server that fails", () => {
  let pemda: TwoDoors;
  beforeEach(async () => {
    pemda = await openTwoDoors("2026-11-23T09:00");
    await pemda.kominfo((sql) => sql.exec("update addresses set stoppedAt = 1")); // nobody by WhatsApp
  });
  afterEach(async () => {
    expect(pemda.errors).toEqual([]);
    await pemda.close();
  });

  const forBudi = { ...complaint, opdExternalId: "90001", opdName: "Dinas PUPR" };

  test.each<{ what: string; fault: MailFault; kept: number; why?: string }>([
    { what: "greylisting", fault: { at: "recipient", answer: "450 4.7.1 coba lagi" }, kept: 1 },
    { what: "421 at the greeting", fault: { at: "greeting", answer: "421 4.3.2 sebentar" }, kept: 1 },
    { what: "421 before the text", fault: { at: "sender", answer: "421 4.3.2 sebentar" }, kept: 1 },
    { what: "the line is cut before the text", fault: { at: "data", does: "drop" }, kept: 1 },
    { what: "silence before the text", fault: { at: "data", does: "hang" }, kept: 1 },
    {
      what: "accepted, then the line is cut",
      fault: { at: "message", does: "drop" },
      kept: 2,
      why: "it had it already",
    },
    {
      what: "accepted, then silence",
      fault: { at: "message", does: "hang" },
      kept: 2,
      why: "it had it already",
    },
    {
      what: "accepted, then 451 after all",
      fault: { at: "message", answer: "451 4.3.0 penuh" },
      kept: 2,
      why: "it kept it and said no",
    },
  ])("$what: the mail arrives, once for its reader", async ({ fault, kept, why }) => {
    pemda.sink.fail(fault, 1);
    await pemda.learn(forBudi);
    await pemda.until("2026-11-23T09:45");
    expect(pemda.told()).toEqual([expect.stringMatching(/^11-23 09:\d\d email Budi$/u)]);
    const mails = pemda.sink.mails.filter(({ to }) => to === "budi@contoh.example");
    expect([mails.length, why !== undefined]).toEqual([kept, kept > 1]);
    const ids = mails.map(({ raw }) => /^Message-ID: (.*)$/imu.exec(raw.toString())?.[1]);
    expect(new Set(ids).size).toBe(1); // mail programs show one
  });
});

describe("WhatsApp", () => {
  let pemda: TwoDoors;
  beforeEach(async () => {
    pemda = await openTwoDoors("2026-11-23T09:00");
  });
  afterEach(async () => {
    expect(pemda.errors).toEqual([]);
    await pemda.close();
  });

  const forBudi = { ...complaint, opdExternalId: "90001", opdName: "Dinas PUPR" };
  const forDewi = complaint;
  const sentTo = (pn: string) =>
    pemda.fake.log.filter(({ tag, attrs }) => tag === "message" && attrs["to"] === `${pn}@s.whatsapp.net`);

  describe("463: the number may not open new chats", () => {
    test("email takes over, no other new chat is tried until the day that WhatsApp names, and Kominfo hears of it", async () => {
      pemda.fake.policy.ackError = 463;
      pemda.fake.policy.lockedUntil = at("2026-11-30T10:00");
      await pemda.learn(forBudi);
      expect(pemda.fates().slice(0, 2)).toEqual(["step wa Budi failed", "step email Budi accepted"]);
      pemda.fake.policy.ackError = null; // the others are not even tried
      await pemda.learn({ ...forDewi, trackingId: "9100002" });
      await pemda.until("2026-11-26T12:00"); // the head's step: email+wa
      expect(sentTo(pemda.budi.pn)).toHaveLength(1);
      expect(sentTo(pemda.dewi.pn)).toEqual([]);
      expect(sentTo(pemda.sari.pn)).toEqual([]);
      expect(pemda.told()).toContain("11-26 09:00 email Sari");
      expect(pemda.alarms()).toContain("wa:restricted");
      expect(pemda.alarmText("wa:restricted")).toContain("sampai Sen, 30 Nov 2026, 10.00 WITA (kode 463)");
      // who has nothing but WhatsApp takes the path of nobody to tell
      expect(
        pemda.db.sql
          .prepare("select unreachable from escalations where trackingId = '9100002'")
          .pluck()
          .get(),
      ).toBe(1);
    });

    test("existing chats go on", async () => {
      await pemda.learn(forBudi);
      expect(pemda.told()).toEqual(["11-23 09:00 wa Budi"]);
      pemda.fake.policy.lockedUntil = at("2026-11-30T10:00");
      pemda.fake.tellRestriction(pemda.account);
      await waitFor(() => pemda.alarms().includes("wa:restricted"));
      await pemda.until("2026-11-23T09:30");
      await pemda.learn({ ...forBudi, trackingId: "9100003" });
      expect(pemda.told()).toEqual(["11-23 09:00 wa Budi", "11-23 09:30 wa Budi"]);
    });

    test("where WhatsApp does not say until when: a day; lifted, and told so", async () => {
      pemda.fake.policy.ackError = 463;
      pemda.fake.policy.mutedXmlns = "w:mex";
      await pemda.learn(forBudi);
      expect(pemda.alarmText("wa:restricted")).toContain("Sel, 24 Nov 2026, 09.00 WITA");
      pemda.fake.policy.ackError = null;
      pemda.fake.tellRestriction(pemda.account); // lifted
      await waitFor(() => !pemda.alarms().includes("wa:restricted"));
      await pemda.learn({ ...forDewi, trackingId: "9100002" });
      await pemda.until("2026-11-23T09:01");
      expect(pemda.told()).toContain("11-23 09:00 wa Dewi");
    });
  });

  interface Fault {
    readonly what: string;
    /** Before the message is written. */
    readonly begin: () => void | Promise<void>;
    /** After the bot has tried. */
    readonly end: () => void;
    /** How often the message crosses the line, and why more than once. */
    readonly sent: number;
    readonly why?: string;
  }

  const policy = () => pemda.fake.policy;
  const set = (changes: Partial<TwoDoors["fake"]["policy"]>) => () => void Object.assign(policy(), changes);
  const faults: Fault[] = [
    {
      what: "the line is cut in the middle of two handshakes",
      begin() {
        policy().brokenHandshakes = 2;
        pemda.fake.drop(pemda.account);
      },
      end: () => {},
      sent: 1,
    },
    {
      what: "the line is cut before the ack",
      begin: set({ dropBeforeAck: true }),
      end: set({ dropBeforeAck: false }),
      sent: 2,
      why: "WhatsApp may have taken it",
    },
    {
      what: "the line is cut right after the ack",
      begin: set({ dropAfterAck: true }),
      end: set({ dropAfterAck: false }),
      sent: 1,
    },
    {
      what: "a server that takes everything and says nothing",
      begin: set({ silent: true }),
      end: set({ silent: false }),
      sent: 1,
    },
    {
      what: "no ack in time",
      begin: set({ ack: false }),
      end: set({ ack: true }),
      sent: 2,
      why: "WhatsApp may have taken it",
    },
    {
      what: "replaced by another program",
      begin: () => pemda.fake.replace(pemda.account),
      end: () => {},
      sent: 1,
    },
    {
      what: "asked to begin anew (515)",
      begin: () => pemda.fake.endStream(pemda.account, 515),
      end: () => {},
      sent: 1,
    },
    {
      what: "unavailable (503)",
      begin: () => pemda.fake.endStream(pemda.account, 503),
      end: () => {},
      sent: 1,
    },
    {
      what: "a version that is too old (405)",
      begin() {
        policy().loginFailure = 405;
        pemda.fake.drop(pemda.account);
      },
      end: set({ loginFailure: null }),
      sent: 1,
    },
    {
      what: "bytes that mean nothing",
      begin: () => pemda.fake.sendGarbage(pemda.account),
      end: () => {},
      sent: 1,
    },
    {
      what: "bytes that mean nothing, very many",
      begin: () => pemda.fake.sendGarbage(pemda.account, 1_000_000),
      end: () => {},
      sent: 1,
    },
  ];

  test.each(faults)("$what: the message arrives, once for its reader", async ({ begin, end, sent, why }) => {
    await begin();
    await pemda.learn(forBudi);
    end();
    await waitFor(() => pemda.state() === "up");
    await pemda.until("2026-11-23T09:40");
    expect(pemda.told()).toEqual([expect.stringMatching(/^11-23 09:\d\d wa Budi$/u)]);
    const ids = sentTo(pemda.budi.pn).map(({ attrs }) => attrs["id"]);
    expect([ids.length, why !== undefined]).toEqual([sent, sent > 1]);
    expect(new Set(ids).size).toBe(1);
    expect(new Set(pemda.budi.inbox.map(({ id, error }) => `${id} ${error}`))).toEqual(
      new Set([`${ids[0]} null`]),
    );
    expect(pemda.alarms()).toEqual([]);
  });

  test("479: the address is refused; email takes over at once", async () => {
    policy().ackError = 479;
    await pemda.learn(forBudi);
    expect(pemda.fates()).toEqual(["step wa Budi failed", "step email Budi accepted"]);
    expect(sentTo(pemda.budi.pn)).toHaveLength(1);
    expect(pemda.alarms()).toEqual([]);
  });

  test("removed from the linked devices: Kominfo hears of it by email, new messages go by email, and what waited is not lost", async () => {
    policy().dropBeforeAck = true;
    await pemda.learn({ ...forBudi, trackingId: "9100009" }); // may have left; waits
    policy().dropBeforeAck = false;
    await waitFor(() => pemda.state() === "up");
    pemda.fake.logOutFromPhone(pemda.account);
    await waitFor(() => pemda.state() === "off");
    await pemda.learn(forBudi);
    expect(pemda.alarms()).toContain("wa:logged_out");
    expect(pemda.told()).toEqual(["11-23 09:00 email Budi"]);
    expect(pemda.sink.mails.map(({ to }) => to)).toContain("kominfo@contoh.example");
    pemda.leapTo("2026-11-25T08:00");
    pemda.bot.lookOver(); // the morning
    await pemda.settle();
    const of = (id: string) =>
      pemda
        .rows()
        .filter(({ trackingId, kind }) => trackingId === id && kind === "step")
        .map(({ intended, state }) => `${intended} ${state}`);
    expect(of("9100009")).toEqual(["wa expired", "email accepted"]);
  });

  test("a flood of replies: each is stored, few are answered, and what others wait for leaves all the same", async () => {
    await pemda.learn(forBudi);
    for (let n = 0; n < 60; n++)
      await pemda.fake.write(pemda.budi, pemda.account, { conversation: n % 2 ? "siap" : "apa ini" });
    const stored = () => pemda.db.sql.prepare("select count(*) from inbound").pluck().get();
    await waitFor(() => stored() === 60);
    await pemda.learn({ ...forDewi, trackingId: "9100002" });
    await pemda.until("2026-11-23T09:10");
    expect(pemda.told()).toContain("11-23 09:00 wa Dewi");
    const answers = pemda.rows().filter(({ kind }) => kind === "reply");
    expect(answers.filter(({ state }) => state !== "cancelled")).toHaveLength(5);
    expect(pemda.db.sql.prepare("select count(*) from inbound where handledAt is null").pluck().get()).toBe(
      0,
    );
    expect(
      pemda.db.sql.prepare("select ackedBy from escalations where trackingId = '9100001'").pluck().get(),
    ).toBe("Budi");
  });

  test("open but deaf: what it does not acknowledge goes out again under its id; fresh sockets, an alarm, and all is well again", async () => {
    pemda.fake.policy.ack = false;
    await pemda.learn(forBudi);
    expect(pemda.fates()[0]).toBe("step wa Budi pending");
    await pemda.until("2026-11-23T09:02"); // a second silence
    await waitFor(() => pemda.alarms().includes("wa:deaf"));
    expect(pemda.state()).toBe("down");
    pemda.fake.policy.ack = true;
    await waitFor(() => !pemda.alarms().includes("wa:deaf") && pemda.state() === "up");
    await pemda.until("2026-11-23T09:20");
    expect(pemda.told()).toEqual([expect.stringMatching(/^11-23 09:\d\d wa Budi$/u)]);
    // sent more than once, for nobody could know that it had arrived; always as the same message
    const ids = new Set(sentTo(pemda.budi.pn).map(({ attrs }) => attrs["id"]));
    expect(ids.size).toBe(1);
  });
});
