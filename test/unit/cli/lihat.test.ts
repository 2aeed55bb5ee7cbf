import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { afterCalendarChange } from "../../../src/cli/shared/after-change.ts";
import { holdByHand } from "../../../src/escalation/settle.ts";
import { emptyCounts } from "../../../src/desk/intake.ts";
import { loadOffice } from "../../../src/desk/office.ts";
import { insertHolder } from "../../../src/people/holders/store.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, type Json, siagaOn, tooWide } from "./on-story.ts";

const id = "9100001";
const complaint = {
  trackingId: id,
  title: "Jalan berlubang",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  opdName: "Dinas PUPR",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
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

/** What the operator reads, its breaks undone: how wide a page is does not matter to what it says. */
async function read(of = id): Promise<string> {
  const { code, out, err } = await siagaOn(story, ["laporan", "lihat", of]);
  expect({ code, err }).toEqual({ code: 0, err: "" });
  expect(tooWide(out)).toEqual([]);
  return out.replaceAll(/\s+/gu, " ");
}

const reported = (text: string | null) => ({ reportedAt: text === null ? null : at(text) });

interface Life {
  readonly complaint: Json;
  readonly escalations: readonly (Json & {
    readonly steps: readonly (Json & { readonly why: Json | null; readonly messages: readonly Json[] })[];
    readonly next: Json & { readonly at?: string };
  })[];
  readonly unstarted: readonly Json[];
  readonly history: readonly Json[];
}

async function readJson(of = id): Promise<Life> {
  const [life] = await jsonOn(story, ["laporan", "lihat", of]);
  return life as unknown as Life;
}

describe("the head", () => {
  test("what LAPOR! says of it, and since when the bot knows", async () => {
    await story.learn(complaint);
    const page = await read();
    expect(page).toContain(
      "Laporan 9100001: Jalan berlubang OPD Dinas PUPR (PUPR) Status belum ditindaklanjuti",
    );
    expect(page).toContain("Masuk Sen, 23 Nov 2026, 08.00 WITA Disposisi Sen, 23 Nov 2026, 09.00 WITA");
    expect(page).toContain("Dilihat Sen, 23 Nov 2026, 09.00 WITA, pertama kali oleh Siaga");
    expect(page).toContain("Pengiriman belum menyala: pesan hanya ditulis ke folder");
  });

  test("a secret one shows no title, not even in its history", async () => {
    await story.learn(complaint);
    await story.learn({ trackingId: id, isSecret: true });
    const page = await read();
    expect(page).toContain("Laporan 9100001: (rahasia)");
    expect(page).not.toContain("berlubang");
    expect(JSON.stringify(await readJson())).not.toContain("berlubang");
  });

  test("one that had ended when first seen says so, and why nothing runs", async () => {
    await story.learn({ ...complaint, statusRaw: "Selesai" });
    const page = await read();
    expect(page).toContain("Catatan riwayat: sudah berakhir ketika pertama dilihat");
    expect(page).toContain(
      "Verifikasi, Tindak lanjut, Penyelesaian – tidak berjalan: laporan sudah berakhir ketika pertama dilihat",
    );
    expect((await readJson()).unstarted.map(({ why }) => why)).toEqual(["historic", "historic", "historic"]);
  });

  test("backlog says so, and what would start it", async () => {
    const since = String(story.now());
    await story.kominfo(({ sql }) =>
      sql.prepare("insert into settings values ('sendingSince', ?)").run(since),
    );
    await story.learn(complaint);
    const page = await read();
    expect(page).toContain("Catatan tunggakan: masuk sebelum pengiriman dinyalakan");
    expect(page).toContain(`tunggakan. Memulainya: siaga laporan lanjutkan ${complaint.trackingId}`);
    expect(page).not.toContain("Jenjang");
  });

  test("an office that nobody knows is named with the command that maps it; verification runs meanwhile", async () => {
    await story.learn({ ...complaint, opdExternalId: null, opdName: "Dinas Antah Berantah" });
    const page = await read();
    expect(page).toContain(
      'OPD LAPOR! menyebut "Dinas Antah Berantah" yang belum dikenal. Petakan: siaga opd ubah KODE --alias "Dinas Antah Berantah"',
    );
    expect(page).toContain(
      'Verifikasi – aturan "Verifikasi" versi 1 Mulai Sen, 23 Nov 2026, 08.00 WITA (laporan masuk)',
    );
    expect(page).toContain("bila sampai saat itu belum diteruskan ke OPD");
    expect(page).toContain(
      "Tindak lanjut, Penyelesaian – tidak berjalan: menunggu laporan diteruskan ke OPD yang dikenal",
    );
  });

  test("an id that is not in the book is refused in one line", async () => {
    expect(await siagaOn(story, ["laporan", "lihat", "77"])).toEqual({
      code: 1,
      out: "",
      err: "Laporan 77 tidak tercatat di Siaga. Lihat: siaga laporan daftar --semua.",
    });
    expect((await siagaOn(story, ["laporan", "lihat", "'; drop table complaints"])).code).toBe(1);
    expect((await siagaOn(story, ["laporan", "lihat"])).code).toBe(2);
  });
});

describe("a clock that runs", () => {
  test("limit, first step, and what comes next with its reason", async () => {
    await story.learn(complaint);
    const page = await read();
    expect(page).toContain(
      'Tindak lanjut, Dinas PUPR – aturan "Tindak lanjut pertama" versi 1 Mulai Sen, 23 Nov 2026, 09.00 WITA (disposisi ke OPD ini)',
    );
    expect(page).toContain(
      "Batas Sen, 30 Nov 2026, 09.00 WITA 5 hari kerja sejak Sen 23 Nov 09.00; dilewati: Sabtu 28, Minggu 29 Nov Keadaan berjalan",
    );
    expect(page).toContain(
      "Jenjang 1: Admin Dinas PUPR – WhatsApp, atau email bila WhatsApp tidak bisa, pukul 07.00-20.00 Jatuh tempo Sen, 23 Nov 2026, 09.00 WITA langsung sejak Sen 23 Nov 09.00",
    );
    expect(page).toContain(
      "Sen 23 Nov 09.00 dijalankan → WhatsApp untuk Admin PUPR (Admin Dinas PUPR): ditulis ke folder Sen 23 Nov 09.00 (uji coba)",
    );
    expect(page).toContain(
      "Berikutnya Sel, 24 Nov 2026, 09.00 WITA: pengingat 1 untuk Admin Dinas PUPR, bila sampai saat itu belum ditindaklanjuti 1 hari kerja sejak pesan sebelumnya terkirim Sen 23 Nov 09.00 uji coba, hanya ditulis ke folder: Admin PUPR (WhatsApp)",
    );
  });

  test("levels to come are forecast, and the forecast comes true if nothing else happens", async () => {
    await story.learn(complaint);
    expect(await read()).toContain(
      "Jenjang 3: Kepala Daerah – email dan WhatsApp, dalam ringkasan hari kerja pukul 08.00 Paling cepat Sel, 1 Des 2026, 08.00 WITA, bila jenjang sebelumnya diberi tahu tepat waktu",
    );
    await story.until("2026-12-31T00:00");
    expect(story.told()).toContain("12-01 08:00 digest email kepala_daerah Bupati");
  });

  test("reminders, the head, and the digest that comes next", async () => {
    await story.learn(complaint);
    await story.until("2026-11-27T12:00");
    const page = await read();
    expect(page).toContain(
      "Sel 24 Nov 09.00 pengingat 1: 1 hari kerja sejak Sen 23 Nov 09.00 → WhatsApp untuk Admin PUPR",
    );
    expect(page).toContain(
      "Kam 26 Nov 09.00 dijalankan → email untuk Kepala PUPR (Kepala Dinas PUPR): ditulis",
    );
    expect(page).toContain(
      "Berikutnya Sel, 1 Des 2026, 08.00 WITA: jenjang 3, Kepala Daerah, bila sampai saat itu belum ditindaklanjuti 5 hari kerja sejak Sen 23 Nov 09.00 = Sen 30 Nov 09.00; dilewati: Sabtu 28, Minggu 29 Nov masuk ringkasan Sel 1 Des 08.00 (hari kerja pukul 08.00) uji coba, hanya ditulis ke folder: Bupati (email)",
    );
  });

  test("once all have fired nothing comes next, and the lateness is told", async () => {
    await story.learn(complaint);
    await story.until("2026-12-03T12:00");
    const page = await read();
    expect(page).toContain("Keadaan berjalan, lewat batas 3 hari kerja");
    expect(page).toContain("Sel 1 Des 08.00 dijalankan dalam ringkasan → email untuk Bupati (Kepala Daerah)");
    expect(page).toContain(
      "Berikutnya tidak ada: semua jenjang sudah dijalankan; batas waktunya tetap berjalan",
    );
  });

  test("after an outage the gap since the level below decides, and says since when", async () => {
    await story.learn(complaint);
    await story.offUntil("2026-12-02T09:30");
    const page = await read();
    expect(page).toContain("Rab 2 Des 09.30 dijalankan, jatuh tempo Kam 26 Nov 09.00");
    expect(page).toContain(
      "jeda 1 hari kerja sejak Kepala Dinas PUPR diberi tahu Rab 2 Des 09.30 = Kam 3 Des 09.30 masuk ringkasan Jum 4 Des 08.00",
    );
    const [run] = (await readJson()).escalations;
    expect(run?.next).toMatchObject({ kind: "step", step: 3, at: "2026-12-04T08:00:00+08:00" });
    expect(run?.steps[2]?.why).toMatchObject({ by: "gap", gap: { duration: "1 hari kerja" } });
  });

  test("a window that moves a step says to when and why", async () => {
    await story.until("2026-11-23T21:00");
    await story.learn({ ...complaint, disposedAt: at("2026-11-23T20:30") });
    expect(await read()).toContain(
      "Jatuh tempo Sel, 24 Nov 2026, 07.00 WITA langsung sejak Sen 23 Nov 20.30 digeser ke Sel 24 Nov 07.00, karena hanya pukul 07.00-20.00",
    );
    await story.until("2026-11-24T08:00");
    expect(await read()).toContain("Sel 24 Nov 07.00 dijalankan → WhatsApp untuk Admin PUPR");
  });

  test("due, but the bot is not there: the next line says so", async () => {
    await story.learn(complaint);
    story.leapTo("2026-11-26T10:00");
    expect(await read()).toContain("sudah jatuh tempo, tetapi bot tidak berjalan (npm start)");
  });
});

describe("what holds, ends or moves it", () => {
  test("nobody to tell: held until when, then passed over, and the level above counts from there", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr),
    );
    await story.learn(complaint);
    await story.until("2026-11-26T15:00");
    const page = await read();
    expect(page).toContain(
      "Keadaan ditahan: belum ada yang dapat dihubungi untuk Kepala Dinas PUPR. Lengkapi: siaga kontak tambah",
    );
    expect(page).toContain("ditunggu sampai Jum 27 Nov 09.00");
    expect(page).toContain(
      "Berikutnya Jum, 27 Nov 2026, 09.00 WITA: bila sampai saat itu jenjang 2 tetap tanpa kontak, jenjang itu dilewati dan Kepala Daerah diberi tahu sesudah jeda antarjenjang",
    );
    expect((await readJson()).escalations[0]?.next).toEqual({
      kind: "settle",
      at: "2026-11-27T09:00:00+08:00",
      step: 2,
    });
    await story.until("2026-11-27T10:00");
    expect(await read()).toContain(
      "Jum 27 Nov 09.00 dilewati: tidak ada yang dapat dihubungi untuk Kepala Dinas PUPR; jenjang di atasnya diberi tahu tentang itu",
    );
  });

  test("filled in time, it says that it fired because of that, and to whom else", async () => {
    await story.kominfo(({ sql }) =>
      sql.prepare("delete from holders where id = ?").run(story.people.headPupr),
    );
    await story.learn(complaint);
    await story.until("2026-11-26T15:00");
    await story.kominfo(({ sql }) => {
      sql.prepare("insert into posts (unitId, post) values (?, 'sekretaris')").run(story.people.pupr);
      insertHolder(sql, {
        unitId: story.people.pupr,
        post: "sekretaris",
        name: "Sari",
        kind: "definitif",
        wa: null,
        email: "sari@contoh.example",
        fromDate: null,
        toDate: null,
      });
    });
    expect(await read()).toContain(
      "Kam 26 Nov 15.00 dijalankan begitu kontaknya tersedia, jatuh tempo Kam 26 Nov 09.00; disampaikan kepada Sekretaris Dinas PUPR → email untuk Sari (Sekretaris Dinas PUPR)",
    );
  });

  test("moved: the old office's run ends with its farewells, the new one begins; history tells both", async () => {
    await story.learn(complaint);
    await story.until("2026-11-26T12:00");
    await story.learn({
      trackingId: id,
      opdExternalId: "90002",
      opdName: "Dinas Lingkungan Hidup",
      disposedAt: at("2026-11-26T11:00"),
    });
    const page = await read();
    expect(page).toContain(
      "Kam 26 Nov 12.00 OPD: Dinas PUPR → Dinas Lingkungan Hidup; disposisi: Sen 23 Nov 09.00 → Kam 26 Nov 11.00",
    );
    expect(page).toContain("Keadaan berakhir Kam, 26 Nov 2026, 12.00 WITA: dialihkan ke OPD lain");
    expect(page).toContain(
      "→ diberi tahu bahwa laporan dialihkan: WhatsApp untuk Admin PUPR (Admin Dinas PUPR)",
    );
    expect(page).toContain(
      "Jenjang 3: Kepala Daerah – email dan WhatsApp, dalam ringkasan hari kerja pukul 08.00 tidak dijalankan",
    );
    expect(page).toContain("Tindak lanjut (putaran 2), Dinas Lingkungan Hidup – aturan");
    expect(page.indexOf("dialihkan ke OPD lain")).toBeLessThan(page.indexOf("putaran 2"));
    const { escalations } = await readJson();
    expect(escalations.map(({ epoch, unit, reason }) => [epoch, unit, reason])).toEqual([
      [1, "PUPR", "moved"],
      [2, "DLH", null],
    ]);
  });

  test("answered: ended, with the answer and what is left undone", async () => {
    await story.learn(complaint);
    await story.until("2026-11-24T10:00");
    await story.learn({ trackingId: id, statusRaw: "Proses" });
    const page = await read();
    expect(page).toContain("Status proses Masuk");
    expect(page).toContain("Tindak lanjut sudah ada pada Sel, 24 Nov 2026, 10.00 WITA");
    expect(page).toContain("status: belum ditindaklanjuti → proses");
    expect(page).toContain("Keadaan berakhir Sel, 24 Nov 2026, 10.00 WITA: sudah ditindaklanjuti");
    expect(page).toContain("Berikutnya tidak ada: sudah ditindaklanjuti");
    expect(page).not.toContain("lewat batas");
  });

  test("postponed: nothing next; afterwards the pause is part of the reckoning", async () => {
    await story.learn(complaint);
    await story.until("2026-11-24T10:00");
    await story.learn({ trackingId: id, statusRaw: "Ditunda" });
    const paused = await read();
    expect(paused).toContain("Ditunda Sel 24 Nov 10.00 – sekarang");
    const [[listed], [seen]] = [
      await jsonOn(story, ["laporan", "daftar"]),
      await jsonOn(story, ["laporan", "lihat", id]),
    ];
    expect(listed).toMatchObject({ pauses: [["2026-11-24T10:00:00+08:00", null]] });
    expect(listed).toEqual(seen?.["complaint"]);
    expect(paused).toContain("Berikutnya tidak ada: laporan ditunda di LAPOR!");
    await story.until("2026-11-25T10:00");
    await story.learn({ trackingId: id, statusRaw: "Belum Ditindaklanjuti" });
    const page = await read();
    expect(page).toContain("Ditunda Sel 24 Nov 10.00 – Rab 25 Nov 10.00");
    expect(page).toContain(
      "Jatuh tempo Jum, 27 Nov 2026, 09.00 WITA 3 hari kerja sejak Sen 23 Nov 09.00; masa tunda Sel 24 Nov 10.00 – Rab 25 Nov 10.00 ditambahkan",
    );
  });

  test("a rule that is switched off, and a hold by hand with its reason", async () => {
    await story.learn(complaint);
    const office = loadOffice(story.db.sql, { wa: false, email: false });
    story.db.sql.transaction(() => {
      story.bot().desk.clerk.change(1, (run) => holdByHand(run, "menunggu rapat"), office, story.now());
    })();
    const page = await read();
    expect(page).toContain("Keadaan ditahan: oleh Kominfo, menunggu rapat");
    expect(page).toContain("Berikutnya tidak ada: oleh Kominfo");
    await story.learn({ ...complaint, trackingId: "9100002" });
    await siagaOn(story, ["aturan", "matikan", "Tindak lanjut pertama"]);
    expect(await read("9100002")).toContain(
      'Keadaan ditahan: aturan dimatikan. Menyalakannya: siaga aturan nyalakan "Tindak lanjut pertama"',
    );
  });

  test("data that grows stale: said before it happens, and when it has", async () => {
    const counts = emptyCounts();
    story.bot().desk.intake.receive([complaint], { source: "file", asOf: story.now() }, counts, story.now());
    story.bot().desk.intake.finish(counts, story.now());
    await story.until("2026-11-25T12:00");
    expect(await read()).toContain(
      "hanya bila ekspor LAPOR! diimpor lagi; data yang ada berlaku sampai Rab 25 Nov 09.00",
    );
    await story.until("2026-11-26T12:00");
    expect(await read()).toContain(
      "Berikutnya tidak ada: data laporan sudah terlalu lama tidak diperbarui. Impor ekspor LAPOR! hari ini",
    );
  });

  test("the reporter replies and nobody answers: another round, and why", async () => {
    await story.kominfo(({ sql }) => sql.exec("update ruleVersions set reopen = 1 where clock = 'response'"));
    await story.learn(complaint);
    await story.learn({ trackingId: id, statusRaw: "Proses", lastFollowUpAt: at("2026-11-23T09:00") });
    await story.until("2026-11-25T09:00");
    await story.learn({ trackingId: id, lastReporterReplyAt: at("2026-11-25T08:30") });
    const page = await read();
    expect(page).toContain("tanggapan pelapor: – → Rab 25 Nov 08.30");
    expect(page).toContain("Tindak lanjut (putaran 2), Dinas PUPR");
    expect(page).toContain("Mulai Rab, 25 Nov 2026, 08.30 WITA (pelapor menanggapi lagi dan belum dijawab)");
  });

  test("a calendar that changed since: what happened keeps its moment, and is not explained by the new one", async () => {
    await story.learn(complaint);
    await story.until("2026-11-27T12:00");
    await story.kominfo(({ sql }) =>
      sql.exec(
        "insert into holidays (date, name, kind, decree) values ('2026-11-25', 'Hari Jadi', 'libur_daerah', 'SK')",
      ),
    );
    const page = await read();
    expect(page).toContain(
      "Jatuh tempo Kam, 26 Nov 2026, 09.00 WITA menurut aturan dan kalender yang berlaku saat itu",
    );
    expect(page).toContain("dilewati: Rabu 25 Nov (Hari Jadi – libur daerah), Sabtu 28, Minggu 29 Nov");
  });

  test("a rule that is applied to open complaints says so where it took hold", async () => {
    await story.learn(complaint);
    await story.until("2026-11-24T10:00");
    await siagaOn(story, [
      "aturan",
      "atur",
      "Tindak lanjut pertama",
      "--jenjang",
      "2",
      "--setelah",
      "2 hari kerja",
    ]);
    const { code, err } = await siagaOn(story, ["aturan", "terapkan", "Tindak lanjut pertama", "--ya"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    const page = await read();
    expect(page).toContain('aturan "Tindak lanjut pertama" versi 2 Mulai');
    expect(page).toContain(
      'Jatuh tempo Rab, 25 Nov 2026, 09.00 WITA 2 hari kerja sejak Sen 23 Nov 09.00 Sel 24 Nov 10.00 aturan "Tindak lanjut pertama" versi 2 diterapkan; waktunya dihitung ulang dari mulainya',
    );
  });

  test("LAPOR! names an office that nobody knows: nothing goes to the old one, and why", async () => {
    await story.learn(complaint);
    await story.until("2026-11-24T10:00");
    await story.learn({ trackingId: id, opdExternalId: null, opdName: "Dinas Antah Berantah" });
    await story.until("2026-11-26T10:00");
    const page = await read();
    expect(page).toContain(
      'OPD LAPOR! menyebut "Dinas Antah Berantah" yang belum dikenal; sebelumnya Dinas PUPR (PUPR).',
    );
    expect(page).toContain(
      'Keadaan ditahan: LAPOR! kini menyebut "Dinas Antah Berantah" yang belum dikenal. Petakan: siaga opd ubah KODE --alias "Dinas Antah Berantah"',
    );
  });

  test("several clocks stand side by side", async () => {
    await story.learn({ ...complaint, classification: "aspirasi" });
    const page = await read();
    expect(page).toContain('Penyelesaian, Dinas PUPR – aturan "Penyelesaian pengaduan dan aspirasi" versi 1');
    expect(page).toContain("bila sampai saat itu belum selesai");
    expect(page).toContain("Verifikasi – tidak berjalan: sudah diteruskan ke OPD");
    expect((await readJson()).escalations.map(({ clock }) => clock)).toEqual(["response", "completion"]);
  });

  test("a year without holidays: what cannot be counted says why", async () => {
    story.close();
    story = openStory({ begin: "2027-12-28T09:00" });
    await story.learn({
      ...complaint,
      reportedAt: at("2027-12-28T08:00"),
      disposedAt: at("2027-12-28T09:00"),
    });
    expect(await read()).toContain(
      "Batas belum dapat dihitung: hari libur tahun 2028 belum ada (siaga kalender impor) Keadaan berjalan",
    );
    await story.until("2027-12-31T12:00");
    const page = await read();
    expect(page).toContain(
      "Keadaan ditahan: hari libur tahun 2028 belum ada. Masukkan SKB-nya: siaga kalender impor",
    );
    expect((await readJson()).escalations[0]).toMatchObject({ deadline: null, missingYear: 2028 });
    await story.kominfo((db) => {
      db.sql.exec("insert into holidayYears (year, decree) values (2028, 'SKB 3 Menteri')");
      afterCalendarChange(db, story.now());
    });
    const after = await read();
    expect(after).toContain("ditahan: hari libur tahun 2028 belum ada.");
    expect(after).toContain("dilanjutkan: zona waktu dan hari liburnya sudah ada");
    expect(after).toContain("Keadaan berjalan");
  });

  test("no zone was chosen: it is said, and nothing falls over", async () => {
    await story.kominfo(({ sql }) => sql.exec("update units set zone = null"));
    await story.learn(complaint);
    const page = await read();
    expect(page).toContain("Batas belum dapat dihitung: zona waktu Pemda belum dipilih");
    expect(page).toContain("Jalankan: siaga opd ubah KODE --zona WITA");
    await story.kominfo(({ sql }) =>
      sql.exec("update units set zone = 'Asia/Makassar' where code = 'PEMDA'"),
    );
    const after = await read();
    expect(after).toContain("ditahan: zona waktu Pemda belum dipilih.");
    expect(after).toContain("dilanjutkan: zona waktu dan hari liburnya sudah ada");
    expect(after).not.toContain("hari libur tahun");
  });

  test("a hold of which an older log does not say what was lacking is told without a guess", async () => {
    await story.kominfo(({ sql }) => sql.exec("update units set zone = null"));
    await story.learn(complaint);
    await story.kominfo(({ sql }) => {
      sql.exec("update units set zone = 'Asia/Makassar' where code = 'PEMDA'");
      sql.exec("update escalationLog set detail = json_remove(detail, '$.lack')");
    });
    expect(await read()).toContain("ditahan: zona waktu atau hari libur yang diperlukan belum ada");
  });

  test("a hold for stale news, and that a new look at LAPOR! ended it", async () => {
    await story.learn(complaint);
    story.db.sql.exec("update complaints set source = 'file'");
    await story.until("2026-11-27T12:00");
    expect(await read()).toContain("Keadaan ditahan: data laporan sudah terlalu lama");
    story.db.sql.exec(`update complaints set confirmedAt = ${story.now()}`);
    story.bot().desk.intake.finish(emptyCounts(), story.now());
    const after = await read();
    expect(after).toContain("Jum 27 Nov 12.00 dilanjutkan: data laporan sudah diperbarui");
    expect(after).toContain("Keadaan berjalan");
    expect((await readJson()).escalations[0]?.["steps"]).toMatchObject([
      {},
      { log: [{ event: "held" }, { event: "resumed", detail: { reason: "stale" } }] },
      {},
    ]);
  });

  test.each([
    [null, null, "pertama dilihat Siaga; sumber tidak menyebut waktu masuk"],
    [null, "2026-11-22T08:00", "pertama dilihat Siaga; waktu masuknya baru disebut sesudah itu"],
    ["2026-11-22T08:00", "2026-11-21T08:00", "waktu masuk yang semula disebut sumber"],
    ["2026-11-22T08:00", "2026-11-22T08:00", "laporan masuk"],
  ])("masuk %s, later %s: since when verification counts is told as it was", async (first, later, why) => {
    const { disposedAt: _, opdExternalId: __, opdName: ___, ...plain } = complaint;
    await story.learn({ ...plain, ...reported(first) });
    if (later !== null) await story.learn({ ...plain, ...reported(later) });
    const page = await read();
    expect(page).toContain(`(${why})`);
    if (first !== later) {
      const before = first === null ? "–" : "Min 22 Nov 08.00";
      expect(page).toContain(`masuk: ${before} → ${later?.includes("21") ? "Sab 21" : "Min 22"} Nov 08.00`);
    }
  });
});

