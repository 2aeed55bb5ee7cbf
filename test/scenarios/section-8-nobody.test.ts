import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertHolder } from "../../src/people/holders/store.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};

describe("section 8: nobody to tell", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  test("the one who holds the post when the step fires is told, not the one who held it when the rule was made", async () => {
    await story.learn(complaint);
    story.told();
    await story.kominfo(({ sql }) => {
      sql.prepare("update holders set toDate = '2026-11-25' where id = ?").run(story.people.headPupr);
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "kepala",
        name: "Plt Kepala",
        kind: "plt",
        wa: null,
        email: "plt@contoh.example",
        fromDate: "2026-11-26",
        toDate: null,
      });
    });
    await story.until("2026-11-26T12:00");
    expect(story.told().filter((line) => line.includes("kepala"))).toEqual([
      "11-26 09:00 step email kepala Plt Kepala",
    ]);
  });

  test("nobody reachable: held and alarmed; filled in time, it fires at once", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr),
    );
    await story.learn(complaint);
    await story.until("2026-11-26T15:00");
    expect(story.told()).toContain("11-26 09:00 alarm email kominfo Kominfo");
    expect(story.ask("select state || ' ' || reason from escalations")).toBe("held no_recipient");
    await story.kominfo(({ sql }) =>
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "kepala",
        name: "Kepala Baru",
        kind: "definitif",
        wa: null,
        email: "baru@contoh.example",
        fromDate: null,
        toDate: null,
      }),
    );
    expect(story.told()).toEqual([
      "11-26 15:00 step email kepala Kepala Baru",
      "11-26 15:00 alarm email kominfo Kominfo", // it is mended
    ]);
    expect(story.ask("select reason from outbox where kind = 'step' and step = 2")).toBe("filled");
  });

  test("nobody reachable until one working day after: settled, and the level above hears that nobody could be told", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr),
    );
    await story.learn(complaint);
    await story.until("2026-12-02T07:00");
    const bupati = story.told().filter((line) => line.includes("kepala_daerah"));
    // settled on Friday 27 at 09.00; five working days are over on Monday 30 at 09.00; so Tuesday's digest
    expect(bupati).toEqual(["12-01 08:00 digest email kepala_daerah Bupati"]);
    const text = String(
      story.ask(
        "select content ->> '$.content.text' from envelopes where content like '%belum ditindaklanjuti, lewat%'",
      ),
    );
    expect(text).toContain("belum dapat dihubungi");
  });

  test("the unit's sekretaris stands in for a vacant post", async () => {
    await story.kominfo(({ sql }) => {
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr);
      sql.prepare("insert into posts (unitId, post) values (?, 'sekretaris')").run(story.people.pupr);
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "sekretaris",
        name: "Sekretaris",
        kind: "definitif",
        wa: null,
        email: "sekretaris@contoh.example",
        fromDate: null,
        toDate: null,
      });
    });
    await story.learn(complaint);
    await story.until("2026-11-26T12:00");
    expect(story.told()).toContain("11-26 09:00 step email sekretaris Sekretaris");
  });

  test("a whole team is told, each once", async () => {
    await story.kominfo(({ sql }) =>
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "admin",
        name: "Admin Dua",
        kind: "definitif",
        wa: "+6281200000009",
        email: null,
        fromDate: null,
        toDate: null,
      }),
    );
    await story.learn(complaint);
    expect(story.told()).toEqual([
      "11-23 09:00 step wa admin Admin PUPR",
      "11-23 09:00 step wa admin Admin Dua",
    ]);
  });
});

