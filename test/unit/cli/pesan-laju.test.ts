import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "../../../src/lock.ts";
import { safePace } from "../../../src/outbox/pace/limits.ts";
import { openPaceSettings } from "../../../src/outbox/pace/settings/store.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { siagaOn } from "./on-story.ts";
import { auditRows, book, done, importSmall, siaga, useFolder } from "./siaga.ts";

useFolder();
beforeEach(() => importSmall());

const limits = () => book((sql) => openPaceSettings(sql, "wa").limits());

test("shows what is safe until somebody changes it, and what was used today", async () => {
  const day = Math.floor((Date.now() / 1000 + 8 * 3600) / 86_400);
  book((sql) => openPaceSettings(sql, "wa").keepState({ day, sent: 12, newChats: 3, nextAt: 0 }));
  const out = await done("pesan", "laju");
  expect(out).toContain("20-45 detik");
  expect(out).toContain("60 pesan; hari ini 12");
  expect(out).toContain("10 nomor (5 dalam minggu pertama nomor bot); hari ini 3");
  expect(out).toContain("jeda 15 menit, 6 pesan sehari");
  expect(out).toContain("07.00-20.00");
  expect(out).not.toContain("Perhatian");
  expect(JSON.parse(await done("pesan", "laju", "--json"))).toEqual({
    ...safePace,
    today: { sent: 12, newChats: 3 },
  });
});

test("changes only what is given, warns of what is daring, and goes back to what is safe", async () => {
  const out = await done("pesan", "laju", "--per-hari", "120", "--jeda", "5-10", "--oleh", "Nurul");
  expect(out).toContain("Perhatian: lebih cepat daripada bawaan");
  expect(limits()).toEqual({ ...safePace, perDay: 120, gap: [5, 10] });
  await done("pesan", "laju", "--jam", "06.00-21.00", "--jeda-penerima", "30 menit", "--mengetik", "0");
  expect(limits()).toMatchObject({ perDay: 120, awake: [360, 1260], recipientGap: 1800, typing: [0, 0] });
  await done("pesan", "laju", "--baru", "4", "--baru-awal", "2", "--per-penerima", "3");
  expect(limits()).toMatchObject({ newChatsPerDay: 4, newChatsPerDayAtFirst: 2, recipientPerDay: 3 });
  expect(await done("pesan", "laju", "--bawaan")).not.toContain("Perhatian");
  expect(limits()).toEqual(safePace);
  expect(auditRows().filter(({ action }) => action === "pesan.laju")).toHaveLength(4);
});

describe("the bot that runs meanwhile", () => {
  const complaint = {
    statusRaw: "Belum Ditindaklanjuti",
    opdExternalId: "90001",
    isSecret: false,
    disposedAt: at("2026-11-23T09:00"),
  };
  let story: Story;
  beforeEach(() => {
    story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
  });
  afterEach(() => {
    expect(story.errors).toEqual([]);
    story.close();
  });

  test("follows at once, and the list says what waits, until when and why", async () => {
    await siagaOn(story, ["pesan", "laju", "--per-hari", "1", "--oleh", "Nurul"]);
    await story.learn({ ...complaint, trackingId: "9100001" }, { ...complaint, trackingId: "9100002" });
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    const open = JSON.stringify({ state: "open", since: 1, code: null, failures: 0 });
    story.db.sql.prepare("insert into settings values ('waState', ?)").run(open);
    const lock = takeLock(story.db.path);
    const { out } = await siagaOn(story, ["pesan", "daftar"]);
    lock.release();
    expect(out.replace(/\s+/gu, " ")).toContain(
      "menunggu sampai Sel 24 Nov 07.00: batas harian nomor bot (1 pesan)",
    );
    await siagaOn(story, ["pesan", "laju", "--per-hari", "60"]);
    await story.settle();
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect((await siagaOn(story, ["riwayat"])).out).toMatch(/pesan laju · oleh Nurul/u);
  });
});

describe("refused, and nothing changed", () => {
  test.each([
    ["--jeda", "45-20", "bukan rentang detik"],
    ["--jeda", "20-9999", "bukan rentang detik"],
    ["--per-hari", "banyak", "bukan jumlah"],
    ["--per-hari", "10000", "sampai 9999"],
    ["--per-hari", "0", "paling sedikit 1"],
    ["--per-penerima", "0", "siaga kirim matikan"],
    ["--jeda-penerima", "3 hari kerja", "harus waktu biasa (bukan hari kerja)"],
    ["--jam", "20.00-07.00", "bukan rentang jam"],
    ["--mengetik", "60", "bukan rentang detik sampai 30. Tulis misalnya --mengetik 2-5."],
  ])("%s %s", async (option, value, why) => {
    expect(await siaga("pesan", "laju", option, value)).toMatchObject({
      code: 1,
      err: expect.stringContaining(why),
    });
    expect(limits()).toEqual(safePace);
  });
});

test("a row that somebody broke by hand does not stop the channel: what is safe counts", () => {
  for (const broken of ["{", "null", '"cepat"', ""]) {
    book((sql) =>
      sql
        .prepare(
          "insert into settings values ('pace.wa', ?) on conflict do update set value = excluded.value",
        )
        .run(broken),
    );
    expect(limits()).toEqual(safePace);
  }
});
