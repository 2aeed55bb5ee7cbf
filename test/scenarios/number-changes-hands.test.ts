import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertHolder } from "../../src/people/holders/store.ts";
import { createInvite } from "../../src/people/store.ts";
import { at, openStory, type Story } from "../support/story.ts";

// escalation.md sections 6 and 8: a number is one person's, and whoever has it next is somebody else.

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang di depan pasar",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  disposedAt: at("2026-11-23T09:00"),
};
const second = { ...complaint, trackingId: "9100002", title: "Jembatan retak" };

const adminNumber = "+6281200000001";
const newNumber = "+6281200000077";

let story: Story;

beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
});

afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

function code(holderId: number): string {
  return createInvite(story.db.sql, holderId, (below) => 7 % below, story.now());
}

function notices(): unknown[] {
  return story.db.sql
    .prepare(
      "select data ->> '$.subject' || ': ' || (data ->> '$.sentences') from outbox where kind = 'notice'",
    )
    .pluck()
    .all();
}

/** To which numbers messages of complaints went. */
function numbers(): unknown[] {
  return story.db.sql
    .prepare(
      "select distinct recipient from outbox where kind <> 'reply' and channel = 'wa' and acceptedAt is not null",
    )
    .pluck()
    .all();
}

describe("an official with a new number", () => {
  test("is told at the new one from then on, also of what was already waiting for the old one", async () => {
    story.holdPost();
    await story.learn(complaint);
    await story.reply({ from: newNumber, text: `DAFTAR ${code(story.people.adminPupr)}` });
    story.releasePost();
    await story.until("2026-11-23T10:00");
    await story.learn(second);
    expect(numbers()).toEqual([newNumber]);
  });

  test("the old number is nobody's any more: it is not heard, and who gets it next registers it anew", async () => {
    await story.reply({ from: newNumber, text: `DAFTAR ${code(story.people.adminPupr)}` });
    await story.learn(complaint);
    expect(await story.reply({ from: adminNumber, text: "siap" })).toBeNull();
    expect(story.ask(`select registeredAt from addresses where address = '${adminNumber}'`)).toBeNull();
  });
});

describe("a number that goes on to the successor", () => {
  test("the code of who has left opens nothing", async () => {
    const old = code(story.people.adminPupr);
    await story.reply({ from: adminNumber, text: "pindah" });
    expect(await story.reply({ from: newNumber, text: `DAFTAR ${old}` })).toContain("kedaluwarsa");
    expect(story.ask("select count(*) from invites where usedAt is not null")).toBe(0);
  });

  test("nor that of who held the post until yesterday", async () => {
    const old = code(story.people.adminPupr);
    await story.kominfo(({ sql }) =>
      sql.prepare("update holders set toDate = '2026-11-22' where id = ?").run(story.people.adminPupr),
    );
    expect(await story.reply({ from: newNumber, text: `DAFTAR ${old}` })).toContain("kedaluwarsa");
    expect(story.ask(`select wa from holders where id = ${story.people.adminPupr}`)).toBe(adminNumber);
  });

  test("PINDAH, then DAFTAR of the successor from the same telephone: only the successor is told and heard", async () => {
    await story.learn(complaint);
    await story.reply({ from: adminNumber, text: "pindah" });
    let successor = 0;
    await story.kominfo(({ sql }) => {
      successor = insertHolder(sql, {
        unitId: story.people.pupr,
        post: "admin",
        name: "Penerus",
        kind: "definitif",
        wa: null,
        email: null,
        fromDate: null,
        toDate: null,
      });
    });
    await story.reply({ from: adminNumber, text: `DAFTAR ${code(successor)}` });
    story.told();
    await story.learn(second);
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Penerus"]);
    expect(await story.reply({ from: adminNumber, text: "siap 9100002" })).toContain(
      "tercatat sudah diterima",
    );
  });

  test("a telephone that somebody else still has: Kominfo hears of it at once", async () => {
    await story.kominfo(({ sql }) => {
      sql.prepare("update holders set wa = '+6281200000009' where id = ?").run(story.people.kominfo);
      sql.exec("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000009', 1)");
    });
    await story.reply({ from: adminNumber, text: `DAFTAR ${code(story.people.headPupr)}` });
    expect(notices()).toHaveLength(1);
    expect(notices()[0]).toContain("Kepala PUPR");
    expect(notices()[0]).toContain("Admin PUPR");
  });
});
