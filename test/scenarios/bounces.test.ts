import { mkdirSync, readdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { watchBounces } from "../../src/desk/bounces.ts";
import { fromExchange, fromPostfix } from "../support/bounces/reports.ts";
import { type MailSink, openMailSink } from "../support/mail-sink.ts";
import { at, openStory, type Story } from "../support/story.ts";

// Mails that come back after the mail server had taken them (SIAGA_FOLDER_BOUNCE).

const complaint = {
  trackingId: "9100001",
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90002",
  opdName: "Dinas Lingkungan Hidup",
  isSecret: false,
  isAnonymous: false,
  disposedAt: at("2026-11-23T09:00"),
};

let sink: MailSink;
let story: Story;
beforeEach(async () => {
  sink = await openMailSink();
  story = openStory({ begin: "2026-11-23T09:00", mail: sink });
  mkdirSync(folder());
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await sink.close();
});

const folder = () => join(story.folder, "kembali");
const read = () =>
  watchBounces(folder(), {
    ...story.bot().desk,
    onFailed: (_, error) => {
      throw error;
    },
  }).read(story.now());
const idOf = (id: number) => String(story.ask(`select wireId from outbox where id = ${id}`));
const run = () =>
  story.ask(
    "select nextStep || ' ' || coalesce(toldAt, '-') || ' ' || state from escalations where clock = 'response'",
  );
const arrive = (name: string, mail: string) => writeFileSync(join(folder(), name), mail);
const toAdmin = { to: "admin.dlh@contoh.example" };

test("the whole step came back: nobody was told, and it takes the path of nobody to tell", async () => {
  await story.learn(complaint);
  expect(run()).toBe(`2 ${story.now()} running`);
  arrive("1.eml", fromPostfix({ ...toAdmin, messageId: idOf(1) }));
  expect(await read()).toBe(1);
  await story.settle();
  expect(story.ask("select state || ': ' || note from outbox where id = 1")).toBe(
    "failed: dikembalikan server email (5.1.1)",
  );
  expect(story.ask("select acceptedAt from outbox where id = 1")).toBeNull();
  expect(run()).toBe("1 - held");
  expect(story.ask("select failures from addresses where address = 'admin.dlh@contoh.example'")).toBe(1);
  await story.until("2026-11-27T12:00");
  // held until Tuesday 24 at 09.00 and settled there: the head hears after the gap, and why
  expect(story.told()).toContain("11-26 09:00 step email kepala Kepala DLH");
  expect(story.texts().some((text) => text.includes("belum dapat dihubungi"))).toBe(true);
  expect(story.told().filter((line) => line.includes("reminder"))).toEqual([]);
  expect(readdirSync(folder())).toEqual([]); // it has done its work
});

test("one of two came back: the other was told, and the chain goes on from there", async () => {
  await story.kominfo(({ sql }) =>
    sql.exec(`insert into holders (unitId, post, name, kind, email)
        select unitId, post, 'Admin Dua', 'definitif', 'dua@contoh.example' from holders where name = 'Admin DLH'`),
  );
  await story.learn(complaint);
  const before = run();
  arrive("1.eml", fromExchange({ ...toAdmin, messageId: idOf(1) }));
  expect(await read()).toBe(1);
  await story.settle();
  expect(run()).toBe(before);
  await story.until("2026-11-26T09:00");
  expect(story.told()).toContain("11-26 09:00 step email kepala Kepala DLH");
});

test("too late: the level above was told already, so nothing is taken back", async () => {
  await story.learn(complaint);
  await story.until("2026-11-26T10:00");
  const before = run();
  arrive("1.eml", fromPostfix({ ...toAdmin, messageId: idOf(1), status: "5.4.7" }));
  expect(await read()).toBe(1);
  await story.settle();
  expect(run()).toBe(before);
  expect(story.ask("select count(*) from addresses where failures > 0")).toBe(0);
});

test("two that came back switch the address off; the same report twice counts once", async () => {
  await story.learn(complaint, { ...complaint, trackingId: "9100002" });
  for (const id of [1, 2]) {
    const mail = fromPostfix({ ...toAdmin, messageId: idOf(id) });
    arrive(`${id}.eml`, mail);
    arrive(`${id}-again.eml`, mail);
  }
  expect(await read()).toBe(2);
  expect(story.ask("select failures from addresses where address = 'admin.dlh@contoh.example'")).toBe(2);
  expect(
    story
      .bot()
      .desk.alarms.open()
      .map(({ cause }) => cause),
  ).toContain(`address:email:${story.people.adminDlh}`);
});

const failures = () => story.ask("select failures from addresses where address = 'admin.dlh@contoh.example'");
const isOff = () =>
  story.ask("select disabledAt is not null from addresses where address = 'admin.dlh@contoh.example'") === 1;
const isAlarmed = () =>
  story.ask(
    `select count(*) from alarms where cause = 'address:email:${story.people.adminDlh}' and clearedAt is null`,
  ) === 1;

/** Somebody writes of another complaint; its mail to the admin comes back, if at all, an hour later. */
async function send(trackingId: string, comesBack: boolean): Promise<void> {
  await story.learn({ ...complaint, trackingId, disposedAt: story.now() });
  if (!comesBack) return;
  const messageId = String(
    story.ask(`select wireId from outbox where trackingId = '${trackingId}' and post = 'admin'`),
  );
  arrive(`${trackingId}.eml`, fromPostfix({ ...toAdmin, messageId }));
  await read();
  await story.settle();
}

test("each comes back after the mail server had taken it, one a day: the second switches the address off", async () => {
  await send("9100001", true);
  expect([failures(), isOff()]).toEqual([1, false]);
  await story.until("2026-11-24T09:00");
  await send("9100002", true);
  expect([failures(), isOff(), isAlarmed()]).toEqual([2, true, true]);
});

test("between two that came back one has stayed for a week: they were not two in a row", async () => {
  await send("9100001", true);
  await story.until("2026-11-24T09:00");
  await send("9100002", false);
  await story.until("2026-12-01T09:00");
  await send("9100003", true);
  expect([failures(), isOff()]).toEqual([1, false]);
  await send("9100004", true);
  expect([failures(), isOff()]).toEqual([2, true]);
});

test("what was taken less than a week ago may still come back: it does not part two that did", async () => {
  await send("9100001", true);
  await story.until("2026-11-24T09:00");
  await send("9100002", false);
  await story.until("2026-12-01T08:59");
  await send("9100003", true);
  expect([failures(), isOff()]).toEqual([2, true]);
});

test("nobody can make a mail come back that was for somebody else, or that was never sent; people's mail is kept", async () => {
  await story.learn(complaint);
  arrive("1.eml", fromPostfix({ to: "lain@contoh.example", messageId: idOf(1) }));
  arrive("2.eml", fromPostfix({ ...toAdmin, messageId: "<lain@contoh.example>" }));
  arrive("3.eml", "From: budi@contoh.example\nSubject: Re: laporan\n\nTerima kasih");
  expect(await read()).toBe(0);
  expect(story.ask("select state from outbox where id = 1")).toBe("accepted");
  expect(readdirSync(folder(), { recursive: true }).map(String).sort()).toEqual([
    "lain",
    join("lain", "3.eml"),
  ]);
});

test("what is still being written is left alone until it rests", async () => {
  await story.learn(complaint);
  arrive("1.eml", fromPostfix({ ...toAdmin, messageId: idOf(1) }));
  utimesSync(join(folder(), "1.eml"), story.now(), story.now() - 2);
  expect(await read()).toBe(0);
  utimesSync(join(folder(), "1.eml"), story.now(), story.now() - 3);
  expect(await read()).toBe(1);
});
