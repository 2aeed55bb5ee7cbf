import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { afterCalendarChange } from "../../src/cli/shared/after-change.ts";
import { importFile } from "../../src/desk/import-file.ts";
import { exportRow } from "../support/exports/rows.ts";
import { exportTable } from "../support/exports/table.ts";
import { writeCsv } from "../support/exports/write-csv.ts";
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

describe("section 9: down for three days", () => {
  test("the outage is written down, and Kominfo gets one summary", async () => {
    await story.learn(complaint);
    story.told();
    await story.offUntil("2026-11-26T10:00");
    expect(story.told().filter((line) => line.includes("notice"))).toEqual([
      "11-26 10:00 notice email kominfo Kominfo",
    ]);
    expect(story.ask("select (toAt - fromAt) / 3600 from outages")).toBe(73);
  });

  test("the summary counts the steps that fired, not those that were looked at and held", async () => {
    for (let number = 1; number <= 5; number++)
      await story.learn({ ...complaint, trackingId: `910000${number}` });
    await story.offUntil("2026-11-26T10:00");
    expect(lateSteps()).toEqual(["5"]);
    // one more level is due, but nobody looked at LAPOR! for longer than its files may be old
    await story.kominfo(({ sql }) => sql.exec("update complaints set source = 'file'"));
    await story.offUntil("2026-12-08T10:00");
    expect(story.ask("select count(*) from escalations where reason = 'stale'")).toBe(5);
    expect(lateSteps()).toEqual(["5", "0"]);
  });

  test("files that wait in the drop folder are read before any step fires: what was answered meanwhile is silent", async () => {
    await story.learn(complaint);
    story.told();
    await dropExport("2026-11-26", "Proses");
    await story.offUntil("2026-11-26T10:00");
    await story.until("2026-11-26T12:00");
    expect(story.told().filter((line) => line.includes("PUPR"))).toEqual([]);
  });

  test("in that first turn more than three messages for one person become one digest", async () => {
    for (let number = 1; number <= 5; number++)
      await story.learn({ ...complaint, trackingId: `910000${number}` });
    story.told();
    await story.offUntil("2026-11-26T10:00");
    const head = story.told().filter((line) => line.includes("email kepala"));
    expect(head).toHaveLength(5); // five lines
    expect(story.ask("select count(distinct wireId) from outbox where intended = 'email' and step = 2")).toBe(
      1,
    );
  });

  test("unsent messages older than one working day are decided again from the present state", async () => {
    story.holdPost();
    await story.learn(complaint);
    await story.kominfo(({ sql }) =>
      sql.prepare("update holders set name = 'Admin Baru' where id = ?").run(story.people.adminPupr),
    );
    story.releasePost();
    await story.offUntil("2026-11-25T10:00");
    expect(story.told().filter((line) => line.includes("step"))).toEqual([
      "11-25 10:00 step wa admin Admin Baru",
    ]);
    expect(story.ask("select group_concat(state) from outbox where kind = 'step'")).toBe("expired,accepted");
  });
});

