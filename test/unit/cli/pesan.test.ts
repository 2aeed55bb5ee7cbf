import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "../../../src/lock.ts";
import type { Message } from "../../../src/outbox/contract.ts";
import { type MailSink, openMailSink } from "../../support/mail-sink.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn, tooWide } from "./on-story.ts";

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
});
afterEach(async () => {
  expect(story.errors).toEqual([]);
  story.close();
  await sink.close();
});

const pesan = (...words: string[]) => siagaOn(story, ["pesan", ...words]);
const refused = (times = 1) => sink.fail({ at: "recipient", answer: "550 5.1.1 tidak ada" }, times);
const rows = () => story.db.sql.prepare<[], Message>("select * from outbox order by id").all();
const states = () => rows().map(({ kind, state }) => `${kind} ${state}`);
const audit = () => story.db.sql.prepare('select action, subject, "by", after from audit').all();
const forAdmin = () => sink.mails.filter(({ to }) => to === "admin.dlh@contoh.example");

describe("daftar", () => {
  test("nothing waits and nothing failed", async () => {
    expect((await pesan("daftar")).out).toContain("Tidak ada pesan yang menunggu atau gagal");
  });

  test("what failed, why, and what to do about it", async () => {
    refused();
    await story.learn(complaint);
    const { out } = await pesan("daftar");
    expect(out).toContain(
      "Gagal (1)\n     1  Admin DLH, Admin Dinas Lingkungan Hidup, lewat email · jenjang 1",
    );
    expect(out).toContain("gagal: alamat ditolak server email (550 5.1.1)");
    expect(out.replaceAll(/\s+/gu, " ")).toContain(
      "periksa alamatnya (siaga kontak ubah 5 --email ALAMAT), lalu siaga pesan kirim-ulang 1. Menutupnya: siaga pesan batalkan 1.",
    );
    expect(tooWide(out)).toEqual([]);
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    expect((await pesan("daftar")).out).toContain("tidak perlu apa-apa");
  });

  test("what waits, in the order in which it will leave, each with its reason", async () => {
    const lock = takeLock(story.db.path);
    const { outbox } = story.bot().desk;
    const waState = (state: string) =>
      story.db.sql
        .prepare(
          "insert into settings values ('waState', ?) on conflict do update set value = excluded.value",
        )
        .run(JSON.stringify({ state, since: 1, code: null, failures: 0 }));
    const toWa = (key: string, kind: Message["kind"], recipient: string, notBefore: number) =>
      outbox.enqueue({ ...plainRow, key, kind, recipient, notBefore, data: notice }, story.now());
    toWa("a", "notice", "+6281200000011", story.now());
    toWa("b", "notice", "+6281200000012", story.now() + 3600);
    toWa("c", "notice", "+6281200000013", story.now());
    toWa("d", "reply", "+6281200000013", 0);
    waState("open");
    const waits = async () =>
      (await jsonOn(story, ["pesan", "daftar"])).map(({ id, why, until }) => [id, why, until]);
    expect(await waits()).toEqual([
      [4, "giliran ke-1", null],
      [1, "giliran ke-2", null],
      [3, "giliran ke-3", null],
      [2, "menunggu jam kirim", "2026-11-23T10:00:00+08:00"],
    ]);
    const abouts = (await jsonOn(story, ["pesan", "daftar"])).map(({ id, about }) => [id, about]);
    expect(abouts).toEqual([
      [4, "2026-11-23T09:00:00+08:00"],
      [1, "2026-11-23T09:00:00+08:00"],
      [3, "2026-11-23T09:00:33+08:00"],
      [2, "2026-11-23T10:00:00+08:00"],
    ]);
    expect((await pesan("daftar")).out).toContain("menunggu: giliran ke-2; kira-kira Sen 23 Nov 09.00");
    const day = Math.floor((story.now() + 8 * 3600) / 86_400);
    const state = { day, sent: 60, newChats: 0, nextAt: 0 };
    story.db.sql.prepare("insert into settings values ('pace.wa.state', ?)").run(JSON.stringify(state));
    expect((await waits()).slice(0, 2)).toEqual([
      [4, "giliran ke-1", null],
      [1, "batas harian nomor bot (60 pesan)", "2026-11-24T07:00:00+08:00"],
    ]);
    waState("closed");
    expect((await waits())[0]).toEqual([4, "WhatsApp terputus; dicoba lagi dengan sendirinya", null]);
    const { out } = await pesan("daftar");
    expect(out).toContain("menunggu sampai Sen 23 Nov 10.00: menunggu jam kirim");
    lock.release();
    expect((await waits())[0]).toEqual([4, "bot tidak berjalan", null]);
  });

  test("by state, by office, and so many", async () => {
    await story.learn(complaint, { ...complaint, trackingId: "9100002" });
    expect(await jsonOn(story, ["pesan", "daftar"])).toEqual([]);
    const sent = await jsonOn(story, ["pesan", "daftar", "--status", "terkirim"]);
    expect(sent).toMatchObject([
      { id: 2, state: "accepted", unit: "DLH", recipient: "admin.dlh@contoh.example", trackingId: "9100002" },
      { id: 1, acceptedAt: "2026-11-23T09:00:00+08:00" },
    ]);
    expect(Object.keys(sent[0] ?? {})).not.toContain("data");
    expect(await jsonOn(story, ["pesan", "daftar", "--status", "semua", "--opd", "pupr"])).toEqual([]);
    expect((await pesan("daftar", "--status", "terkirim", "--jumlah", "1")).out).toContain("… 1 lagi");
    expect(await pesan("daftar", "--status", "hilang")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Pilih: menunggu, dikirim, terkirim, gagal, batal, semua"),
    });
    expect(await pesan("daftar", "--jumlah", "nol")).toMatchObject({ code: 1 });
    expect(await pesan("daftar", "--opd", "hilang")).toMatchObject({ code: 1 });
  });
});