describe("messages and replies", () => {
  test.each([
    [
      "state = 'pending', channel = 'wa', note = 'batas harian penerima', notBefore = notBefore + 86400, acceptedAt = null",
      "menunggu sampai Sel 24 Nov 09.00: batas harian penerima",
    ],
    ["state = 'sending', channel = 'wa', acceptedAt = null", "sedang dikirim"],
    ["state = 'accepted', channel = 'wa'", "terkirim Sen 23 Nov 09.00"],
    [
      "state = 'delivered', channel = 'wa', deliveredAt = acceptedAt + 60",
      "terkirim Sen 23 Nov 09.00, sampai Sen 23 Nov 09.01",
    ],
    [
      "state = 'read', channel = 'wa', deliveredAt = acceptedAt + 60, readAt = acceptedAt + 300",
      "terkirim Sen 23 Nov 09.00, dibaca Sen 23 Nov 09.05",
    ],
    [
      "state = 'failed', channel = 'wa', note = 'nomor tidak ada di WhatsApp', acceptedAt = null",
      "gagal: nomor tidak ada di WhatsApp",
    ],
    [
      "state = 'superseded', channel = 'wa', note = 'sudah ditindaklanjuti', acceptedAt = null",
      "batal: sudah ditindaklanjuti",
    ],
    ["state = 'cancelled', channel = 'wa', acceptedAt = null", "dibatalkan"],
    [
      "state = 'expired', channel = 'wa', note = 'lewat satu hari kerja', acceptedAt = null",
      "kedaluwarsa: lewat satu hari kerja",
    ],
  ])("%s", async (set, fate) => {
    await story.learn(complaint);
    story.db.sql.exec(`update outbox set ${set} where kind = 'step'`);
    expect(await read()).toContain(`→ WhatsApp untuk Admin PUPR (Admin Dinas PUPR): ${fate} `);
  });

  test("SIAP ends the reminders, and the page says who said it", async () => {
    story.close();
    story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
    await story.learn(complaint);
    await story.reply({ from: "+6281200000001", text: "siap", quoting: story.wireOf("Admin PUPR") });
    const page = await read();
    expect(page).toContain("SIAP dari Admin PUPR; pengingat berhenti, batas waktu tetap berjalan");
    expect(page).toContain("Berikutnya Kam, 26 Nov 2026, 09.00 WITA: jenjang 2, Kepala Dinas PUPR");
  });
});