describe("section 9: away over New Year's Eve, and nobody entered the holidays of the new year", () => {
  const late = { ...complaint, reportedAt: at("2027-12-31T09:00"), disposedAt: at("2027-12-31T10:00") };
  beforeEach(() => {
    story.close();
    story = openStory({ begin: "2027-12-31T10:00" });
  });

  test("the bot starts; what is a day old is decided again, and goes out where no working day is to be counted", async () => {
    story.holdPost();
    await story.learn(late);
    await story.offUntil("2028-01-03T10:00");
    story.releasePost();
    await story.until("2028-01-03T12:00");
    expect(story.told()).toContain("01-03 10:00 step wa admin Admin PUPR");
    expect(story.ask("select group_concat(state) from outbox where kind = 'step'")).toBe("expired,accepted");
    expect(run()).toBe("held no_calendar"); // when the head is due nobody can say
  });

  test("a step that waits for office hours is held and alarmed, others go on; it fires once the year is entered", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleSteps set window = 'jam kerja' where step = 1"));
    story.holdPost();
    await story.learn(late);
    await story.offUntil("2028-01-03T10:00");
    story.releasePost();
    await story.until("2028-01-03T11:00");
    expect(story.told()).toContain("01-03 10:00 alarm email kominfo Kominfo");
    expect(story.ask("select group_concat(cause) from alarms where clearedAt is null")).toContain(
      "held_no_calendar:2028",
    );
    expect(run()).toBe("held no_calendar");
    await enter2028();
    expect(run()).toBe("running -");
    expect(story.told()).toContain("01-03 11:00 step wa admin Admin PUPR");
  });

  test("what did not leave before the last office hours of the year closed is held too, and no fault", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleSteps set window = 'jam kerja' where step = 1"));
    story.holdPost();
    await story.learn(late);
    await story.until("2027-12-31T17:00");
    story.releasePost();
    await story.settle();
    expect(run()).toBe("held no_calendar");
    await enter2028();
    await story.until("2028-01-03T07:30");
    expect(story.told()).toContain("01-03 07:30 step wa admin Admin PUPR");
  });

  test("the morning's look-over does its work, and says which year is missing", async () => {
    story.holdPost();
    await story.learn(late);
    await story.until("2028-01-03T07:00");
    story.bot().lookOver();
    expect(story.ask("select group_concat(cause) from alarms where clearedAt is null")).toContain(
      "no_calendar:2028",
    );
    expect(story.ask("select group_concat(state) from outbox where kind = 'step'")).toBe("expired");
  });
});

describe("section 9: stale sources", () => {
  test("in its period but absent from the newest export: held(missing_upstream) and alarmed, until an export names it again", async () => {
    await dropExport("2026-11-23", "Belum Ditindaklanjuti");
    await story.until("2026-11-23T12:00");
    story.told();
    await story.until("2026-11-26T08:00");
    await dropExport("2026-11-26", "Belum Ditindaklanjuti", ["9100002"]);
    await story.until("2026-11-26T15:00");
    const told = story.told();
    expect(told.filter((line) => line.includes("kepala"))).toEqual([]);
    expect(
      story.ask("select reason from escalations where trackingId = '9100001' and clock = 'response'"),
    ).toBe("missing_upstream");
    await dropExport("2026-11-26", "Belum Ditindaklanjuti", ["9100001", "9100002"]);
    await story.until("2026-11-26T15:10");
    expect(story.told().filter((line) => line.includes("email kepala"))).toHaveLength(1);
  });

  test("a file older than the newest one is refused without --paksa", async () => {
    const { sql } = story.db;
    const { intake } = story.bot().desk;
    await story.until("2026-11-26T09:00");
    const order = { now: story.now(), isForced: false };
    await importFile(sql, intake, { ...order, path: await exportOf("2026-11-26", "Proses", ["9100001"]) });
    const old = await exportOf("2026-11-20", "Belum Ditindaklanjuti", ["9100001"]);
    await expect(importFile(sql, intake, { ...order, path: old })).rejects.toThrow(/--paksa/u);
    expect(story.ask("select status from complaints")).toBe("in_progress");
    await importFile(sql, intake, { ...order, path: old, isForced: true });
    expect(story.ask("select status from complaints")).toBe("unanswered");
  });
});

