import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { emptyCounts } from "../../src/desk/intake.ts";
import { disposition, fakeComplaint, reply, trap } from "../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../support/fake-lapor/server.ts";
import { connectFake, useFakeLapor } from "../support/fake-lapor/settings.ts";
import { at, openStory, type Story } from "../support/story.ts";

const root = "Pemerintah Kabupaten Contoh";
const pupr = "Dinas PUPR Kab. Contoh";
const disposed = disposition("23-11-2026 09:00:00", root, pupr);

let fake: FakeLapor;
let story: Story;

beforeEach(async () => {
  fake = await openFakeLapor();
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await fake.close();
});

/** The API is set up, and this server is it. */
function begin(more: Record<string, unknown> = {}): void {
  story = openStory({ begin: "2026-11-23T09:00", connectLapor: connectFake(fake) });
  useFakeLapor(story.db.sql, fake, more);
}

/** What an export of this moment says: who, and with which status. */
async function importNow(statusRaw: string, ...ids: string[]): Promise<void> {
  const { intake } = story.bot().desk;
  const counts = emptyCounts();
  const office = { opdExternalId: "90001", opdName: "Dinas PUPR", isSecret: false };
  const rows = ids.map((trackingId) => ({ trackingId, statusRaw, ...office }));
  intake.receive(rows, { source: "file", asOf: story.now() }, counts, story.now());
  intake.finish(counts, story.now());
  await story.settle();
}

const lists = (paths: string[]) => paths.filter((path) => path.startsWith("/complaints?"));
const readings = () => fake.asked().filter((path) => path.endsWith("/complaint"));
const questionOf = (id: string) => `/complaints/${id}/complaint`;
const heads = (lines: string[]) => lines.filter((line) => / kepala /u.test(line));
const alarms = (lines: string[]) => lines.filter((line) => line.includes("alarm"));
const alarmText = (cause: string) =>
  story.ask(`select text from alarms where cause = '${cause}' and clearedAt is null`) as string | undefined;

describe("a complaint first seen by file", () => {
  beforeEach(() => begin({ every: "1 jam" }));

  test("its follow-up learned from the API silences the next step, and is dated", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    await story.until("2026-11-25T11:00");
    story.told();
    // answered in LAPOR!, and no export says so
    fake.put(
      fakeComplaint("9100001", {
        statusName: "Proses",
        followUps: [disposed, reply("25-11-2026 11:10:00", pupr)],
      }),
    );
    await story.until("2026-11-27T12:00");
    expect(story.told()).toEqual([]);
    expect(story.ask("select firstFollowUpAt from complaints")).toBe(at("2026-11-25T11:10"));
    expect(story.ask("select firstFollowUpIsBound from complaints")).toBe(0);
  });

  test("a bound that a file left is replaced by the moment, also after it has ended", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-24T10:01");
    fake.put(
      fakeComplaint("9100001", {
        statusName: "Selesai",
        followUps: [disposed, reply("24-11-2026 09:30:00", pupr)],
      }),
    );
    await importNow("Selesai", "9100001");
    expect(story.ask("select firstFollowUpIsBound from complaints")).toBe(1);
    await story.until("2026-11-24T12:30");
    expect(story.ask("select firstFollowUpAt from complaints")).toBe(at("2026-11-24T09:30"));
    expect(story.ask("select firstFollowUpIsBound from complaints")).toBe(0);
    fake.asked();
    await story.until("2026-11-26T12:00");
    expect(fake.asked()).toEqual([]); // ended: never again
  });

  test("is read again shortly before its step, so that an answer of the last minutes counts", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-26T08:54");
    story.told();
    fake.asked();
    await story.until("2026-11-26T08:59");
    // once: not again and again until the step falls due
    expect(fake.asked().filter((path) => path.endsWith("/complaint"))).toHaveLength(1);
    await story.until("2026-11-26T09:00");
    expect(heads(story.told())).toHaveLength(2);
  });

  test("no reporter and no body is kept, logged, or sent", async () => {
    fake.put(
      fakeComplaint("9100001", {
        followUps: [disposed, reply("24-11-2026 09:30:00", pupr), reply("25-11-2026 09:30:00", null)],
        logs: [{ from: "Belum Ditindaklanjuti", to: "Proses", date: "24-11-2026 09:30:00" }],
      }),
    );
    fake.put(fakeComplaint("9100002", { followUps: [disposed] }));
    fake.fail(/9100002/u, { change: () => ({ results: `Budi ${trap}` }) });
    await importNow("Belum Ditindaklanjuti", "9100001", "9100002");
    await story.until("2026-11-26T12:00");
    expect(story.ask("select lastReporterReplyAt from complaints where trackingId = '9100001'")).toBe(
      at("2026-11-25T09:30"),
    );
    story.db.sql.pragma("wal_checkpoint(truncate)");
    const files = readdirSync(story.folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1"));
    expect(files.length).toBeGreaterThan(2);
    expect([...files, ...story.logged].join("\n").toLowerCase()).not.toContain(trap.toLowerCase());
  });
});

