import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn, tooWide } from "./on-story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

async function run(moment: string, words: string[]): Promise<void> {
  story.leapTo(moment);
  const { code, err } = await siagaOn(story, words);
  expect({ code, err }).toEqual({ code: 0, err: "" });
}

/** Three days of Kominfo's work, by the commands themselves. */
async function work(): Promise<void> {
  const joko = ["admin", "Joko", "--email", "joko@contoh.example"];
  await run("2026-11-23T09:00", ["opd", "tambah", "DINKES", "--nama", "Dinas Kesehatan", "--oleh", "Nurul"]);
  await run("2026-11-24T10:00", ["kontak", "tambah", "DINKES", ...joko]);
  const contact = ["--email", "baru@contoh.example", "--wa", "0812-3456-7890"];
  await run("2026-11-25T11:00", ["kontak", "ubah", "Joko", ...contact]);
  const step = ["--jenjang", "2", "--setelah", "2 hari kerja", "--oleh", "Nurul"];
  await run("2026-11-25T12:00", ["aturan", "atur", "Tindak lanjut pertama", ...step]);
}

const actions = async (kind: string) =>
  (await jsonOn(story, ["riwayat", "--jenis", kind])).map((row) => row["action"]);
const count = async (...words: string[]) => (await jsonOn(story, ["riwayat", ...words])).length;
const show = async (...words: string[]) => (await siagaOn(story, ["riwayat", ...words])).out;

