import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertHolder } from "../../src/people/holders/store.ts";
import { at, openStory, type Story } from "../support/story.ts";

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};

describe("late binding of people, and nobody to tell", () => {
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
      story.ask("select content ->> '$.content.text' from envelopes where content like '%Ringkasan%'"),
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