describe("a token that is refused", () => {
  beforeEach(() => begin({ every: "1 jam" }));

  test("is an alarm at once; steps are held when the news grows stale, nobody hammers, and it recovers", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-25T20:00");
    story.told();
    fake.asked();
    const { token } = fake.secrets;
    fake.secrets.token = "{diganti}";
    await story.until("2026-11-26T06:00");
    expect(fake.asked().length).toBeLessThan(14);
    await story.until("2026-11-26T12:00");
    const told = story.told();
    expect(heads(told)).toEqual([]);
    expect(story.ask("select reason from escalations where clock = 'response'")).toBe("stale");
    expect(alarmText("source:lapor")).toMatch(/menolak token \(HTTP 401\).*SIAGA_LAPOR_AUTH/u);
    expect(alarms(told)).toHaveLength(2); // the door, and what it holds
    fake.secrets.token = token;
    await story.until("2026-11-26T13:30");
    expect(heads(story.told())).toHaveLength(2);
    expect(story.ask("select count(*) from alarms where clearedAt is null")).toBe(0);
  });

  test("an export brings what is held on again meanwhile", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-26T06:00");
    fake.secrets.token = "{diganti}";
    await story.until("2026-11-26T11:00");
    story.told();
    await importNow("Belum Ditindaklanjuti", "9100001");
    expect(heads(story.told())).toHaveLength(2);
    await story.until("2026-11-27T12:00");
    expect(story.ask("select count(*) from escalations where reason = 'stale'")).toBe(0);
  });

  test("403 for everybody is the token; 403 for one complaint is that complaint", async () => {
    useFakeLapor(story.db.sql, fake);
    for (const id of ["9100001", "9100002", "9100003"])
      fake.put(fakeComplaint(id, { followUps: [disposed] }));
    fake.fail(/9100002/u, { status: 403 });
    await importNow("Belum Ditindaklanjuti", "9100001", "9100002", "9100003");
    await story.until("2026-11-23T12:00");
    expect(alarmText("source:lapor")).toBeUndefined();
    expect(alarmText("lapor_skipped")).toMatch(/1 laporan .* 9100002 \(aksesnya ditolak\)/u);
    expect(alarms(story.told())).toHaveLength(1);
    fake.fail(/./u, { status: 403 });
    await story.until("2026-11-23T14:00");
    expect(alarmText("source:lapor")).toMatch(/menolak akses \(HTTP 403\)/u);
    expect(alarmText("lapor_skipped")).toMatch(/^1 laporan/u);
    fake.heal();
    await story.until("2026-11-23T18:00");
    expect(story.ask("select count(*) from alarms where clearedAt is null")).toBe(0);
  });
});

