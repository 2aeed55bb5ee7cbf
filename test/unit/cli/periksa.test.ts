import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { insertHolder, insertPost } from "../../../src/people/holders/store.ts";
import { type Lock, takeLock } from "../../../src/lock.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, mailOnly, siagaOn, tooWide } from "./on-story.ts";

let story: Story;
let lock: Lock | null = null;

/** As when the bot runs beside the command. */
function keepBotRunning(): void {
  lock = takeLock(story.db.path);
}

beforeEach(() => {
  story = openStory({ begin: "2026-09-21T09:00" });
});
afterEach(() => {
  lock?.release();
  lock = null;
  expect(story.errors).toEqual([]);
  story.close();
});

const run = (...words: string[]) => siagaOn(story, ["periksa", ...words], mailOnly);

/** Nothing is missing any more. */
function mend(): void {
  const { sql } = story.db;
  sql.prepare("update holders set email = 'admin@contoh.example' where email is null").run();
  const post = { unitId: story.people.root, post: "kepala_kominfo" };
  insertPost(sql, post);
  insertHolder(sql, {
    ...post,
    name: "Kadis Kominfo",
    kind: "definitif",
    wa: null,
    email: "kadis@contoh.example",
    fromDate: null,
    toDate: null,
  });
  sql.prepare("update sources set asOf = ?, lastOkAt = ? where kind = 'file'").run(story.now(), story.now());
  sql.exec("delete from alarms");
}

describe("siaga periksa", () => {
  test("all clear says so", async () => {
    mend();
    keepBotRunning();
    expect(await run()).toEqual({ code: 0, out: "Semua beres: tidak ada yang kurang.\n", err: "" });
    expect(await jsonOn(story, ["periksa"], mailOnly)).toEqual([{ blocking: 0, warnings: 0, findings: [] }]);
  });

  test("warnings come with the command that mends them, and do not fail the command", async () => {
    const { code, out } = await run();
    expect(code).toBe(0);
    expect(tooWide(out)).toEqual([]);
    expect(out).toMatch(/^Perlu diperhatikan \(\d\)\n/u);
    expect(out).toContain(
      "  ! Belum pernah ada laporan yang diimpor.\n    → Impor ekspor hari ini: siaga laporan impor BERKAS\n",
    );
    expect(out).toContain("  ! Bot tidak berjalan.\n    → Jalankan: npm start\n");
    expect(out).toContain("    → Lihat sebabnya: siaga periksa --siapa PUPR --jabatan admin\n");
  });

  test("what blocks stands first, and fails the command", async () => {
    const { code, out } = await siagaOn(story, ["periksa"]);
    expect(code).toBe(1);
    expect(out).toMatch(
      /^Menghalangi pengiriman \(1\)\n {2}✗ Belum ada saluran pengiriman\.\n {4}→ Isi SIAGA_SMTP/u,
    );
    expect(out.indexOf("Menghalangi")).toBeLessThan(out.indexOf("Perlu diperhatikan"));
    const [json] = await jsonOn(story, ["periksa"]);
    expect(json).toMatchObject({ blocking: 1, warnings: 4 });
    const [first] = (json?.["findings"] ?? []) as readonly unknown[];
    expect(first).toMatchObject({ cause: "no_channel", isBlocking: true });
  });

  test("settings that are wrong block too, in their own words", async () => {
    const { code, out } = await siagaOn(story, ["periksa"], { ...mailOnly, SIAGA_WA: "hidup" });
    expect(code).toBe(1);
    expect(out).toContain("  ✗ SIAGA_WA harus mati atau baileys. Perbaiki di .env");
  });

  test("WhatsApp that is on but not linked", async () => {
    const { out } = await siagaOn(story, ["periksa"], { ...mailOnly, SIAGA_WA: "baileys" });
    expect(out).toContain(
      "! Nomor WhatsApp bot belum tertaut, jadi pesan lewat email saja.\n    → Tautkan: siaga wa tautkan",
    );
    expect(out).toMatch(
      /Belum mendaftarkan WhatsApp di Dinas PUPR: Admin PUPR \(nomor \d\), Kepala PUPR \(nomor \d\)\./u,
    );
  });

  test("an unknown office that came in is there with its command, once", async () => {
    await story.learn({
      trackingId: "1",
      statusRaw: "Belum Ditindaklanjuti",
      opdName: "Dinas Antah Berantah",
    });
    const { out } = await run();
    expect(out.match(/Antah Berantah/gu)).toHaveLength(2);
    expect(out).toContain(
      '  ! OPD "Dinas Antah Berantah" belum dikenal; 1 laporan menunggu.\n    → Petakan: siaga opd ubah KODE --alias "Dinas Antah Berantah"\n',
    );
  });

  test("an empty book: what to do first", async () => {
    const { code, out } = await siagaOn(
      { ...story, db: { path: `${story.folder}/baru.db` } },
      ["periksa"],
      mailOnly,
    );
    expect(code).toBe(1);
    expect(out).toContain("Belum ada Pemda dan OPD.");
    expect(out).toContain("siaga konfig impor");
  });

  test("--jabatan alone is refused", async () => {
    expect(await run("--jabatan", "kepala")).toMatchObject({
      code: 1,
      err: expect.stringContaining("--siapa") as string,
    });
  });
});

/** The posts that the answer is about. */
async function posts(...words: string[]): Promise<string[]> {
  const [who] = await jsonOn(story, ["periksa", ...words], mailOnly);
  return ((who?.["posts"] ?? []) as { post: string }[]).map(({ post }) => post);
}

