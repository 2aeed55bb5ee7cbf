import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
  disposedAt: at("2026-11-23T09:00"),
};
const undisposed = {
  trackingId: "9100001",
  statusRaw: "Belum Terverifikasi",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
};

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const heads = (lines: string[]) => lines.filter((line) => / kepala /u.test(line));

describe("section 3: the verification clock", () => {
  test("starts when reported; kominfo's digest after one working day, the head of Diskominfo after three", async () => {
    await story.learn(undisposed);
    await story.until("2026-11-26T12:00");
    expect(story.told().filter((line) => !line.includes("alarm"))).toEqual([
      "11-24 08:00 digest email kominfo Kominfo",
    ]);
    expect(story.ask("select state || ' ' || reason from escalations where clock = 'verification'")).toBe(
      "held no_recipient", // this small Pemda has no kepala_kominfo
    );
  });

  test("stops when a known unit is named", async () => {
    await story.learn(undisposed);
    await story.learn(complaint);
    expect(story.ask("select reason from escalations where clock = 'verification'")).toBe("answered");
    expect(story.ask("select state from escalations where clock = 'response'")).toBe("running");
  });

  test("the root unit is not a disposition: no response clock", async () => {
    await story.learn({ ...undisposed, opdName: "Pemerintah Kabupaten Contoh" });
    expect(story.ask("select group_concat(clock) from escalations")).toBe("verification");
  });
});