describe("a server that stumbles", () => {
  beforeEach(() => begin());

  test.each([
    ["500", { status: 500 }],
    ["broken JSON", { body: '{"results": {' }],
    ["silence", { does: "hang" as const }],
    ["a cut line", { does: "cut" as const }],
  ])(
    "%s: it is left alone for longer and longer, told after an hour, and read again when it is well",
    async (_, fault) => {
      story.close();
      story = openStory({
        begin: "2026-11-23T09:00",
        connectLapor: (settings) => connectFake(fake, 50)(settings),
      });
      useFakeLapor(story.db.sql, fake);
      fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
      fake.fail(/./u, fault);
      await importNow("Belum Ditindaklanjuti", "9100001");
      story.told();
      await story.until("2026-11-23T09:50");
      expect(alarms(story.told())).toEqual([]);
      await story.until("2026-11-23T13:00");
      expect(alarms(story.told())).toHaveLength(1);
      expect(fake.asked().length).toBeLessThan(12);
      fake.heal();
      await story.until("2026-11-23T14:30");
      expect(story.ask("select source from complaints")).toBe("lapor");
      expect(story.ask("select count(*) from alarms where clearedAt is null")).toBe(0);
    },
  );

  test("over one complaint: the others are read meanwhile", async () => {
    const ids = ["9100001", "9100002", "9100003"];
    for (const id of ids) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    fake.fail(/9100001/u, { status: 500 });
    await importNow("Belum Ditindaklanjuti", ...ids);
    await story.until("2026-11-23T09:10");
    expect(story.ask("select count(*) from complaints where source = 'lapor'")).toBe(2);
  });

  test("a bot that is killed in mid-question waits a minute at its next start", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-23T09:29");
    story.leapTo("2026-11-23T09:31");
    story.bot().startReading(() => {});
    expect(story.ask("select nextPollAt from sources where source = 'lapor'")).toBe(at("2026-11-23T09:32"));
    await story.bot().stopReading();
  });

  test("429: not asked again before the time it names", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    fake.limit(0, "5400");
    await importNow("Belum Ditindaklanjuti", "9100001");
    expect(fake.asked()).toHaveLength(1);
    await story.until("2026-11-23T10:30");
    expect(fake.asked()).toEqual([]);
    fake.heal();
    await story.until("2026-11-23T11:00");
    expect(story.ask("select source from complaints")).toBe("lapor");
  });

  test("a restart in mid-trouble asks no sooner", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    fake.limit(0, "3600");
    await importNow("Belum Ditindaklanjuti", "9100001");
    fake.asked();
    for (const minute of ["05", "10", "15", "20"]) await story.offUntil(`2026-11-23T09:${minute}`);
    expect(fake.asked()).toEqual([]);
  });
});

describe("an answer of another shape", () => {
  beforeEach(() => begin());

  test("skips that complaint, is told once, and the others go on; cleared when it is read again", async () => {
    for (const id of ["9100001", "9100002"]) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    fake.fail(/9100001\/complaint/u, { change: () => ({ results: { data: { status: "Proses" } } }) });
    await importNow("Belum Ditindaklanjuti", "9100001", "9100002");
    await story.until("2026-11-23T18:00");
    expect(alarms(story.told())).toHaveLength(1);
    expect(alarmText("lapor_skipped")).toMatch(/1 laporan .* 9100001 \(bentuk jawabannya berubah\)/u);
    const sources = "select group_concat(source) from (select source from complaints order by trackingId)";
    expect(story.ask(sources)).toBe("file,lapor");
    expect(story.ask("select lastError from sources where source = 'lapor'")).toBeNull();
    fake.heal();
    await story.until("2026-11-23T19:30");
    expect(story.ask(sources)).toBe("lapor,lapor");
    expect(alarmText("lapor_skipped")).toBeUndefined();
  });

  test("of all of them: nothing counts as read, and the doctor's cause says why", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    fake.fail(/./u, { change: () => ({ data: [] }) });
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-23T12:00");
    expect(story.ask("select lastOkAt from sources where source = 'lapor'")).toBeNull();
    expect(story.ask("select lastError from sources where source = 'lapor'")).toMatch(/didokumentasikan/u);
    expect(fake.asked().length).toBeLessThanOrEqual(14); // seven times its two answers
  });

  test("a complaint that LAPOR! does not have is skipped, where it has others", async () => {
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001", "9100009");
    await story.until("2026-11-23T10:00");
    expect(alarmText("lapor_skipped")).toMatch(/9100009 \(tidak ditemukan\)/u);
    expect(alarmText("source:lapor")).toBeUndefined();
  });
});