describe("siaga riwayat", () => {
  test("the latest first: when, what, by whom, and only what differs", async () => {
    await work();
    const page = await show();
    expect(tooWide(page)).toEqual([]);
    expect(page.split("\n").slice(0, 5)).toEqual([
      expect.stringMatching(/^Rab, 25 Nov 2026, 12\.00 WITA · aturan atur · oleh Nurul \(\S+\)$/u),
      "  Aturan Tindak lanjut pertama: jenjang 2, setelah 3 hari kerja → 2 hari kerja",
      expect.stringMatching(/^Rab, 25 Nov 2026, 11\.00 WITA · kontak ubah · oleh \S+$/u),
      "  Kontak DINKES/admin/Joko: email joko@contoh.example → baru@contoh.example; WhatsApp – →",
      "  +6281234567890",
    ]);
    expect(page).toContain(
      "  Kontak DINKES/admin/Joko ditambahkan: jenis definitif; email joko@contoh.example",
    );
    expect(page).toContain("  OPD DINKES ditambahkan: nama Dinas Kesehatan; induk PEMDA");
  });

  test("as JSON Lines: everything before and after", async () => {
    await work();
    const rows = await jsonOn(story, ["riwayat", "--jenis", "kontak"]);
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({
      at: "2026-11-25T11:00:00+08:00",
      action: "kontak.ubah",
      subject: "Kontak DINKES/admin/Joko",
      by: null,
      before: { name: "Joko", email: "joko@contoh.example" },
      after: { name: "Joko", email: "baru@contoh.example", wa: "+6281234567890" },
    });
    expect(rows[0]?.["osUser"]).toEqual(expect.any(String));
    expect(rows[1]).toMatchObject({ before: null });
  });

  test("by kind: also what came with something else", async () => {
    await work();
    expect(await actions("aturan")).toEqual(["aturan.atur"]);
    expect(await actions("OPD")).toEqual(["opd.tambah", "opd.tambah", "opd.tambah"]);
    expect(await actions("jabatan")).toEqual(["opd.tambah", "opd.tambah"]);
    expect(await actions("kalender")).toEqual([]);
  });

  test("since a date, and so many", async () => {
    await work();
    expect(await count("--sejak", "2026-11-25")).toBe(2);
    expect(await count("--sejak", "2026-11-24")).toBe(3);
    expect(await count("--sejak", "2026-11-25T11:30")).toBe(1);
    expect(await count("--jumlah", "4")).toBe(4);
    expect(await show("--jumlah", "1")).toContain("… 5 perubahan lebih lama: tambahkan --jumlah.");
  });

  test("an empty book says so, and as JSON nothing", async () => {
    expect(await show()).toBe("Tidak ada perubahan yang tercatat.\n");
    expect(await jsonOn(story, ["riwayat"])).toEqual([]);
  });

  test.each([
    [["--jenis", "kontk"], /^Jenis "kontk" tidak ada\. Pilih: aturan, jabatan, kalender/u],
    [["--jumlah", "0"], /^--jumlah "0" bukan jumlah/u],
    [["--jumlah", "banyak"], /^--jumlah "banyak" bukan jumlah/u],
    [["--sejak", "kemarin"], /Tanggal "kemarin" tidak ada atau tidak dikenal/u],
    [["--sejak", "2026-02-30"], /Tanggal "2026-02-30" tidak ada/u],
  ])("%s is refused in one line", async (words, err) => {
    expect(await siagaOn(story, ["riwayat", ...words])).toEqual({
      code: 1,
      out: "",
      err: expect.stringMatching(err) as string,
    });
  });

  test("what was done without a difference that one could read is told as what was done", async () => {
    const note = story.db.sql.prepare(
      `insert into audit (at, osUser, "by", action, subject, before, after) values (1, 'whatsapp', 'Joko', ?, ?, ?, ?)`,
    );
    const joko = "Kontak DINKES/admin/Joko";
    const acts: [string, string, object | null, object | null, string][] = [
      [
        "kontak.daftar",
        joko,
        { wa: "+62811" },
        { wa: "+62811" },
        `${joko}: nomor WhatsApp +62811 didaftarkan`,
      ],
      ["kontak.konfirmasi", joko, {}, { confirmedAt: 1_795_000_000 }, `${joko}: jabatannya dikonfirmasi`],
      [
        "kontak.pindah",
        joko,
        { leftAt: null },
        { leftAt: 1_795_000_000 },
        `${joko}: tidak lagi memegang jabatan itu (PINDAH)`,
      ],
      [
        "kontak.stop",
        joko,
        { stoppedAt: null },
        { stoppedAt: 1_795_000_000 },
        `${joko}: pesan WhatsApp dihentikan (STOP)`,
      ],
      [
        "kontak.mulai",
        joko,
        { isStopped: true },
        { isStopped: false },
        `${joko}: pesan WhatsApp diterima lagi (MULAI)`,
      ],
      [
        "kirim.nyalakan",
        "kirim",
        null,
        { sendingSince: 1_795_000_000, backlog: 4 },
        "Pengiriman dinyalakan; 4 laporan menjadi tunggakan",
      ],
      [
        "kirim.matikan",
        "kirim",
        { sendingSince: 1_795_000_000 },
        null,
        "Pengiriman dimatikan, kembali ke uji coba",
      ],
      [
        "sumber.matikan",
        "lapor",
        { settings: { isOn: true } },
        { settings: { isOn: true } },
        "Sumber lapor dimatikan",
      ],
      ["pulihkan", "basis data", null, { file: "siaga.db" }, "Basis data dipulihkan dari siaga.db"],
      ["wa.putuskan", "wa", { number: "+62811" }, null, "Bot tidak lagi tertaut dengan +62811"],
    ];
    for (const [action, subject, before, after] of acts)
      note.run(action, subject, before && JSON.stringify(before), after && JSON.stringify(after));
    const page = await show();
    for (const [, , , , line] of acts) expect(page).toContain(`\n  ${line}\n`);
    expect(page).not.toMatch(/\d{10}|tidak ada yang berbeda/u);
  });

  test("settings of the API by the names that people know", async () => {
    await run("2026-11-23T09:00", ["sumber", "atur", "lapor", "--alamat", "https://lapor.contoh.example/v3"]);
    await run("2026-11-23T09:01", ["sumber", "atur", "lapor", "--tiap", "45 menit"]);
    const page = await show();
    expect(page).toContain("alamat – → https://lapor.contoh.example/v3");
    expect(page).toContain("lapor: tiap – → 45 menit");
    expect(page).not.toMatch(/settings|baseUrl/u);
  });

  test("that the clock is right: whether the bot had stopped for it", async () => {
    const trust = async () => (await siagaOn(story, ["kirim", "lanjutkan"])).out;
    expect(await trust()).toBe(
      "Jam server dinyatakan benar. Bot memang tidak menghentikan pengiriman karena jam.\n",
    );
    await story.settle(); // it has heard
    story.setWallError(-7200);
    await story.settle();
    expect(await trust()).toMatch(/Bot melanjutkan pengiriman/u);
    expect(await show()).toContain("\n  Jam server dinyatakan benar\n");
    expect(await show()).not.toContain("clockTrustedAt");
  });
});

test("a book whose zone was never chosen speaks in WITA", async () => {
  await story.kominfo(({ sql }) => {
    sql.exec("update units set zone = null");
    sql
      .prepare(
        `insert into audit (at, osUser, action, subject, after) values (?, 'root', 'wa.tautkan', 'wa', '{"number":"+62811"}')`,
      )
      .run(at("2026-11-23T09:00"));
  });
  expect(await show()).toBe(
    "Sen, 23 Nov 2026, 09.00 WITA · wa tautkan · oleh root\n  Bot ditautkan dengan +62811\n",
  );
});
