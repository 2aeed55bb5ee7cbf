import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Db, openDb } from "../../db/open.ts";
import { switchOff, switchOn } from "../../src/desk/sending.ts";
import { loadOffice } from "../../src/desk/office.ts";
import { openDesk } from "../../src/desk/desk.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
};

describe("the first day on a real Pemda", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  test("nothing leaves before it is switched on: every message is a file, marked uji coba", async () => {
    await story.learn(complaint);
    const files = readdirSync(story.outFolder);
    expect(files).toHaveLength(1);
    const text = readFileSync(join(story.outFolder, files[0] ?? ""), "utf8");
    expect(text).toMatch(/^UJI COBA/u);
    expect(text).toContain("9100001");
    expect(story.ask("select count(*) from outbox where channel <> 'folder'")).toBe(0);
  });

  test("switching on is refused while no channel answers", async () => {
    await expect(
      story.kominfo((db) => {
        const office = loadOffice(db.sql, { wa: false, email: false });
        switchOn(openDesk({ db, office: () => office, onPoison: () => {} }), office, story.now());
      }),
    ).rejects.toThrow(/saluran/u);
    expect(story.ask("select count(*) from settings where key = 'sendingSince'")).toBe(0);
  });

  test("backlog is not blame: what was reported before the switch-on starts no steps", async () => {
    await story.learn(complaint);
    story.told();
    await story.kominfo((db) => {
      const office = loadOffice(db.sql, { wa: false, email: true });
      switchOn(openDesk({ db, office: () => office, onPoison: () => {} }), office, story.now());
    });
    await story.learn({ ...complaint, trackingId: "9100002", reportedAt: at("2026-11-20T08:00") });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
    expect(story.ask("select count(*) from complaints where isBacklog = 1")).toBe(2);
    expect(story.ask("select group_concat(reason) from escalations")).toBe("backlog");
  });

  test("switched off and on again: what was under way goes on, what waited in between is backlog", async () => {
    const on = (db: Db) => {
      const office = loadOffice(db.sql, { wa: false, email: true });
      return switchOn(openDesk({ db, office: () => office, onPoison: () => {} }), office, story.now());
    };
    const off = (db: Db) => {
      const office = loadOffice(db.sql, { wa: false, email: true });
      switchOff(openDesk({ db, office: () => office, onPoison: () => {} }), story.now());
    };
    await story.kominfo(on);
    await story.until("2026-11-23T10:00");
    await story.learn({ ...complaint, reportedAt: at("2026-11-23T09:30") });
    await story.kominfo(off);
    await story.until("2026-11-23T11:00");
    await story.learn({ ...complaint, trackingId: "9100002", reportedAt: at("2026-11-23T10:30") });
    await story.kominfo(on);
    expect(story.ask("select group_concat(trackingId) from complaints where isBacklog = 1")).toBe("9100002");
    expect(
      story.ask("select state from escalations where trackingId = '9100001' and clock = 'response'"),
    ).toBe("running");
  });
});

describe("switched off while a message waits for its next try", () => {
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

  const off = (db: Db) => {
    const office = loadOffice(db.sql, { wa: false, email: true });
    switchOff(openDesk({ db, office: () => office, onPoison: () => {} }), story.now());
  };
  const fates = () => story.ask("select group_concat(channel || ' ' || state) from outbox");

  test("what was refused for now never left, so it is written to the folder", async () => {
    sink.fail({ at: "recipient", answer: "450 4.7.1 Nanti" }, 1);
    await story.learn({ ...complaint, opdExternalId: "90002" });
    expect([fates(), sink.faultsLeft]).toEqual(["email pending", 0]);
    await story.kominfo(off);
    await story.until("2026-11-23T10:00");
    expect([fates(), sink.mails.length]).toEqual(["folder accepted", 0]);
  });

  test("what was on its way at that moment, and was then refused for now, is written there too", async () => {
    sink.fail({ at: "message", answer: "451 4.7.1 Nanti" }, 1);
    sink.onMail = () => {
      sink.onMail = () => {};
      const kominfo = openDb(story.db.path);
      off(kominfo);
      kominfo.close();
    };
    await story.learn({ ...complaint, opdExternalId: "90002" });
    expect([sink.mails.length, sink.faultsLeft]).toEqual([1, 0]);
    await story.until("2026-11-23T10:00");
    expect([fates(), sink.mails.length]).toEqual(["folder accepted", 1]);
  });

  test("what may have arrived goes out again as it was", async () => {
    sink.fail({ at: "message", does: "drop" }, 1);
    await story.learn({ ...complaint, opdExternalId: "90002" });
    await story.kominfo(off);
    await story.until("2026-11-23T10:00");
    expect(fates()).toBe("email accepted");
    expect(sink.mails.map(({ raw }) => raw.toString())).toEqual(Array(2).fill(sink.mails[0]?.raw.toString()));
  });
});