describe("lihat", () => {
  test("to whom, by which channel, its words and its life", async () => {
    await story.learn(complaint);
    const { out } = await pesan("lihat", "1");
    expect(out).toContain("Pesan 1: untuk Admin DLH, Admin Dinas Lingkungan Hidup, lewat email");
    expect(out).toContain("admin.dlh@contoh.example");
    expect(out).toContain("terkirim Sen 23 Nov 09.00");
    expect(out).toMatch(/Diserahkan {3}1 kali, dengan nomor <siaga-/u);
    expect(out).toMatch(/Isi:\n {2}\[LAPOR 9100001\]/u);
    expect(out).toContain("Jalan berlubang");
  });

  test("what waits shows the words as they would be now; what is no longer wanted has none", async () => {
    story.holdPost();
    await story.learn(complaint);
    expect((await pesan("lihat", "1")).out).toContain("Isi bila dikirim sekarang:\n  [LAPOR 9100001]");
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    const { out } = await pesan("lihat", "1");
    expect(out).toContain("Tidak ada isi: laporan sudah berakhir.");
    expect(out).not.toContain("Jalan berlubang");
    expect(await jsonOn(story, ["pesan", "lihat", "1"])).toMatchObject([
      { state: "superseded", words: null },
    ]);
    expect(await pesan("lihat", "77")).toMatchObject({
      code: 1,
      err: expect.stringContaining("Pesan 77 tidak ada"),
    });
  });

  test("what was forgotten says so, and shows no words that never left", async () => {
    await story.learn(complaint);
    story.leapTo("2026-12-24T07:00");
    story.bot().lookOver();
    const { out } = await pesan("lihat", "1");
    expect(out).toContain("terkirim Sen 23 Nov 09.00");
    expect(out).toContain(
      "Tidak ada isi: isi pesan sudah dihapus; disimpan paling lama 30 hari, dan tidak untuk laporan yang menjadi rahasia.",
    );
    expect(out).not.toContain("Jalan berlubang");
    expect(await jsonOn(story, ["pesan", "lihat", "1"])).toMatchObject([{ state: "accepted", words: null }]);
  });
});

