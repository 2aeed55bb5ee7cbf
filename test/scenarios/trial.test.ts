import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { switchOn } from "../../src/desk/sending.ts";
import { loadOffice } from "../../src/desk/office.ts";
import { openDesk } from "../../src/desk/desk.ts";
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
});