describe("section 9: jumping clocks", () => {
  test("an hour and more forwards: sending stops, Kominfo is alarmed, and it goes on when time agrees again", async () => {
    await story.learn(complaint);
    story.told();
    story.setWallError(5 * 86_400);
    await story.settle();
    expect(story.told().filter((line) => !line.includes("alarm"))).toEqual([]);
    expect(story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null")).toBe(1);
    story.setWallError(0);
    await story.until("2026-11-26T09:00");
    expect(story.told().filter((line) => line.includes("email kepala"))).toHaveLength(1);
    expect(story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null")).toBe(0);
  });

  test("backwards: sending stops, and goes on when an operator says that the clock is right", async () => {
    await story.learn(complaint);
    story.told();
    story.setWallError(-7200);
    await story.settle();
    expect(story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null")).toBe(1);
    await story.kominfo(({ sql }) =>
      sql.exec("insert into settings (key, value) values ('clockTrustedAt', '1')"),
    );
    expect(story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null")).toBe(0);
  });
});

const run = () =>
  story.ask("select state || ' ' || coalesce(reason, '-') from escalations where clock = 'response'");

const enter2028 = () =>
  story.kominfo((db) => {
    db.sql.exec("insert into holidayYears (year, decree) values (2028, 'SKB 3 Menteri')");
    afterCalendarChange(db, story.now());
  });

/** How many late steps the letters after an outage speak of. */
const lateSteps = () =>
  story.texts().flatMap((text) => /^- (\d+) .*satu jenjang saja/mu.exec(text)?.[1] ?? []);

describe("section 9: the heartbeat of a clock that was wrong", () => {
  const dayAhead = 86_400;

  test("a clock a day ahead, mended by itself: the next start finds the time as it is, and the outage as it was", async () => {
    await story.settle();
    story.setWallError(dayAhead);
    story.bot().beat();
    await story.settle();
    story.setWallError(0);
    await story.until("2026-11-23T10:00");
    story.bot().beat();
    await story.offUntil("2026-11-23T11:00");
    expect(clockAlarms()).toBe(0);
    expect(story.ask("select (toAt - fromAt) / 60 from outages")).toBe(60);
  });

  test("the bot began with a clock a day ahead: once the operator has said that it is right, it is at the next start too", async () => {
    story.setWallError(dayAhead);
    await story.offUntil("2026-11-23T10:00");
    story.setWallError(0);
    await story.settle();
    expect(clockAlarms()).toBe(1);
    await story.kominfo(({ sql }) =>
      sql.exec("insert into settings (key, value) values ('clockTrustedAt', '1')"),
    );
    await story.offUntil("2026-11-23T11:00");
    expect(clockAlarms()).toBe(0);
  });

  test("to start it again is not to say that the clock is right", async () => {
    await story.settle();
    story.setWallError(-7200);
    await story.offUntil("2026-11-23T10:00");
    await story.offUntil("2026-11-23T10:05");
    expect(clockAlarms()).toBe(1);
    story.setWallError(0);
    await story.offUntil("2026-11-23T10:10");
    expect(clockAlarms()).toBe(0);
  });
});

function clockAlarms(): unknown {
  return story.ask("select count(*) from alarms where cause = 'clock' and clearedAt is null");
}

async function exportOf(date: string, status: string, ids: readonly string[] = ["9100001"]): Promise<string> {
  const rows = ids.map((trackingId, index) =>
    exportRow(index, {
      "Tracking ID": trackingId,
      "Tanggal Laporan Masuk": "22 Nov 2026",
      "Waktu Laporan Masuk": "01:00:00",
      "ID Instansi Terdisposisi": "90001",
      "Tipe Laporan (Anonim/Rahasia)": "",
      "Klasifikasi Laporan": "",
      "Status Laporan": status,
    }),
  );
  const table = exportTable(rows, { generatedOn: date, period: ["2026-11-01", date] });
  return writeCsv(`${story.folder}/${date}-${ids.length}.csv`, table);
}

async function dropExport(date: string, status: string, ids?: readonly string[]): Promise<void> {
  const { mkdirSync, renameSync } = await import("node:fs");
  mkdirSync(story.inFolder, { recursive: true });
  const path = await exportOf(date, status, ids);
  renameSync(path, `${story.inFolder}/${date}-${ids?.length ?? 1}.csv`);
}