describe("the budget", () => {
  test("is kept in every hour, also over restarts; those whose step is near are read first", async () => {
    begin({ budget: 20 });
    const ids = Array.from({ length: 30 }, (_, index) => String(9_100_001 + index));
    for (const id of ids) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", ...ids);
    await story.until("2026-11-23T09:20");
    await story.offUntil("2026-11-23T09:30");
    await story.until("2026-11-23T09:58");
    expect(fake.asked()).toHaveLength(20);
    for (const hour of ["10", "11", "12"]) {
      await story.until(`2026-11-23T${hour}:59`);
      expect(fake.asked().length).toBeLessThanOrEqual(20);
    }
    // from now on only one has a step to come
    story.db.sql
      .prepare(
        "update escalations set dueAt = case when trackingId = '9100030' then ? end where dueAt is not null",
      )
      .run(at("2026-11-23T14:20"));
    await story.until("2026-11-23T14:16");
    expect(
      story.ask("select confirmedAt from complaints where trackingId = '9100030'"),
    ).toBeGreaterThanOrEqual(at("2026-11-23T14:15"));
  });

  test("does not run dry on those who only wait for their turn: after an outage the urgent one is first", async () => {
    begin();
    const ids = Array.from({ length: 12 }, (_, index) => String(9_100_001 + index));
    for (const id of ids) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", ...ids);
    await story.until("2026-11-23T09:58");
    story.db.sql
      .prepare(
        "update escalations set dueAt = case when trackingId = '9100012' then ? end where dueAt is not null",
      )
      .run(at("2026-11-23T12:00"));
    fake.asked();
    await story.offUntil("2026-11-23T12:30");
    expect(fake.asked()[0]).toBe("/complaints/9100012/complaint");
  });

  test("a budget that is used up is waited for, not asked about", async () => {
    begin({ budget: 20 });
    const ids = Array.from({ length: 30 }, (_, index) => String(9_100_001 + index));
    for (const id of ids) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", ...ids);
    await story.until("2026-11-23T09:59");
    expect(story.logged.filter((line) => line.includes("API LAPOR! dibaca")).length).toBeLessThan(10);
    expect(story.ask("select lastError from sources where source = 'lapor'")).toBeNull();
  });

  test("at night everybody is read, however seldom by day", async () => {
    begin({ every: "1 hari" });
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-24T00:59");
    fake.asked();
    await story.until("2026-11-24T01:30");
    expect(fake.asked()).toContain("/complaints/9100001/complaint");
  });

  test("open complaints are read every half hour, and no others", async () => {
    begin();
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    fake.put(fakeComplaint("9100002", { statusName: "Selesai" }));
    await importNow("Selesai", "9100002");
    await importNow("Belum Ditindaklanjuti", "9100001");
    fake.asked();
    await story.until("2026-11-23T14:00");
    const asked = fake.asked();
    expect(asked.filter((path) => path.includes("9100002"))).toEqual([]);
    expect(asked.filter((path) => path.endsWith("9100001/complaint")).length).toBeGreaterThanOrEqual(9);
    expect(asked.filter((path) => path.endsWith("9100001/complaint")).length).toBeLessThanOrEqual(12);
  });
});