describe("section 8: addresses that refuse", () => {
  let story: Story;
  let sink: MailSink;
  beforeEach(async () => {
    sink = await openMailSink();
    story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  });
  afterEach(async () => {
    expect(story.errors).toEqual([]);
    story.close();
    await sink.close();
  });

  const forDlh = { ...complaint, opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" };

  test("a permanent failure takes the path of nobody to tell: held, alarmed, settled", async () => {
    sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);
    await story.learn(forDlh);
    expect(story.ask("select state || ' ' || reason from escalations where clock = 'response'")).toBe(
      "held no_recipient",
    );
    expect(story.ask("select state from outbox where kind = 'step'")).toBe("failed");
    expect(story.told()).toEqual(["11-23 09:00 alarm email kominfo Kominfo"]);
    await story.until("2026-11-24T09:00"); // one working day after: settled, and the head hears after the gap
    expect(story.ask("select unreachable from escalations where clock = 'response'")).toBe(1);
    await story.until("2026-11-26T12:00");
    expect(story.texts().some((text) => text.includes("belum dapat dihubungi"))).toBe(true);
  });

  test("two in a row switch that address off and alarm Kominfo", async () => {
    for (const trackingId of ["9100001", "9100002"]) {
      sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);
      await story.learn({ ...forDlh, trackingId });
    }
    expect(
      story.ask("select disabledAt is not null from addresses where address = 'admin.dlh@contoh.example'"),
    ).toBe(1);
    expect(story.ask("select count(*) from alarms where cause like 'address:email:%'")).toBe(1);
    await story.learn({ ...forDlh, trackingId: "9100003" });
    expect(story.ask("select count(*) from outbox where trackingId = '9100003'")).toBe(0);
  });

  test("a digest of three that is refused is one refusal, not three", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleSteps set deliver = 'digest' where step = 1"));
    await story.learn(...["9100001", "9100002", "9100003"].map((trackingId) => ({ ...forDlh, trackingId })));
    sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);
    await story.until("2026-11-24T08:00");
    const fates = "select group_concat(distinct kind || ' ' || state) || ' ' || count(*) from outbox";
    expect(story.ask(`${fates} where post = 'admin'`)).toBe("digest failed 3");
    expect(story.ask("select failures from addresses where address = 'admin.dlh@contoh.example'")).toBe(1);
  });

  test("one that arrived starts the count anew: for email, one that did not come back for a week", async () => {
    sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);
    await story.learn(forDlh);
    await story.learn({ ...forDlh, trackingId: "9100002" });
    await story.until("2026-12-01T09:00");
    sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, 1);
    await story.learn({ ...forDlh, trackingId: "9100003", disposedAt: story.now() });
    expect(story.ask("select failures from addresses where address = 'admin.dlh@contoh.example'")).toBe(1);
  });

  test("a server that is down is nobody's fault: nothing fails, and it goes out when it is back", async () => {
    sink.fail({ at: "greeting", answer: "421 4.3.2 sebentar" }, 3);
    await story.learn(forDlh);
    await story.until("2026-11-23T10:00");
    expect(story.told()).toHaveLength(1);
    expect(story.ask("select count(*) from addresses where failures > 0")).toBe(0);
  });
});

describe("section 8: alarms to Kominfo", () => {
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00" });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  const alarms = () => story.told().filter((line) => line.includes("alarm"));
  const raise = (cause: string) =>
    story.bot().desk.alarms.raise({ cause, text: `Sebab ${cause}.` }, story.now());

  test("one per cause, repeated at most daily", async () => {
    raise("a");
    raise("b");
    await story.settle();
    expect(alarms()).toHaveLength(2);
    raise("a");
    await story.until("2026-11-24T08:59");
    expect(alarms()).toEqual([]);
    await story.until("2026-11-24T09:00");
    expect(alarms()).toHaveLength(2);
  });

  test("cleared by a message when mended", async () => {
    raise("a");
    await story.settle();
    alarms();
    story.bot().desk.alarms.clear("a", story.now());
    await story.settle();
    expect(alarms()).toHaveLength(1);
    expect(story.texts().at(-1)).toContain("Sudah teratasi");
    await story.until("2026-11-27T09:00");
    expect(alarms()).toEqual([]);
  });

  test("gathered into one list when more than three are open", async () => {
    for (const cause of ["a", "b", "c", "d"]) raise(cause);
    await story.settle();
    expect(alarms()).toHaveLength(1);
    expect(story.texts().at(-1)).toContain("Sebab d.");
  });

  test("unanswered for two working days they go to the head of Diskominfo by email", async () => {
    await story.kominfo(({ sql }) => {
      sql.prepare("insert into posts (unitId, post) values (?, 'kepala_kominfo')").run(story.people.root);
      insertHolder(sql, {
        unitId: story.people.root,
        post: "kepala_kominfo",
        name: "Kadis Kominfo",
        kind: "definitif",
        wa: null,
        email: "kadis@contoh.example",
        fromDate: null,
        toDate: null,
      });
    });
    raise("a");
    await story.until("2026-11-25T12:00");
    expect(story.told().filter((line) => line.includes("Kadis"))).toEqual([
      "11-25 09:00 alarm email kepala_kominfo Kadis Kominfo",
    ]);
  });
});