describe("kirim-ulang", () => {
  test("a refused message of a step that was taken back: decided anew, told once, written down", async () => {
    refused();
    await story.learn(complaint);
    story.told();
    const answer = await pesan("kirim-ulang", "1", "--oleh", "Nurul");
    expect(answer.out).toContain("diputuskan lagi");
    await story.settle();
    expect(story.told().filter((line) => line.includes("step"))).toEqual([
      "11-23 09:00 step email admin Admin DLH",
    ]);
    expect(forAdmin()).toHaveLength(1);
    expect(audit()).toEqual([
      { action: "pesan.kirim-ulang", subject: "Pesan 1", by: "Nurul", after: '{"how":"decided"}' },
    ]);
    await story.until("2026-11-26T12:00"); // the chain goes on as if nothing had been
    expect(story.told()).toContain("11-26 09:00 step email kepala Kepala DLH");
  });

  test("an address switched off after two refusals is trusted again", async () => {
    refused(2);
    await story.learn(complaint, { ...complaint, trackingId: "9100002" });
    const disabled = () => story.ask("select count(*) from addresses where disabledAt is not null");
    expect(disabled()).toBe(1);
    await pesan("kirim-ulang", "1");
    expect(disabled()).toBe(0);
    await story.settle();
    expect(forAdmin()).toHaveLength(1);
  });

  test("one of two refused: the step goes on, and the message leaves in the words of today under a new id", async () => {
    await story.kominfo(({ sql }) =>
      sql.exec(`insert into holders (unitId, post, name, kind, email)
        select unitId, post, 'Admin Dua', 'definitif', 'dua@contoh.example' from holders where name = 'Admin DLH'`),
    );
    refused();
    await story.learn(complaint);
    const [first] = rows();
    expect(states().slice(0, 2)).toEqual(["step failed", "step accepted"]);
    await story.learn({ trackingId: "9100001", title: "Jalan berlubang besar" });
    expect((await pesan("kirim-ulang", "1")).out).toContain("isi menurut keadaan sekarang");
    await story.settle();
    expect(forAdmin()).toHaveLength(1);
    expect(forAdmin()[0]?.raw.toString()).toContain("berlubang besar");
    expect(rows()[0]?.wireId).not.toBe(first?.wireId);
  });

  test("what may have arrived goes out again byte for byte under its old id", async () => {
    sink.fail({ at: "message", does: "drop" }, 1);
    await story.learn(complaint);
    expect(states()[0]).toBe("step pending");
    await pesan("batalkan", "1");
    await story.learn({ trackingId: "9100001", title: "Jalan berlubang besar" });
    expect((await pesan("kirim-ulang", "1")).out).toContain("nomor pesan dan isi yang sama");
    await story.settle();
    const [before, after, ...more] = forAdmin();
    expect(more).toEqual([]);
    expect(after?.raw.equals(before?.raw ?? Buffer.alloc(0))).toBe(true);
    expect(states()[0]).toBe("step accepted");
  });

  test("what may have arrived a month ago, and was forgotten since, is a new message", async () => {
    sink.fail({ at: "message", does: "drop" }, 1);
    await story.learn(complaint);
    await pesan("batalkan", "1");
    const before = rows()[0]?.wireId;
    story.leapTo("2026-12-28T09:00");
    story.bot().lookOver();
    expect((await pesan("kirim-ulang", "1")).out).toContain("isi menurut keadaan sekarang");
    await story.settle();
    expect(states()[0]).toBe("step accepted");
    expect(rows()[0]?.wireId).not.toBe(before);
  });

  test("an expired message waits no second time for what was decided anew", async () => {
    story.holdPost();
    await story.learn(complaint);
    await story.offUntil("2026-11-25T10:00");
    story.releasePost();
    await story.settle();
    expect(states().slice(0, 2)).toEqual(["step expired", "step accepted"]);
    expect(await pesan("kirim-ulang", "1")).toMatchObject({
      code: 1,
      err: expect.stringContaining("lewat pesan 2"),
    });
  });

  test("not what waits, left, or is over; not who said STOP", async () => {
    const why = async (id: string) => (await pesan("kirim-ulang", id)).err;
    await story.learn(complaint);
    expect(await why("1")).toContain("sudah terkirim");
    story.holdPost();
    await story.learn({ ...complaint, trackingId: "9100002" });
    expect(await why("2")).toContain("masih menunggu");
    await pesan("batalkan", "2");
    story.db.sql.exec(
      "insert into addresses (channel, address, stoppedAt) values ('email', 'admin.dlh@contoh.example', 1)",
    );
    expect(await why("2")).toContain("STOP");
    await story.learn({ trackingId: "9100002", statusRaw: "Selesai" });
    expect(await why("2")).toContain("sudah ditindaklanjuti atau berakhir");
    expect(states()).toEqual(["step accepted", "step cancelled"]);
  });
});