describe("the roll of what is open", () => {
  beforeEach(async () => {
    begin({ every: "6 jam" });
    for (const id of ["9100001", "9100002"]) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-23T09:30");
    expect(readings()).toEqual([questionOf("9100001")]);
  });

  test("takes on a new complaint: it is read within the hour", async () => {
    await importNow("Belum Ditindaklanjuti", "9100002");
    await story.until("2026-11-23T10:30");
    expect(readings()).toEqual([questionOf("9100002")]);
  });

  test("and one that ended, and is open again after all", async () => {
    fake.put(fakeComplaint("9100001", { statusName: "Selesai", followUps: [disposed] }));
    await story.until("2026-11-24T09:30");
    expect(story.ask("select nextAt from laporReads")).toBeNull();
    readings();
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-24T10:30");
    expect(readings()).toEqual([questionOf("9100001")]);
  });

  test("is not written anew at every poll: what no door brought is found at night, and at the next start", async () => {
    const smuggle = (id: string) =>
      story.db.sql.exec(
        `create temp table other as select * from complaints where trackingId = '9100001';
         update other set trackingId = '${id}'; insert into complaints select * from other; drop table other`,
      );
    const roll = () => story.db.sql.prepare("select trackingId from laporReads order by 1").pluck().all();
    smuggle("9100002");
    await importNow("Proses", "9100001"); // news: the bot looks
    await story.until("2026-11-23T18:00"); // and polls
    expect(roll()).toEqual(["9100001"]);
    await story.until("2026-11-24T02:00");
    expect(roll()).toEqual(["9100001", "9100002"]);
    smuggle("9100003");
    await story.until("2026-11-24T08:00");
    expect(roll()).toEqual(["9100001", "9100002"]);
    await story.offUntil("2026-11-24T08:10");
    expect(roll()).toEqual(["9100001", "9100002", "9100003"]);
  });
});

describe("the list", () => {
  const listPath = "/complaints?institution_id=1";

  test("brings new complaints with their follow-ups already known; what had ended comes without a question", async () => {
    begin({ listPath });
    fake.put(fakeComplaint("9100001", { statusName: "Selesai" }));
    fake.put(
      fakeComplaint("9100002", {
        statusName: "Proses",
        followUps: [disposed, reply("23-11-2026 09:05:00", pupr)],
      }),
    );
    fake.put(fakeComplaint("9100003", { followUps: [disposed] }));
    await story.until("2026-11-23T09:10");
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect(
      story.ask("select group_concat(trackingId || ' ' || status order by trackingId) from complaints"),
    ).toBe("9100001 done,9100002 in_progress,9100003 unanswered");
    expect(story.ask("select isHistoric from complaints where trackingId = '9100001'")).toBe(1);
    expect(fake.asked().filter((path) => path.includes("9100001"))).toEqual([]);
  });

  test("by day its beginning is read, at night all of it", async () => {
    begin({ listPath });
    for (const id of ["9100001", "9100002", "9100003", "9100004", "9100005"])
      fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await story.until("2026-11-23T12:00");
    expect(story.ask("select count(*) from complaints")).toBe(5);
    fake.asked();
    await story.until("2026-11-23T13:00");
    expect(new Set(lists(fake.asked()))).toEqual(new Set([listPath]));
    await story.until("2026-11-24T00:30");
    fake.asked();
    await story.until("2026-11-24T02:00");
    const night = fake.asked();
    expect(lists(night)).toContain(`${listPath}&page=3`);
    for (const id of fake.complaints.keys()) expect(night).toContain(`/complaints/${id}/complaint`);
  });

  test("a changed status on it is looked into at once", async () => {
    begin({ listPath, every: "2 jam" });
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await story.until("2026-11-23T09:10");
    // its own turn is far away
    story.db.sql.prepare("update laporReads set nextAt = ?").run(at("2026-11-23T18:00"));
    fake.put(
      fakeComplaint("9100001", {
        statusName: "Proses",
        followUps: [disposed, reply("23-11-2026 09:20:00", pupr)],
      }),
    );
    await story.until("2026-11-23T11:01");
    expect(story.ask("select answeredAt from complaints")).toBe(at("2026-11-23T09:20"));
  });

  test("that is none, or is not there, is an alarm of its own; known complaints are read all the same", async () => {
    begin({ listPath: "/daftar-lain" });
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-23T10:00");
    expect(alarmText("lapor_list")).toMatch(/tidak ditemukan/u);
    expect(story.ask("select source from complaints")).toBe("lapor");
    expect(alarms(story.told())).toHaveLength(1);
    useFakeLapor(story.db.sql, fake, { listPath, listItems: "results.items" });
    await story.until("2026-11-23T12:00");
    expect(alarmText("lapor_list")).toMatch(/results.items harus daftar/u);
    useFakeLapor(story.db.sql, fake, { listPath });
    await story.until("2026-11-23T13:00");
    expect(alarmText("lapor_list")).toBeUndefined();
  });

  test("a long page is read in several polls, each complaint once", async () => {
    await fake.close();
    fake = await openFakeLapor({ perPage: 100 });
    begin({ listPath });
    for (let index = 0; index < 25; index++)
      fake.put(fakeComplaint(String(9_100_001 + index), { followUps: [disposed] }));
    await story.until("2026-11-23T09:20");
    const details = fake.asked().filter((path) => path.endsWith("/complaint"));
    expect(details).toHaveLength(25);
    expect(new Set(details).size).toBe(25);
  });
});

