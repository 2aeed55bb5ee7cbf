import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openMailSink, type MailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";
import { openTwoDoors, type TwoDoors } from "../support/two-doors.ts";

// STOP (escalation.md section 6) counts for whatever the bot writes, in trial too; only answers go where they were asked for.

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  isSecret: false,
  reportedAt: at("2026-11-23T09:00"),
  disposedAt: at("2026-11-23T09:00"),
};

describe("in trial", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  test("who said STOP gets no sheet for WhatsApp any more, and MULAI needs a registered number", async () => {
    await story.kominfo(({ sql }) =>
      sql
        .prepare("update holders set email = 'admin@contoh.example' where id = ?")
        .run(story.people.adminPupr),
    );
    await story.reply({ from: "+6281200000001", text: "STOP" });
    await story.learn(complaint);
    const sheets = readdirSync(story.outFolder).map((name) =>
      readFileSync(join(story.outFolder, name), "utf8"),
    );
    const toAdmin = sheets.filter((sheet) => sheet.includes("Admin PUPR") && sheet.includes("9100001"));
    expect(toAdmin.length).toBeGreaterThan(0);
    expect(toAdmin.join()).toContain("admin@contoh.example");
    expect(sheets.join()).not.toContain("+6281200000001");
    expect(story.ask("select group_concat(intended) from outbox where kind = 'step'")).toBe("email");
  });
});

describe("on real sockets", () => {
  let pemda: TwoDoors;
  beforeEach(async () => {
    pemda = await openTwoDoors("2026-11-23T09:00", { isUnpaced: true });
  });
  afterEach(async () => {
    expect(pemda.errors).toEqual([]);
    await pemda.close();
  });

  async function sayStop(): Promise<void> {
    await pemda.fake.write(pemda.budi, pemda.account, { conversation: "stop" });
    const isStopped = () =>
      pemda.db.sql.prepare("select count(*) from addresses where stoppedAt is not null").pluck().get() === 1;
    for (let turns = 0; !isStopped(); turns++) {
      if (turns > 500) throw new Error("STOP was never heard");
      await pemda.settle();
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await pemda.settle();
  }

  const texts = () => pemda.budi.inbox.map(({ message }) => message?.extendedTextMessage?.text ?? "");

  test("what may have left before goes out no second time: email takes over", async () => {
    pemda.fake.policy.ack = false;
    pemda.fake.policy.deliver = false;
    await pemda.learn(complaint);
    expect(pemda.fates()).toEqual(["step wa Budi pending"]);
    pemda.fake.policy.ack = true;
    await sayStop();
    await pemda.until("2026-11-23T10:00");
    expect(texts().filter((text) => text.includes("9100001"))).toHaveLength(1);
    expect(pemda.told()).toContain("11-23 09:00 email Budi");
  });

  test("a complaint that goes elsewhere: the notice comes by email", async () => {
    await pemda.learn(complaint);
    await sayStop();
    const before = texts().length;
    await pemda.learn({ ...complaint, opdExternalId: "90002", disposedAt: pemda.now() });
    await pemda.until("2026-11-23T10:00");
    expect(texts()).toHaveLength(before);
    expect(pemda.fates()).toContain("moved email Budi accepted");
  });

  test("an email that is refused does not find its way back to WhatsApp", async () => {
    await pemda.kominfo((sql) => sql.exec("update ruleSteps set channels = 'email>wa' where step = 1"));
    await pemda.learn({ ...complaint, trackingId: "9100009", opdExternalId: "90002" });
    pemda.sink.fail({ at: "recipient", answer: "450 4.2.0 Nanti" });
    await pemda.learn(complaint);
    await sayStop();
    pemda.sink.heal();
    pemda.sink.fail({ at: "recipient", answer: "550 5.1.1 Tidak ada" });
    await pemda.until("2026-11-23T10:00");
    expect(texts().filter((text) => text.includes("9100001"))).toEqual([]);
    expect(pemda.fates()).toContain("step email Budi failed");
  });
});

describe("MULAI", () => {
  let mail: MailSink;
  let story: Story;
  beforeEach(async () => {
    mail = await openMailSink();
    story = openStory({ begin: "2026-11-23T09:00", mail, hasWhatsApp: true });
  });
  afterEach(async () => {
    story.close();
    await mail.close();
  });

  test("after STOP and MULAI everything is as before", async () => {
    await story.reply({ from: "+6281200000002", text: "stop" });
    await story.reply({ from: "+6281200000002", text: "mulai" });
    await story.learn(complaint);
    await story.until("2026-11-26T12:00");
    expect(story.told().filter((line) => line.includes("step") && line.includes("Kepala PUPR"))).toEqual([
      "11-26 09:00 step email kepala Kepala PUPR",
      "11-26 09:00 step wa kepala Kepala PUPR",
    ]);
  });
});