describe("batalkan", () => {
  test("what waits does not leave, and the chain goes on without it", async () => {
    story.holdPost();
    await story.learn(complaint);
    const { out } = await pesan("batalkan", "1", "--oleh", "Nurul");
    expect(out).toContain("Pesan 1 untuk Admin DLH dibatalkan.");
    story.releasePost();
    await story.until("2026-11-25T17:00");
    expect(forAdmin()).toEqual([]);
    expect(rows()[0]).toMatchObject({ state: "cancelled", note: "oleh Nurul" });
    expect((await pesan("daftar", "--status", "batal")).out).toContain("dibatalkan: oleh Nurul");
    expect(audit()).toMatchObject([{ action: "pesan.batalkan", subject: "Pesan 1", by: "Nurul" }]);
    await story.until("2026-11-26T12:00");
    expect(story.told()).toContain("11-26 09:00 step email kepala Kepala DLH");
    expect(story.texts().some((text) => text.includes("belum dapat dihubungi"))).toBe(true);
  });

  test("one of two: the other still counts as told", async () => {
    await story.kominfo(({ sql }) =>
      sql.exec(`insert into holders (unitId, post, name, kind, email)
        select unitId, post, 'Admin Dua', 'definitif', 'dua@contoh.example' from holders where name = 'Admin DLH'`),
    );
    story.holdPost();
    await story.learn(complaint);
    await pesan("batalkan", "1");
    story.releasePost();
    await story.settle();
    expect(story.told()).toEqual(["11-23 09:00 step email admin Admin Dua"]);
    expect(story.ask("select unreachable from escalations where clock = 'response'")).toBe(0);
  });

  test("a failed one is closed: nothing more is asked about it, and its person is not told in this step", async () => {
    refused();
    await story.learn(complaint);
    await pesan("batalkan", "1");
    expect((await pesan("daftar")).out).toContain("Tidak ada pesan");
    expect((await pesan("daftar", "--status", "batal")).out).toMatch(/ dibatalkan$/mu);
    await story.until("2026-11-24T12:00");
    expect(forAdmin()).toEqual([]);
    expect(story.ask("select unreachable from escalations where clock = 'response'")).toBe(1);
  });

  test("not what left already", async () => {
    await story.learn(complaint);
    expect(await pesan("batalkan", "1")).toMatchObject({
      code: 1,
      err: expect.stringContaining("tidak menunggu dan tidak gagal"),
    });
  });
});

const notice = JSON.stringify({
  person: "Budi",
  subject: "Kabar",
  sentences: ["Kabar."],
  items: [],
  thread: null,
});

const plainRow = {
  channel: "wa",
  intended: "wa",
  holderId: null,
  person: "Budi",
  trackingId: null,
  escalationId: null,
  step: null,
  round: 0,
  occurrence: null,
  unitId: null,
  post: null,
  reason: "notice",
  bundle: null,
  fallback: null,
  dueAt: 0,
} as const;
