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
});

test("a book whose zone was never chosen speaks in WITA", async () => {
  await story.kominfo(({ sql }) => {
    sql.exec("update units set zone = null");
    sql
      .prepare(`insert into audit (at, osUser, action, subject) values (?, 'root', 'wa.tautkan', 'wa')`)
      .run(at("2026-11-23T09:00"));
  });
  expect(await show()).toBe("Sen, 23 Nov 2026, 09.00 WITA · wa tautkan · oleh root\n  wa\n");
});
