import { afterEach, beforeEach, expect, test } from "vitest";
import { readHistory } from "../../../src/simulation/read-history.ts";
import { openMailSink } from "../../support/mail-sink.ts";
import { jsonOn } from "../cli/on-story.ts";
import { at, openStory, type Story } from "../../support/story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  story.close();
});

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdName: "Dinas PUPR",
  opdExternalId: "90001",
  reportedAt: at("2026-11-19T20:00"),
  isSecret: false,
};

const history = () =>
  readHistory(story.db.sql).map(({ at: moment, update }) => [
    moment,
    update.opdName ?? null,
    update.statusRaw,
    update.firstFollowUpAt ?? null,
  ]);

test("what had happened before the bot first saw a complaint is known from that moment only", async () => {
  await story.learn(complaint);
  expect(history()).toEqual([[at("2026-11-23T09:00"), "Dinas PUPR", "Belum Ditindaklanjuti", null]]);
});

test("a complaint that had ended when first seen stays silent", async () => {
  await story.learn({ ...complaint, statusRaw: "Selesai" });
  expect(history()).toEqual([[at("2026-11-23T09:00"), "Dinas PUPR", "Selesai", expect.anything()]]);
});

test("each move and each answer stands at its moment, with the office that it belongs to", async () => {
  await story.learn(complaint);
  await story.until("2026-11-24T09:00");
  await story.learn({ ...complaint, statusRaw: "Proses" });
  await story.until("2026-11-25T09:00");
  await story.learn({
    ...complaint,
    statusRaw: "Belum Ditindaklanjuti",
    opdName: "Dinas Lingkungan Hidup",
    opdExternalId: "90002",
  });
  await story.until("2026-11-26T09:00");
  await story.learn({ ...complaint, statusRaw: "Belum Ditindaklanjuti" });
  await story.until("2026-11-27T09:00");
  await story.learn({ ...complaint, statusRaw: "Selesai" });
  expect(history()).toEqual([
    [at("2026-11-23T09:00"), "Dinas PUPR", "Belum Ditindaklanjuti", null],
    [at("2026-11-24T09:00"), "Dinas PUPR", "Proses", at("2026-11-24T09:00")],
    [at("2026-11-25T09:00"), "Dinas Lingkungan Hidup", "Belum Ditindaklanjuti", null],
    [at("2026-11-26T09:00"), "Dinas PUPR", "Belum Ditindaklanjuti", null],
    [at("2026-11-27T09:00"), "Dinas PUPR", "Selesai", expect.anything()],
  ]);
});

test("played again under the same rules it sends what the bot sent", async () => {
  story.close();
  const mail = await openMailSink();
  story = openStory({ begin: "2026-11-23T09:00", mail, hasWhatsApp: true });
  await story.learn(complaint, { ...complaint, trackingId: "9100002" });
  await story.until("2026-11-25T14:00");
  await story.learn({ ...complaint, trackingId: "9100002", statusRaw: "Proses" });
  await story.until("2026-11-26T08:10");
  await story.learn({ ...complaint, opdName: "Dinas Lingkungan Hidup", opdExternalId: "90002" });
  await story.until("2026-12-04T12:00");
  const sent = story.db.sql
    .prepare<[], { line: string }>(
      `select distinct strftime('%Y-%m-%dT%H:%M', acceptedAt + 28800, 'unixepoch') || ' ' || trackingId || ' ' || kind || ' ' || person as line
       from outbox where acceptedAt is not null and kind in ('step', 'reminder', 'digest', 'moved') order by line`,
    )
    .all()
    .map(({ line }) => line);
  const words = ["simulasi", "--dari-riwayat", "--mulai", "2026-11-01", "--sampai", "2026-12-04T12:00"];
  const played = (await jsonOn(story, words)).map(
    ({ at: moment, trackingId, kind, person }) =>
      `${String(moment).slice(0, 16)} ${String(trackingId)} ${String(kind)} ${String(person)}`,
  );
  expect(sent.length).toBeGreaterThan(10);
  // one line a person, whichever the channels
  expect([...new Set(played)].toSorted()).toEqual(sent);
  await mail.close();
});