describe("after an outage", () => {
  test("what is due is read before it fires: what was answered meanwhile is silent, and nothing is called stale", async () => {
    begin();
    for (const id of ["9100001", "9100002"]) fake.put(fakeComplaint(id, { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001", "9100002");
    story.told();
    fake.put(
      fakeComplaint("9100001", {
        statusName: "Proses",
        followUps: [disposed, reply("25-11-2026 10:00:00", pupr)],
      }),
    );
    await story.offUntil("2026-11-26T10:00");
    const told = story.told();
    expect(heads(told)).toHaveLength(2); // both channels of one complaint
    expect(alarms(told)).toEqual([]);
    expect(story.ask("select trackingId from escalations where nextStep = 3")).toBe("9100002");
  });

  test("a dead API does not keep the bot waiting", async () => {
    begin();
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    await importNow("Belum Ditindaklanjuti", "9100001");
    story.told();
    fake.fail(/./u, { status: 503 });
    await story.offUntil("2026-11-24T09:30");
    expect(story.ask("select reason from escalations where clock = 'response'")).toBe("stale");
  });
});

describe("news of one complaint", () => {
  test("does not tell again that another one is stale", async () => {
    begin({ every: "1 jam" });
    fake.put(fakeComplaint("9100001", { followUps: [disposed] }));
    fake.put(fakeComplaint("9100002", { followUps: [disposed] }));
    fake.fail(/9100002/u, { status: 404 });
    await importNow("Belum Ditindaklanjuti", "9100001", "9100002");
    await story.until("2026-11-26T09:30");
    expect(
      story.ask("select reason from escalations where trackingId = '9100002' and clock = 'response'"),
    ).toBe("stale");
    story.told();
    fake.asked();
    await story.until("2026-11-26T20:00");
    expect(alarms(story.told())).toEqual([]);
    // nor is what cannot be read asked about more often because it is urgent
    expect(fake.asked().filter((path) => path.includes("9100002")).length).toBeLessThan(13);
    expect(story.ask("select count(*) from escalationLog where event = 'held'")).toBe(1);
  });
});

describe("without its secrets, or switched off", () => {
  test("set up in the book but without a token on this machine: said once, and nothing is asked", async () => {
    story = openStory({ begin: "2026-11-23T09:00" });
    useFakeLapor(story.db.sql, fake);
    await story.until("2026-11-23T12:00");
    expect(alarmText("source:lapor")).toMatch(/tokennya belum ada/u);
    expect(alarms(story.told())).toHaveLength(1);
  });

  test("off: nothing is asked", async () => {
    begin({ isOn: false });
    fake.put(fakeComplaint("9100001"));
    await importNow("Belum Ditindaklanjuti", "9100001");
    await story.until("2026-11-23T12:00");
    expect(fake.requests).toEqual([]);
  });
});
