import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { mostDue } from "../../src/outbox/waiting/store.ts";
import { until as waitFor } from "../support/fake-whatsapp/rig.ts";
import { type Fault, type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";

// What follows when a channel fails, through the whole bot and over real sockets: who is told, through which door, and when.
// That nothing is lost is counted in faults/.

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

const forOffice = (opdExternalId: string, count: number) =>
  Array.from({ length: count }, (_, nth) => ({
    ...complaint,
    opdExternalId,
    trackingId: `${opdExternalId}${nth}`,
  }));

describe("email", () => {
  let sink: MailSink;
  let story: Story;
  beforeEach(async () => {
    sink = await openMailSink();
    let draws = 0;
    // never twice the same, and the same in each run
    const random = () => (++draws * 0.618) % 1;
    story = openStory({ begin: "2026-11-23T09:00", mail: sink, random });
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

  test("the log tells what was taken from what waits, and warns once of a server that is gone and once when it is back", async () => {
    await sink.close();
    await story.learn(complaint);
    await story.until("2026-11-23T09:10");
    expect(rounds().length).toBeGreaterThan(1); // it was tried again and again
    for (const round of rounds())
      expect(round).toMatchObject({
        level: 30,
        accepted: 0,
        failed: 0,
        msg: "tidak ada pesan yang diterima",
      });
    expect(rounds()[0]).toMatchObject({ messages: 1, waiting: 1 });
    expect(warnings()).toEqual([expect.stringMatching(/^saluran tidak dapat dipakai.*siaga status$/u)]);
    sink = await openMailSink({ port: sink.port });
    await story.until("2026-11-23T10:00");
    expect(rounds().at(-1)).toMatchObject({ messages: 1, accepted: 1, waiting: 0, msg: "pesan diserahkan" });
    expect(warnings().slice(1)).toEqual(["saluran dapat dipakai lagi"]);
  });

  test("the log counts a recipient whom the server refuses for good as failed, and the server as up", async () => {
    sink.fail({ at: "recipient", answer: "550 5.1.1 Tidak ada" }, 1);
    await story.learn(complaint);
    expect(rounds()[0]).toMatchObject({ messages: 1, accepted: 0, waiting: 0, failed: 1 });
    expect(warnings()).toEqual([]);
  });

  const burst = ["9100001", "9100002", "9100003", "9100004"].map((trackingId) => ({
    ...complaint,
    trackingId,
  }));

  test.each<{ what: string; fault: Fault }>([
    { what: "falls silent, so that nobody knows", fault: { at: "data", does: "drop" } },
    { what: "refuses it for now", fault: { at: "recipient", answer: "452 4.2.2 Penuh" } },
  ])("a burst of four whose server $what arrives once, as one mail", async ({ fault }) => {
    sink.fail(fault, 2);
    await story.learn(...burst);
    await story.until("2026-11-23T10:00");
    expect(sink.faultsLeft).toBe(0);
    expect(sink.mails).toHaveLength(1);
    for (const { trackingId } of burst) expect(sink.mails[0]?.raw.toString()).toContain(trackingId);
    expect(story.told()).toHaveLength(4);
  });

  test("who joins a burst that was refused for now waits with it", async () => {
    sink.fail({ at: "recipient", answer: "452 4.2.2 Penuh" }, 2);
    await story.learn(...burst);
    story.leapTo("2026-11-23T09:02");
    await story.learn({ ...complaint, trackingId: "9100005" });
    await story.until("2026-11-23T10:00");
    expect([sink.faultsLeft, sink.mails.length, story.told().length]).toEqual([0, 1, 5]);
  });

  test("more than are read at once may have arrived: each goes out again whole, and once", async () => {
    await story.kominfo(({ sql }) =>
      sql
        .prepare("update holders set email = 'pupr@contoh.example' where id = ?")
        .run(story.people.adminPupr),
    );
    sink.fail({ at: "message", does: "drop" }, 2);
    await story.learn(...forOffice("90002", mostDue - 50));
    await story.learn(...forOffice("90001", 100));
    expect([sink.mails.length, story.told()]).toEqual([2, []]);
    story.leapTo("2026-11-23T09:10");
    await story.settle();
    expect([sink.mails.length, story.told().length]).toEqual([4, mostDue + 50]);
  });

  interface Line {
    readonly level: number;
    readonly msg: string;
    readonly channel?: string;
    readonly messages?: number;
  }
  const lines = () =>
    story.logged.map((line) => JSON.parse(line) as Line).filter(({ channel }) => channel === "email");
  const rounds = () => lines().filter(({ messages }) => messages !== undefined);
  const warnings = () => lines().flatMap(({ level, msg }) => (level === 40 ? [msg] : []));
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
      expect(pemda.db.sql.prepare("select sum(failures) from addresses").pluck().get()).toBe(0); // Budi's number is sound
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

  const policy = () => pemda.fake.policy;

  test("a mail that may have arrived leaves again as the same bytes, also when the server was down in between", async () => {
    await pemda.kominfo((sql) => sql.exec("update addresses set stoppedAt = 1")); // nobody by WhatsApp
    pemda.sink.fail({ at: "message", does: "drop" }, 1);
    await pemda.learn(forBudi);
    pemda.sink.fail({ at: "greeting", answer: "421 4.3.2 sebentar" }, 1);
    await pemda.until("2026-11-23T09:30");
    expect(pemda.sink.faultsLeft).toBe(0);
    const [first, again, ...more] = pemda.sink.mails.map(({ raw }) => raw.toString());
    expect([again, more]).toEqual([first, []]);
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

  test("removed while others wait their turn: who has email is told there at once, who has none waits for WhatsApp", async () => {
    await pemda.learn({ ...forBudi, trackingId: "9100008" });
    await pemda.learn({ ...forBudi, trackingId: "9100009" }, { ...forDewi, trackingId: "9100010" });
    expect(pemda.fates()).toEqual(["step wa Budi delivered", "step wa Budi pending", "step wa Dewi pending"]);
    pemda.fake.logOutFromPhone(pemda.account);
    await waitFor(() => pemda.state() === "off");
    await pemda.until("2026-11-23T09:20");
    expect(pemda.told()).toEqual(["11-23 09:00 wa Budi", "11-23 09:00 email Budi"]);
    expect(pemda.fates()).toContain("step wa Dewi pending");
    expect(pemda.sink.mails.filter(({ to }) => to === "budi@contoh.example")).toHaveLength(1);
  });

  test("removed while more than are read at once wait for nothing but WhatsApp: who has email is told there all the same", async () => {
    await pemda.learn({ ...forBudi, trackingId: "9100008" });
    const many = Array.from({ length: mostDue }, (_, nth) => ({ ...forDewi, trackingId: `92${nth + 1000}` }));
    await pemda.learn(...many, { ...forBudi, trackingId: "9100009" });
    pemda.fake.logOutFromPhone(pemda.account);
    await waitFor(() => pemda.state() === "off");
    await pemda.until("2026-11-23T09:05");
    expect(pemda.told()).toEqual(["11-23 09:00 wa Budi", "11-23 09:00 email Budi"]);
    expect(pemda.fates().filter((fate) => fate === "step wa Dewi pending")).toHaveLength(mostDue);
  });

  test("no ack, but a receipt: who got it has it, and it is not sent again", async () => {
    policy().ack = false;
    await pemda.learn(forBudi);
    expect(pemda.told()).toEqual(["11-23 09:00 wa Budi"]); // at once: the receipt is as good as the ack
    await pemda.until("2026-11-23T09:40");
    expect(sentTo(pemda.budi.pn)).toHaveLength(1);
  });

  test("open, but it answers no questions: nothing leaves in vain, a fresh socket, an alarm, and all is well again", async () => {
    let logins = 0;
    pemda.fake.on("login", () => logins++);
    policy().mutedXmlns = "usync";
    await pemda.learn(forBudi);
    await pemda.until("2026-11-23T09:02"); // asked again
    await waitFor(() => pemda.alarms().includes("wa:deaf"));
    expect([pemda.state(), sentTo(pemda.budi.pn)]).toEqual(["down", []]);
    expect(logins).toBeGreaterThan(0);
    policy().mutedXmlns = null;
    await waitFor(() => !pemda.alarms().includes("wa:deaf") && pemda.state() === "up");
    await pemda.until("2026-11-23T09:20");
    expect(pemda.told()).toEqual([expect.stringMatching(/^11-23 09:\d\d wa Budi$/u)]);
    expect(sentTo(pemda.budi.pn)).toHaveLength(1);
  });

  test("open but deaf: what it does not acknowledge goes out again under its id; fresh sockets, an alarm, and all is well again", async () => {
    Object.assign(policy(), { ack: false, deliver: false });
    await pemda.learn(forBudi);
    expect(pemda.fates()[0]).toBe("step wa Budi pending");
    await pemda.until("2026-11-23T09:02"); // a second silence
    await waitFor(() => pemda.alarms().includes("wa:deaf"));
    expect(pemda.state()).toBe("down");
    Object.assign(policy(), { ack: true, deliver: true });
    await waitFor(() => !pemda.alarms().includes("wa:deaf") && pemda.state() === "up");
    await pemda.until("2026-11-23T09:20");
    expect(pemda.told()).toEqual([expect.stringMatching(/^11-23 09:\d\d wa Budi$/u)]);
    // sent more than once, for nobody could know that it had arrived; always as the same message
    const ids = new Set(sentTo(pemda.budi.pn).map(({ attrs }) => attrs["id"]));
    expect(ids.size).toBe(1);
  });

  test.each<{ cause: string; strike: () => void }>([
    { cause: "wa:logged_out", strike: () => pemda.fake.logOutFromPhone(pemda.account) },
    {
      cause: "wa:restricted",
      strike() {
        policy().lockedUntil = at("2026-11-30T10:00");
        pemda.fake.tellRestriction(pemda.account);
      },
    },
  ])("$cause while the disk is full: the alarm comes when it can be written", async ({ cause, strike }) => {
    pemda.db.sql.exec(`create trigger full before insert on alarms when new.cause = '${cause}'
      begin select raise(abort, 'SQLITE_FULL'); end`);
    strike();
    await waitFor(() => pemda.whatsAppLog.some((line) => line.includes("SQLITE_FULL")));
    pemda.db.sql.exec("drop trigger full");
    await waitFor(() => pemda.alarms().includes(cause));
  });

  test("deaf while the disk is full: the bot lives on, its door is closed, and the alarm comes when it can be written", async () => {
    pemda.db.sql.exec(`create trigger full before insert on alarms when new.cause = 'wa:deaf'
      begin select raise(abort, 'SQLITE_FULL'); end`);
    policy().mutedXmlns = "usync";
    await pemda.learn(forBudi);
    await pemda.until("2026-11-23T09:02"); // asked again
    await waitFor(() => pemda.whatsAppLog.some((line) => line.includes("SQLITE_FULL")));
    expect([pemda.state(), pemda.alarms()]).toEqual(["down", []]);
    pemda.db.sql.exec("drop trigger full");
    await waitFor(() => pemda.alarms().includes("wa:deaf"));
    policy().mutedXmlns = null;
    await waitFor(() => pemda.alarms().length === 0 && pemda.state() === "up");
  });
});