describe("the JSON", () => {
  const iso = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00$/u;

  test("every moment is ISO with its offset, and what comes next is what the bot will do", async () => {
    await story.learn({ ...complaint, classification: "aspirasi" });
    for (const moment of ["2026-11-23T10:00", "2026-11-25T10:00", "2026-11-30T10:00", "2026-12-09T10:00"]) {
      await story.until(moment);
      for (const run of (await readJson()).escalations) {
        const stored = story.ask(`select dueAt from escalations where id = ${String(run["id"])}`);
        const next = run.next.at === undefined ? null : Date.parse(run.next.at) / 1000;
        expect(next).toBe(stored);
        for (const step of run.steps) {
          expect(step["due"]).toMatch(iso);
          expect(step.why?.["fireAt"]).toMatch(iso);
          for (const message of step.messages) expect(message["createdAt"]).toMatch(iso);
        }
      }
    }
  });

  test("no epoch seconds are left anywhere", async () => {
    await story.learn({ ...complaint, classification: "aspirasi" });
    await story.until("2026-11-24T10:00");
    await story.learn({ trackingId: id, statusRaw: "Ditunda" });
    await story.until("2026-11-25T10:00");
    await story.learn({ trackingId: id, statusRaw: "Belum Ditindaklanjuti" });
    await story.learn({ trackingId: id, lastReporterReplyAt: at("2026-11-25T09:30") });
    await story.until("2026-12-15T10:00");
    // the key under which a digest's lines travel together is the bot's own
    const text = JSON.stringify(await readJson(), (name, value: unknown) =>
      name === "bundle" ? null : value,
    );
    expect(text).not.toMatch(/\b17[89]\d{7}\b|\b1[89]\d{8}\b/u);
  });
});
