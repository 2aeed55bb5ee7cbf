import { afterEach, beforeEach, expect, test } from "vitest";
import { switchOn } from "../../../src/desk/sending.ts";
import { openCommandDesk } from "../../../src/cli/shared/command-desk.ts";
import { type MailSink, openMailSink } from "../../support/mail-sink.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, mailOnly, siagaOn } from "./on-story.ts";

const complaint = {
  statusRaw: "Belum Ditindaklanjuti",
  isSecret: false,
  reportedAt: at("2026-11-20T08:00"),
  disposedAt: at("2026-11-20T09:00"),
};
const ofPupr = { ...complaint, opdExternalId: "90001", opdName: "Dinas PUPR" };
const ofDlh = { ...complaint, opdExternalId: "90002", opdName: "Dinas Lingkungan Hidup" };

let story: Story;
let mail: MailSink;
beforeEach(async () => {
  mail = await openMailSink();
  story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true, mail });
  story.db.sql.prepare("delete from settings where key = 'sendingSince'").run();
  await story.kominfo(() => {});
  await story.learn({ ...ofPupr, trackingId: "9100001" });
  await story.learn({ ...ofDlh, trackingId: "9100002" });
  await story.kominfo((db) => {
    const desk = openCommandDesk(db, { wa: true, email: true });
    switchOn(desk, desk.office, story.now());
  });
  await story.learn({ ...ofDlh, trackingId: "9100003" });
  await story.learn({ ...ofDlh, trackingId: "9100004", statusRaw: "Selesai" });
  story.told();
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await mail.close();
});

const lanjutkan = (...words: string[]) => siagaOn(story, ["laporan", "lanjutkan", ...words]);

/** Open backlog complaints. */
function waiting(): unknown {
  return story.ask(
    "select group_concat(trackingId) from complaints where isBacklog = 1 and status = 'unanswered'",
  );
}

test("switching on says how many became backlog, and the commands that start them", async () => {
  story.db.sql.exec("delete from settings where key like 'sending%'; update complaints set isBacklog = 0");
  const { out, err } = await siagaOn(story, ["kirim", "nyalakan"], mailOnly);
  expect(err).toBe("");
  expect(out).toContain("3 laporan terbuka menjadi tunggakan dan tidak memulai jenjang.\n");
  expect(out).toContain("siaga laporan lanjutkan NOMOR, atau semuanya: siaga laporan lanjutkan --tunggakan");
});

test("where nothing waited, switching on speaks of no command", async () => {
  story.db.sql.exec("delete from settings where key like 'sending%'; update complaints set isHistoric = 1");
  const { out } = await siagaOn(story, ["kirim", "nyalakan"], mailOnly);
  expect(out).toMatch(/^Pengiriman menyala\. Tidak ada laporan yang menjadi tunggakan\.\n$/u);
});

test("without a terminal it says how many, and does nothing unless --ya", async () => {
  const { code, err } = await lanjutkan("--tunggakan");
  expect(code).toBe(1);
  expect(err).toContain("Lanjutkan 3 laporan tunggakan?");
  expect(err).toContain("--ya");
  expect(waiting()).toBe("9100001,9100002,9100003");
  expect(story.ask("select count(*) from audit where action like 'laporan%'")).toBe(0);
});

test("their clocks are anchored at that moment, and their steps start", async () => {
  await story.until("2026-11-25T10:00");
  const { out } = await lanjutkan("--tunggakan", "--ya", "--oleh", "Nurul");
  expect(out).toBe("3 laporan tunggakan dilanjutkan.\n");
  await story.settle();
  const anchors = story.db.sql
    .prepare("select distinct anchorAt from escalations where state <> 'ended' and clock = 'response'")
    .pluck()
    .all();
  expect(anchors).toEqual([story.now()]);
  expect(story.told()).toEqual([
    "11-25 10:00 step wa admin Admin PUPR",
    "11-25 10:00 step email admin Admin DLH",
    "11-25 10:00 step email admin Admin DLH",
  ]);
  expect(story.ask("select \"by\" || after from audit where action = 'laporan.lanjutkan-tunggakan'")).toBe(
    `Nurul${JSON.stringify({ resumedAt: story.now(), trackingIds: ["9100001", "9100002", "9100003"] })}`,
  );
  expect(await lanjutkan("--tunggakan")).toMatchObject({ code: 0, out: "Tidak ada tunggakan.\n" });
});

test("of one office only", async () => {
  expect(await jsonOn(story, ["laporan", "lanjutkan", "--tunggakan", "--opd", "dlh", "--ya"])).toEqual([
    { resumed: 2 },
  ]);
  expect(waiting()).toBe("9100001");
  expect(
    story.ask(
      "select group_concat(field || ' ' || coalesce(before, '-')) from complaintHistory where trackingId = '9100002'",
    ),
  ).toBe("isBacklog true,resumedAt -");
  expect((await lanjutkan("--tunggakan", "--opd", "DINSOS")).err).toContain("OPD DINSOS tidak ada");
});

test("one complaint by its number starts alone, from now", async () => {
  await story.until("2026-11-25T10:00");
  const { out } = await lanjutkan("9100001", "--oleh", "Nurul");
  expect(out).toBe("Laporan 9100001 dilanjutkan. Batas waktunya dihitung mulai sekarang.\n");
  expect(waiting()).toBe("9100002,9100003");
  await story.settle();
  expect(story.told()).toEqual(["11-25 10:00 step wa admin Admin PUPR"]);
  expect(story.ask("select subject || after from audit where action = 'laporan.lanjutkan-tunggakan'")).toBe(
    `Laporan 9100001${JSON.stringify({ resumedAt: story.now(), trackingIds: ["9100001"] })}`,
  );
  expect((await lanjutkan("9100001")).err).toContain("tidak sedang ditahan");
  expect((await lanjutkan("9100004")).err).toContain("tidak sedang ditahan");
});