describe("section 3: the response clock", () => {
  test("a unit known without its moment counts from when the bot first saw it", async () => {
    const { disposedAt: _, ...known } = complaint;
    await story.until("2026-11-23T10:30");
    await story.learn(known);
    expect(story.ask("select anchorAt from escalations where clock = 'response'")).toBe(
      at("2026-11-23T10:30"),
    );
  });

  test("a complaint that had already ended when first seen never starts a clock", async () => {
    await story.learn({ ...complaint, statusRaw: "Ditutup oleh Sistem" });
    await story.learn(complaint); // and goes backwards
    expect(story.ask("select count(*) from escalations")).toBe(0);
  });

  test("an unknown status counts as open, is kept as it came and reported to Kominfo once", async () => {
    await story.learn({ ...complaint, statusRaw: "Dalam Pengawasan Khusus" });
    await story.learn({ ...complaint, statusRaw: "Dalam Pengawasan Khusus" });
    const told = story.told();
    expect(told).toContain("11-23 09:00 step wa admin Admin PUPR");
    expect(told.filter((line) => line.includes("alarm"))).toHaveLength(1);
    expect(story.ask("select statusRaw from complaints")).toBe("Dalam Pengawasan Khusus");
  });

  test("a status that goes backwards is recorded, and no clock restarts for it", async () => {
    await story.learn(complaint);
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    story.told();
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
    expect(story.ask("select count(*) from complaintHistory where field = 'status'")).toBe(2);
  });

  test("postponed pauses: nothing is sent meanwhile, and working durations end later by the paused office time", async () => {
    await story.learn(complaint);
    story.told();
    await story.until("2026-11-24T08:00");
    await story.learn({ trackingId: "9100001", statusRaw: "Ditunda" });
    await story.until("2026-11-25T08:00"); // one working day of office time: 7.5 hours
    expect(story.told()).toEqual([]);
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    await story.until("2026-11-27T08:59");
    expect(heads(story.told())).toEqual([]);
    await story.until("2026-11-27T09:00");
    expect(heads(story.told())).toHaveLength(2);
  });

  test("what was already due and only waited for its window goes at the first such instant after the pause", async () => {
    await story.until("2026-11-23T21:00");
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T21:00") }); // the admin's window opens at 07.00
    await story.learn({ trackingId: "9100001", statusRaw: "Ditunda" });
    await story.until("2026-11-24T09:00");
    expect(story.told()).toEqual([]);
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    expect(story.told()).toEqual(["11-24 09:00 step wa admin Admin PUPR"]);
  });

  test("postponed while its message was leaving, which arrives all the same: told is told, and nobody hears it twice", async () => {
    await story.learn({ ...complaint, statusRaw: "Belum Ditindaklanjuti" });
    const { outbox, aftermath } = story.bot().desk;
    const [row] = outbox.byWire(story.wireOf("Admin PUPR"));
    if (!row) throw new Error("nobody was told");
    // as it stood while the message was under way
    story.db.sql.exec("update outbox set state = 'sending', acceptedAt = null");
    story.db.sql.exec("update escalations set toldAt = null, remindFrom = null where clock = 'response'");
    await story.learn({ trackingId: "9100001", statusRaw: "Ditunda" });
    outbox.accept(row, story.now());
    aftermath.noteTold([row], story.now());
    story.told();
    await story.until("2026-11-23T12:00");
    await story.learn({ trackingId: "9100001", statusRaw: "Belum Ditindaklanjuti" });
    expect(story.told()).toEqual([]);
    await story.until("2026-11-25T23:00");
    expect(story.told().map((line) => line.slice(6))).toEqual([
      "13:00 reminder wa admin Admin PUPR",
      "13:00 reminder wa admin Admin PUPR",
    ]);
  });

  test("the reporter replies and no follow-up comes: the clock starts again at that reply, when the rule says so", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleVersions set reopen = 1 where id = 1"));
    await story.learn({ ...complaint, followUpCount: 0 });
    await story.until("2026-11-24T10:00");
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.until("2026-11-25T10:00");
    story.told();
    await story.learn({
      trackingId: "9100001",
      statusRaw: "Ditanggapi oleh Pelapor",
      lastReporterReplyAt: at("2026-11-25T09:30"),
    });
    expect(story.told()).toEqual(["11-25 10:00 step wa admin Admin PUPR"]);
    expect(story.ask("select max(epoch) || ' ' || anchorAt from escalations where clock = 'response'")).toBe(
      `2 ${at("2026-11-25T09:30")}`,
    );
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });

  test("the reporter replies, and the rule does not say so: nothing starts", async () => {
    await story.learn(complaint);
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.learn({ trackingId: "9100001", statusRaw: "Ditanggapi oleh Pelapor" });
    expect(story.ask("select max(epoch) from escalations where clock = 'response'")).toBe(1);
  });

  test("a new disposition ends the escalation as moved, tells each told person once, and starts for the new unit", async () => {
    await story.learn(complaint);
    story.told();
    await story.until("2026-11-24T08:00");
    await story.learn({ trackingId: "9100001", opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" });
    expect(story.told()).toEqual([
      "11-24 08:00 moved wa admin Admin PUPR",
      "11-24 08:00 step email admin Admin DLH",
    ]);
    expect(story.ask("select group_concat(epoch || state) from escalations where clock = 'response'")).toBe(
      "1ended,2running",
    );
    await story.until("2026-12-31T00:00");
    expect(story.told().filter((line) => line.includes("PUPR"))).toEqual([]);
  });

  test("moved, and one person holds both posts that were told: told once", async () => {
    await story.kominfo(({ sql }) =>
      sql.exec(
        `update holders set (name, wa, email) = (select name, wa, email from holders where name = 'Admin PUPR')
         where name = 'Kepala PUPR'`,
      ),
    );
    await story.learn(complaint);
    await story.until("2026-11-27T08:00");
    expect(story.told().map((line) => line.slice(12))).toEqual(
      expect.arrayContaining(["step wa admin Admin PUPR", "step wa kepala Admin PUPR"]),
    );
    await story.learn({ trackingId: "9100001", opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" });
    expect(story.told().filter((line) => line.includes("moved"))).toEqual([
      "11-27 08:00 moved wa admin Admin PUPR",
    ]);
  });

  test("moved in the night: told within 07.00-20.00", async () => {
    await story.learn(complaint);
    await story.until("2026-11-23T22:00");
    story.told();
    await story.learn({ trackingId: "9100001", opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" });
    expect(story.told()).toEqual([]);
    await story.until("2026-11-24T07:00");
    expect(story.told()).toEqual([
      "11-24 07:00 moved wa admin Admin PUPR",
      "11-24 07:00 step email admin Admin DLH",
    ]);
  });

  test("moved in the night, and the bot was off until the next evening: still told within 07.00-20.00", async () => {
    await story.learn(complaint);
    await story.until("2026-11-23T22:00");
    await story.learn({ trackingId: "9100001", opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" });
    story.told();
    await story.offUntil("2026-11-24T20:00");
    expect(story.told().filter((line) => line.includes("moved"))).toEqual([]);
    await story.until("2026-11-25T07:00");
    expect(story.told()).toContain("11-25 07:00 moved wa admin Admin PUPR");
  });

  test("the new unit's clock is stopped only by the new unit's own follow-up", async () => {
    await story.learn(complaint);
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    await story.learn({
      trackingId: "9100001",
      statusRaw: "Proses",
      opdExternalId: "90002",
      opdName: "Dinas Lingkungan Hidup",
    });
    expect(story.ask("select state from escalations where clock = 'response' and epoch = 2")).toBe("running");
    await story.learn({ trackingId: "9100001", firstFollowUpAt: null, followUpCount: 2 });
    expect(story.ask("select state from escalations where clock = 'response' and epoch = 2")).toBe("ended");
  });

  test("a mere new spelling or rename is no move", async () => {
    await story.learn(complaint);
    story.told();
    await story.learn({ trackingId: "9100001", opdExternalId: "90001", opdName: "Dinas Bina Marga" });
    expect(story.told()).toEqual([]);
    expect(story.ask("select max(epoch) from escalations where clock = 'response'")).toBe(1);
  });
});

describe("section 3: the completion clock", () => {
  test("runs beside the response clock until the complaint ends", async () => {
    await story.learn({ ...complaint, classification: "permintaan_informasi" });
    await story.learn({ trackingId: "9100001", statusRaw: "Proses" });
    story.told();
    await story.until("2026-12-01T12:00");
    expect(story.told()).toEqual([
      "11-27 09:00 step wa admin Admin PUPR",
      "11-30 09:00 step email kepala Kepala PUPR",
      "11-30 09:00 step wa kepala Kepala PUPR",
    ]);
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    await story.until("2026-12-31T00:00");
    expect(story.told()).toEqual([]);
  });
});