describe("siaga periksa --siapa", () => {
  test("who would be told today, by what, and what stands in the way", async () => {
    const { code, out } = await run("--siapa", "pupr");
    expect(code).toBe(0);
    expect(tooWide(out)).toEqual([]);
    expect(out).toContain("Dinas PUPR (PUPR) – Senin, 21 September 2026\n");
    expect(out).toContain("Pengiriman belum menyala; ini yang akan diberi tahu begitu dinyalakan");
    expect(out).toMatch(/\nAdmin Dinas PUPR – Tindak lanjut pertama jenjang 1/u);
    expect(out).toContain(
      `  ✗ tidak ada yang dapat diberi tahu hari ini\n    · Admin PUPR, WhatsApp: belum menyala (SIAGA_WA=baileys, siaga wa tautkan)\n    · Admin PUPR, email: belum diisi (siaga kontak ubah ${story.people.adminPupr} --email ALAMAT)\n`,
    );
    expect(out).toContain("  ✓ Kepala PUPR: email\n");
    expect(out).toMatch(/\nKepala Daerah – .*\n(?:.*\n)? {2}✓ Bupati: email\n/u);
    expect(out).not.toContain("Kominfo");
  });

  test("what the page says is what happens", async () => {
    story.close();
    story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
    const [who] = await jsonOn(story, ["periksa", "--siapa", "PUPR"], mailOnly);
    expect(who).toMatchObject({ unit: "PUPR", date: "2026-11-23", sending: true });
    await story.learn({
      trackingId: "1",
      statusRaw: "Belum Ditindaklanjuti",
      opdExternalId: "90001",
      disposedAt: at("2026-11-23T09:00"),
      reportedAt: at("2026-11-23T09:00"),
    });
    await story.until("2026-11-24T08:00");
    // the story's bot has WhatsApp only; the page, asked with email only, says so of each
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect(who?.["posts"]).toMatchObject([
      {
        post: "admin",
        told: [],
        holders: [
          {
            obstacles: [
              { channel: "wa", obstacle: "door_off" },
              { channel: "email", obstacle: "no_address" },
            ],
          },
        ],
      },
      { post: "kepala", told: [{ person: "Kepala PUPR", channel: "email" }] },
      { post: "kepala_daerah", unit: "PEMDA", told: [{ person: "Bupati" }] },
    ]);
  });

  test("one post only; of the Pemda those before disposition", async () => {
    expect(await posts("--siapa", "PUPR", "--jabatan", "Kepala")).toEqual(["kepala"]);
    expect(await posts("--siapa", "PEMDA")).toEqual(["kominfo", "kepala_kominfo"]);
  });

  test("nobody today: who held the post, who will, and who stands in", async () => {
    const { sql } = story.db;
    sql.prepare("update holders set toDate = '2026-09-20' where id = ?").run(story.people.headPupr);
    const post = { unitId: story.people.pupr, post: "kepala" };
    const person = { kind: "plt", wa: null, email: "x@contoh.example", toDate: null } as const;
    insertHolder(sql, { ...post, ...person, name: "Plt Kepala", fromDate: "2026-10-01" });
    const absent = (await run("--siapa", "PUPR", "--jabatan", "kepala")).out;
    expect(absent).toContain(
      '    · tidak ada yang memegang jabatan ini hari ini: siaga kontak tambah PUPR kepala "NAMA" --email\n      ALAMAT\n    · Kepala PUPR: sampai 20 Sep 2026\n    · Plt Kepala: mulai 1 Okt 2026\n',
    );
    insertPost(sql, { ...post, post: "sekretaris" });
    insertHolder(sql, { ...post, ...person, post: "sekretaris", name: "Sari", fromDate: null });
    const standIn = (await run("--siapa", "PUPR", "--jabatan", "kepala")).out;
    expect(standIn).toContain("  ✓ Sari, sebagai Sekretaris Dinas PUPR: email\n");
  });

  test("STOP, refusals and numbers not linked yet are told apart", async () => {
    const { sql } = story.db;
    sql.exec(`
      insert into waAuth (type, id, value) values
        ('creds', 'creds', '{"registered":true,"account":{},"me":{"id":"6281100000001:1@s.whatsapp.net"}}');
      insert into addresses (channel, address, registeredAt, stoppedAt) values ('wa', '+6281200000002', 1, 2);
      insert into addresses (channel, address, failures, disabledAt) values ('email', 'kepala.pupr@contoh.example', 2, 3);
    `);
    const settings = { ...mailOnly, SIAGA_WA: "baileys" };
    const { out } = await siagaOn(story, ["periksa", "--siapa", "PUPR"], settings);
    const page = out.replaceAll(/\s+/gu, " ");
    expect(page).toContain("Kepala PUPR, email: tidak dipakai lagi karena pesan ke sana dua kali ditolak");
    expect(page).toContain("Kepala PUPR, WhatsApp: dihentikan sendiri dengan STOP; dibuka lagi dengan MULAI");
    expect(page).toContain(
      `Admin PUPR, WhatsApp: belum mendaftar (siaga kontak undang ${story.people.adminPupr})`,
    );
    sql.exec("insert into addresses (channel, address, registeredAt) values ('wa', '+6281200000001', 1)");
    expect((await siagaOn(story, ["periksa", "--siapa", "PUPR"], settings)).out).toContain(
      "  ✓ Admin PUPR: WhatsApp\n",
    );
  });

  test.each([
    [["--siapa", "PUPRR"], /^OPD "PUPRR" tidak ada\. Mungkin maksud Anda: PUPR\./u],
    [
      ["--siapa", "PUPR", "--jabatan", "camat"],
      /^Jabatan "camat" tidak disebut aturan aktif untuk PUPR\. Yang disebut: admin, kepala, kepala_daerah\.$/u,
    ],
  ])("%s is refused in one line", async (words, err) => {
    expect(await run(...words)).toEqual({ code: 1, out: "", err: expect.stringMatching(err) as string });
  });
});
