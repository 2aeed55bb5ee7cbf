import { afterEach, beforeEach, expect, test } from "vitest";
import { openHandDesk } from "../../../src/cli/laporan/hand/desk.ts";
import { enterAgreed } from "../../../src/cli/laporan/hand/agree.ts";
import { openStory, type Story } from "../../support/story.ts";
import { siagaOn } from "./on-story.ts";

// A clock that was stopped by hand does not start again, so nobody stops one of a complaint that was not shown.

let story: Story;
beforeEach(async () => {
  story = openStory({ begin: "2026-11-23T09:00" });
  await add("9100001", "--judul", "Jalan rusak", "--bukan-rahasia");
  await add("9100002", "--rahasia");
});
afterEach(() => story.close());

const add = (id: string, ...words: string[]) =>
  siagaOn(story, ["laporan", "tambah", id, "--masuk", "23-11-2026 08.30", "--opd", "pupr", ...words]);
const ended = () =>
  story.ask("select count(*) from escalations where state = 'ended' and clock = 'response'");

test.each([
  [
    "catat-selesai",
    /^Laporan 9100001; "Jalan rusak"; Dinas PUPR; masuk Sen, 23 Nov 2026, 08.30 WITA; sekarang belum ditindaklanjuti. Catat berakhir dengan status "Selesai"\? .*tidak dapat dimulai lagi.*--ya/u,
  ],
  ["catat-tindak-lanjut", /^Laporan 9100001; "Jalan rusak".* Catat sudah ditindaklanjuti\? .*--ya/u],
])("%s shows the complaint, and without a terminal asks for --ya", async (command, words) => {
  const { code, err } = await siagaOn(story, ["laporan", command, "9100001"]);
  expect(code).toBe(1);
  expect(err).toMatch(words);
  expect(ended()).toBe(0);
  expect(story.ask("select count(*) from audit where action <> 'laporan.tambah'")).toBe(0);
  expect((await siagaOn(story, ["laporan", command, "9100001", "--ya"])).code).toBe(0);
  expect(ended()).toBe(1);
});

test.each([
  ["Selesai", /menghentikan batas waktu.*siaga laporan catat-selesai 9100001 --status "Selesai"/u],
  ["Proses", /menghentikan batas waktu.*siaga laporan catat-tindak-lanjut 9100001$/mu],
])("tambah --status %s does not go round that question", async (status, words) => {
  const { code, err } = await siagaOn(story, ["laporan", "tambah", "9100001", "--status", status]);
  expect(code).toBe(1);
  expect(err).toMatch(words);
  expect(ended()).toBe(0);
});

test("a secret one is shown without a title", async () => {
  const { err } = await siagaOn(story, ["laporan", "catat-selesai", "9100002"]);
  expect(err).toMatch(/^Laporan 9100002; rahasia; Dinas PUPR; /u);
});

test("one that changed while it was shown stays as it is", async () => {
  let title = "Jalan rusak";
  const entering = enterAgreed(story.db, {
    isSure: true,
    intend(desk) {
      const complaint = { ...desk.choose("9100001"), title };
      title = "Jembatan putus";
      const update = { trackingId: "9100001", statusRaw: "Selesai" };
      return { complaint, question: "Catat?", entry: { update, asOf: desk.now, action: "x", by: null } };
    },
  });
  await expect(entering).rejects.toThrow(/berubah selagi ini ditampilkan/u);
  expect(openHandDesk(story.db).choose("9100001").status).toBe("unanswered");
});
