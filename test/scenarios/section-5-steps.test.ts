import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

describe("section 5: when a step fires", () => {
  test("a window moves the moment forward into it and never drops it; 20.00 itself belongs to the next day's 07.00", async () => {
    await story.until("2026-11-23T20:00");
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T20:00") });
    expect(story.told()).toEqual([]);
    await story.until("2026-11-24T07:00");
    expect(story.told()).toEqual(["11-24 07:00 step wa admin Admin PUPR"]);
  });

  test("just before a message goes out the complaint is read again: answered meanwhile, it becomes superseded", async () => {
    await story.until("2026-11-23T21:00");
    await story.kominfo(({ sql }) =>
      sql.exec("update ruleSteps set window = 'selalu' where versionId = 1 and step = 1"),
    );
    story.holdPost(); // the mail server is slow: messages are written but do not leave yet
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T21:00") });
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    story.releasePost();
    await story.settle();
    expect(story.told()).toEqual([]);
    expect(story.ask("select state || ' ' || note from outbox where kind = 'step'")).toBe(
      "superseded sudah ditindaklanjuti",
    );
  });

  test("a reminder is due after the previous message was accepted, and stops when the next step falls due", async () => {
    await story.kominfo(({ sql }) =>
      sql.exec("update ruleSteps set remindMax = 9 where versionId = 1 and step = 1"),
    );
    await story.learn(complaint);
    await story.until("2026-11-30T12:00");
    expect(story.told().filter((line) => line.includes("reminder"))).toEqual([
      "11-24 09:00 reminder wa admin Admin PUPR",
      "11-25 09:00 reminder wa admin Admin PUPR",
      // on 26 Nov at 09.00 the head's step falls due: at the same instant only the step is sent
    ]);
  });

  test("reminders stop when the next step falls due, even if that one is held", async () => {
    await story.kominfo(({ sql }) => {
      sql.exec("update ruleSteps set remindMax = 9 where versionId = 1 and step = 1");
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr);
    });
    await story.learn(complaint);
    await story.until("2026-11-26T23:00");
    expect(story.told().filter((line) => line.includes("reminder"))).toHaveLength(2);
  });

  test("missed reminders collapse to one", async () => {
    await story.learn(complaint);
    story.told();
    await story.offUntil("2026-11-25T15:00");
    expect(story.told().filter((line) => line.includes("reminder"))).toEqual([
      "11-25 15:00 reminder wa admin Admin PUPR",
    ]);
  });

  test("a reminder that finds nobody is dropped with an alarm", async () => {
    await story.learn(complaint);
    story.told();
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.adminPupr),
    );
    await story.until("2026-11-24T12:00");
    expect(story.told()).toEqual(["11-24 09:00 alarm email kominfo Kominfo"]);
    expect(story.ask("select event from escalationLog where event = 'reminder_dropped'")).toBe(
      "reminder_dropped",
    );
  });

  test("one digest a person and channel carries all lines, complaint and people are read again at 08.00", async () => {
    for (const trackingId of ["9100001", "9100002", "9100003"])
      await story.learn({ ...complaint, trackingId });
    await story.until("2026-12-01T07:59");
    story.told();
    await story.learn({ trackingId: "9100002", statusRaw: "Proses" });
    await story.until("2026-12-01T08:00");
    expect(story.told()).toEqual([
      "12-01 08:00 digest email kepala_daerah Bupati",
      "12-01 08:00 digest email kepala_daerah Bupati",
    ]);
    expect(story.ask("select count(distinct wireId) from outbox where kind = 'digest'")).toBe(1);
  });

  test("an empty digest is not sent", async () => {
    await story.learn(complaint);
    await story.until("2026-12-01T07:59");
    story.told();
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.until("2026-12-01T12:00");
    expect(story.told()).toEqual([]);
  });

  test("lines of postponed complaints wait", async () => {
    await story.learn(complaint);
    await story.until("2026-12-01T07:59");
    story.told();
    await story.learn({ trackingId: "9100001", statusRaw: "Ditunda" });
    await story.until("2026-12-01T12:00");
    expect(story.told()).toEqual([]);
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    await story.until("2026-12-03T12:00");
    expect(story.told()).toEqual(["12-02 08:00 digest email kepala_daerah Bupati"]);
  });

  test("an answer at the due instant silences the step", async () => {
    await story.learn(complaint);
    await story.until("2026-11-26T08:59");
    story.told();
    story.leapTo("2026-11-26T09:00");
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("escalation never changes a complaint's status", async () => {
    await story.learn(complaint);
    await story.until("2026-12-31T00:00");
    expect(story.ask("select status from complaints")).toBe("unanswered");
    expect(story.ask("select count(*) from complaintHistory")).toBe(0);
  });
});
