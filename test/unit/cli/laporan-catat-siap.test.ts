import { afterEach, beforeEach, expect, test } from "vitest";
import { insertHolder } from "../../../src/people/holders/store.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn } from "./on-story.ts";

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

const catat = (...words: string[]) => siagaOn(story, ["laporan", "catat-siap", ...words]);

async function addSecondAdmin(): Promise<void> {
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
}

test("an acknowledgement by telephone counts like a SIAP: reminders stop, the level above sees it", async () => {
  await story.learn(complaint);
  await story.until("2026-11-23T10:15");
  story.told();
  const { out, code } = await catat("9100001", "--oleh", "Nurul");
  expect([code, out]).toEqual([
    0,
    "Laporan 9100001 tercatat sudah diterima oleh Admin PUPR. Pengingatnya dihentikan.\n",
  ]);
  await story.until("2026-11-26T09:00");
  expect(story.told().map((line) => line.slice(12))).toEqual([
    "step email kepala Kepala PUPR",
    "step wa kepala Kepala PUPR",
  ]);
  expect(story.texts().at(-1)).toContain("(diterima admin, 23 Nov 10.15)");
  expect(story.db.sql.prepare('select action, subject, "by", after from audit').all()).toEqual([
    {
      action: "laporan.catat-siap",
      subject: "Laporan 9100001",
      by: "Nurul",
      after: JSON.stringify({ ackedBy: "Admin PUPR", ackedAt: at("2026-11-23T10:15") }),
    },
  ]);
});

test("where several were told, Kominfo says who it was", async () => {
  await addSecondAdmin();
  await story.learn(complaint);
  expect((await catat("9100001")).err).toBe(
    "Ada beberapa orang yang diberi tahu. Pilih dengan --orang: Admin PUPR; Admin Dua.",
  );
  expect((await catat("9100001", "--orang", "Bupati")).err).toBe(
    '"Bupati" tidak diberi tahu pada jenjang ini. Pilih dengan --orang: Admin PUPR; Admin Dua.',
  );
  expect(await jsonOn(story, ["laporan", "catat-siap", "9100001", "--orang", "admin dua"])).toEqual([
    { trackingId: "9100001", acknowledgedBy: "Admin Dua", acknowledgedAt: "2026-11-23T09:00:00+08:00" },
  ]);
  expect((await catat("9100001", "--orang", "Admin PUPR")).err).toBe(
    "Laporan 9100001 sudah diterima oleh Admin Dua pada Sen, 23 Nov 2026, 09.00 WITA.",
  );
});

test("it counts for the step that was told last", async () => {
  await story.learn(complaint);
  await story.until("2026-11-26T10:00");
  expect((await catat("9100001", "--orang", "Admin PUPR")).err).toBe(
    '"Admin PUPR" tidak diberi tahu pada jenjang ini. Pilih dengan --orang: Kepala PUPR.',
  );
  expect((await catat("9100001")).out).toContain("oleh Kepala PUPR");
});

test("nobody was told yet, or it has ended: refused in one line", async () => {
  await story.learn({ ...complaint, disposedAt: at("2026-11-23T21:00") });
  const refused =
    "Laporan 9100001 sudah berakhir atau belum disampaikan kepada siapa pun. Lihat: siaga laporan lihat 9100001.";
  expect((await catat("9100001")).err).toBe(refused);
  await story.until("2026-11-24T09:00");
  await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
  expect(await catat("9100001")).toMatchObject({ code: 1, err: refused });
  expect((await catat("12345")).err).toContain("Laporan 12345 tidak tercatat di Siaga.");
  expect(story.ask("select count(*) from audit")).toBe(0);
});