describe("section 8: the half-yearly confirmation", () => {
  test("every half year each holder is asked to confirm the post", async () => {
    const sink = await openMailSink();
    const story = openStory({ begin: "2026-11-23T09:00", mail: sink });
    await story.kominfo(({ sql }) =>
      sql.exec("update settings set value = '1780000000' where key = 'sendingSince'"),
    );
    story.bot().lookOver();
    await story.settle();
    const asked = () => story.told().filter((line) => line.includes("notice"));
    expect(asked()).toEqual([]);
    await story.kominfo(({ sql }) =>
      sql.exec("update settings set value = '1760000000' where key = 'sendingSince'"),
    );
    story.bot().lookOver();
    await story.settle();
    expect(asked()).toContain("11-23 09:00 notice email kepala_daerah Bupati");
    story.bot().lookOver(); // not again
    await story.settle();
    expect(asked()).toEqual([]);
    story.close();
    await sink.close();
  });
});

describe("section 8: alarms end when their cause does", () => {
  test("what the morning found is told as mended when it is, not the next morning", async () => {
    const story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
    await story.kominfo(({ sql }) => {
      sql.exec("update holders set wa = '+6281200000009' where post = 'kominfo'");
      sql.exec("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000009', 1)");
      sql.exec("update holders set wa = null where post = 'kepala' and name = 'Kepala PUPR'");
    });
    story.bot().lookOver();
    await story.settle();
    const vacant = "select clearedAt is null from alarms where cause = 'vacant:PUPR:kepala'";
    expect(story.ask(vacant)).toBe(1);
    await story.until("2026-11-23T10:00");
    story.told();
    await story.kominfo(({ sql }) =>
      sql.exec("update holders set wa = '+6281200000002' where name = 'Kepala PUPR'"),
    );
    expect(story.ask(vacant)).toBeUndefined();
    expect(story.told()).toEqual(["11-23 10:00 alarm wa kominfo Kominfo"]);
    expect(story.texts().at(-1)).toMatch(/Sudah teratasi:[^]*Kepala Dinas PUPR/u);
    story.close();
  });

  test("an office that was mapped, a post that was filled, a year that was entered: each is told once as mended", async () => {
    const story = openStory({ begin: "2026-11-23T09:00" });
    await story.learn({ ...complaint, opdExternalId: null, opdName: "Dinas Antah Berantah" });
    expect(story.told()).toEqual(["11-23 09:00 alarm email kominfo Kominfo"]);
    await story.kominfo(({ sql }) =>
      sql
        .prepare(
          "insert into unitAliases (unitId, alias, key) values (?, 'Dinas Antah Berantah', 'dinas antah berantah')",
        )
        .run(story.people.pupr),
    );
    expect(story.told()).toEqual([
      "11-23 09:00 step wa admin Admin PUPR",
      "11-23 09:00 alarm email kominfo Kominfo",
    ]);
    expect(story.texts().some((text) => text.includes("Sudah teratasi"))).toBe(true);
    await story.until("2026-11-24T08:00");
    expect(story.told().filter((line) => line.includes("alarm"))).toEqual([]);
    story.close();
  });
});
