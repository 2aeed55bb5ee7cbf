import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { takeLock } from "../../../src/lock.ts";
import { openPaceSettings } from "../../../src/outbox/pace/settings/store.ts";
import { openMailSink } from "../../support/mail-sink.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, mailOnly, siagaOn, tooWide } from "./on-story.ts";

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const complaint = {
  trackingId: "9100001",
  statusRaw: "Belum Ditindaklanjuti",
  opdExternalId: "90001",
  isSecret: false,
  reportedAt: at("2026-11-23T08:00"),
  disposedAt: at("2026-11-23T09:00"),
};

/** The line that begins with this label. */
async function line(label: string, settings = mailOnly): Promise<string> {
  const { out } = await siagaOn(story, ["status"], settings);
  const found = out.split("\n").find((each) => each.startsWith(label)) ?? "";
  return found.slice(label.length).trim();
}

/** The same, over as many lines as it takes. */
async function text(label: string, settings = mailOnly): Promise<string> {
  const { out } = await siagaOn(story, ["status"], settings);
  const from = out.split("\n");
  const first = from.findIndex((each) => each.startsWith(label));
  const more = from.slice(first + 1).findIndex((each) => !each.startsWith(" "));
  return from
    .slice(first, first + 1 + more)
    .join(" ")
    .slice(label.length)
    .replace(/ +/gu, " ")
    .trim();
}

/** The bot runs, and this is what it last wrote down. */
async function withBot<T>(state: string, look: () => Promise<T>): Promise<T> {
  const status = {
    state,
    since: at("2026-11-23T08:30"),
    code: state === "open" ? null : 428,
    failures: 2,
  };
  story.db.sql
    .prepare("insert or replace into settings (key, value) values ('waState', ?)")
    .run(JSON.stringify(status));
  const lock = takeLock(story.db.path);
  try {
    return await look();
  } finally {
    lock.release();
  }
}

describe("siaga status", () => {
  test("an empty book, in one column", async () => {
    const { code, out } = await siagaOn(story, ["status"], mailOnly);
    expect(code).toBe(0);
    expect(tooWide(out)).toEqual([]);
    const lines = out.trimEnd().split("\n");
    expect(lines).toHaveLength(11);
    for (const each of lines) expect(each).toMatch(/^\S.{17}\s\S/u);
    expect(lines).toContain("Laporan terbuka    0, di antaranya 0 tunggakan");
    expect(lines).toContain("Bot                tidak berjalan (npm start)");
  });

  test("when the bot was off last, where that was long enough to matter", async () => {
    await story.until("2026-11-23T09:30");
    story.bot().beat();
    await story.offUntil("2026-11-23T09:40");
    expect(await line("Terakhir mati")).toBe("");
    await story.offUntil("2026-11-24T08:00");
    await story.offUntil("2026-11-24T08:10");
    expect(await text("Terakhir mati")).toBe(
      "Sen, 23 Nov 2026, 09.40 WITA sampai Sel, 24 Nov 2026, 08.00 WITA",
    );
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({
      lastOutage: { from: "2026-11-23T09:40:00+08:00", to: "2026-11-24T08:00:00+08:00" },
    });
  });

  test("late counts complaints past the limit of a clock, each once, to the second", async () => {
    await story.learn(
      { ...complaint, classification: "permintaan_informasi" },
      { ...complaint, trackingId: "9100002", disposedAt: at("2026-11-24T09:00") },
    );
    await story.until("2026-11-30T09:00");
    expect(await line("Terlambat")).toBe("0 laporan terbuka melewati batas waktunya");
    await story.until("2026-11-30T09:01");
    expect(await line("Terlambat")).toBe("1 laporan terbuka melewati batas waktunya");
    await story.until("2026-12-02T09:00");
    expect(await line("Terlambat")).toBe("2 laporan terbuka melewati batas waktunya");
    await story.learn({ trackingId: "9100001", statusRaw: "Selesai" });
    expect(await line("Terlambat")).toBe("1 laporan terbuka melewati batas waktunya");
  });

  test("a year without holidays makes nobody late and breaks nothing", async () => {
    story.close();
    story = openStory({ begin: "2027-12-30T09:00" });
    await story.learn({ ...complaint, reportedAt: story.now(), disposedAt: story.now() });
    expect(await line("Terlambat")).toBe("0 laporan terbuka melewati batas waktunya");
  });

  test("offices that wait to be mapped", async () => {
    expect(await line("OPD belum dikenal")).toBe("tidak ada");
    await story.learn(
      { ...complaint, opdExternalId: null, opdName: "Dinas X" },
      { ...complaint, trackingId: "9100002", opdExternalId: null, opdName: "Dinas X" },
      { ...complaint, trackingId: "9100003", opdExternalId: null, opdName: "Dinas Y" },
    );
    expect(await line("OPD belum dikenal")).toBe("2 nama, 3 laporan menunggu dipetakan (siaga periksa)");
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({
      unknownUnits: 3,
      unknownOffices: [
        { name: "Dinas X", complaints: 2 },
        { name: "Dinas Y", complaints: 1 },
      ],
    });
  });

  test("a status that nobody explained stays there until somebody does, also after Kominfo was told", async () => {
    expect((await siagaOn(story, ["status"], mailOnly)).out).not.toContain("Status tak dikenal");
    await story.learn({ ...complaint, statusRaw: "Sedang Dikaji" });
    await story.until("2026-11-23T09:05");
    expect(story.ask("select count(*) from alarms")).toBe(0);
    expect(await line("Status tak dikenal")).toBe('"Sedang Dikaji", 1 laporan (siaga periksa)');
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({ unknownStatuses: [{ text: "Sedang Dikaji", complaints: 1 }] });
  });

  test("the last import is that of a file, whatever else brings complaints", async () => {
    story.db.sql.exec("update sources set lastOkAt = 1795395600 where kind <> 'file'");
    expect(await line("Impor terakhir")).toBe("belum ada");
    story.db.sql.exec("update sources set lastOkAt = 1795392000 where kind = 'file'");
    expect(await line("Impor terakhir")).toBe("Sen, 23 Nov 2026, 08.00 WITA");
  });

  test("runs, what is next, and open alarms", async () => {
    await story.learn(complaint);
    expect(await line("Eskalasi")).toBe("1 berjalan, 0 ditahan");
    expect(await line("Berikutnya")).toBe("Sel, 24 Nov 2026, 09.00 WITA");
    story.db.sql.exec(
      "insert into alarms (cause, text, openedAt) values ('x', 'Ada yang perlu dibetulkan.', 1)",
    );
    expect((await siagaOn(story, ["status"], mailOnly)).out).toContain("\n! Ada yang perlu dibetulkan.\n");
    const [json] = await jsonOn(story, ["status"], mailOnly);
    expect(json).toMatchObject({
      running: false,
      sending: false,
      open: 1,
      late: 0,
      nextDueAt: "2026-11-24T09:00:00+08:00",
      lastImportAt: null,
      alarms: [{ cause: "x", text: "Ada yang perlu dibetulkan." }],
    });
  });

  test.each([
    [mailOnly, "diatur (memeriksa: siaga email uji)"],
    [{}, "belum diatur (SIAGA_SMTP)"],
    [{ SIAGA_WA: "hidup" }, "belum diketahui: ada pengaturan yang salah"],
  ])("email: %j", async (settings, words) => {
    expect(await line("Email", settings)).toBe(words);
  });

  test("a setting that is wrong is named; no door is blamed for it", async () => {
    const settings = { ...mailOnly, SIAGA_HTTP: "127.0.0.1:8090", SIAGA_WEBHOOK_RAHASIA: "pendek" };
    const { code, out } = await siagaOn(story, ["status"], settings);
    expect(code).toBe(0);
    expect(out.replace(/\s+/gu, " ")).toContain("! SIAGA_WEBHOOK_RAHASIA harus satu rahasia");
    expect(await line("WhatsApp", settings)).toBe("belum diketahui: ada pengaturan yang salah");
  });

  test("email: what the server took last, and what waits because it takes no more", async () => {
    const sink = await openMailSink();
    story.close();
    story = openStory({ begin: "2026-11-23T09:00", mail: sink });
    await story.learn({ ...complaint, opdExternalId: "90002" });
    sink.fail({ at: "sender", answer: "451 4.3.2 sibuk" });
    const lock = takeLock(story.db.path);
    try {
      expect(await text("Email")).toBe(
        "diatur (memeriksa: siaga email uji); terakhir diterima Sen 23 Nov 09.00",
      );
      await story.learn({ ...complaint, trackingId: "9100002", opdExternalId: "90002" });
      expect(await text("Email")).toMatch(
        /terakhir diterima Sen 23 Nov 09\.00; 1 menunggu sampai Sen 23 Nov 09\.\d\d: server email menolak alamat pengirim/u,
      );
    } finally {
      lock.release();
      await sink.close();
    }
  });

  describe("WhatsApp", () => {
    const on = { SIAGA_WA: "baileys" };
    const number = "+628115000001";

    function link(): void {
      const creds = JSON.stringify({ me: { id: "628115000001:7@s.whatsapp.net" }, account: {} });
      story.db.sql.prepare("insert into waAuth values ('creds', 'creds', ?)").run(creds);
      openPaceSettings(story.db.sql, "wa").noteNumber(number, at("2026-11-16T08:00"));
    }

    test("off, never linked, and linked while the bot is not running", async () => {
      expect(await line("WhatsApp")).toBe("mati (SIAGA_WA=baileys untuk menyalakan)");
      expect(await line("WhatsApp", on)).toBe("belum ditautkan (siaga wa tautkan)");
      expect(await line("WhatsApp", { SIAGA_WA: "hidup" })).toBe(
        "belum diketahui: ada pengaturan yang salah",
      );
      link();
      expect(await text("WhatsApp", on)).toBe(
        `${number}, dipakai sejak Sen 16 Nov 08.00; menunggu bot dijalankan`,
      );
    });

    test("a state that the bot left behind when it was unlinked counts no more", async () => {
      await withBot("open", async () => {
        expect(await line("WhatsApp", on)).toBe("belum ditautkan (siaga wa tautkan)");
      });
    });

    test.each([
      ["open", "tersambung sejak Sen 23 Nov 08.30"],
      ["closed", "terputus, dicoba lagi dengan sendirinya (kode 428) sejak Sen 23 Nov 08.30"],
      [
        "replaced",
        "diambil alih program lain, pastikan hanya satu bot yang berjalan (kode 428) sejak Sen 23 Nov 08.30",
      ],
    ])("%s", async (state, words) => {
      link();
      await withBot(state, async () => {
        expect(await text("WhatsApp", on)).toBe(`${number}, dipakai sejak Sen 16 Nov 08.00; ${words}`);
      });
    });

    test("what it acknowledged last, until when new chats are locked, and what waits until when and why", async () => {
      link();
      story.close();
      story = openStory({ begin: "2026-11-23T09:00", hasWhatsApp: true });
      link();
      await story.learn(complaint);
      story.db.sql.exec("delete from settings where key = 'pace.wa'");
      openPaceSettings(story.db.sql, "wa").lockNewChats(at("2026-11-27T10:00"));
      story.holdPost();
      await story.learn({ ...complaint, trackingId: "9100002" });
      await withBot("open", async () => {
        expect(await text("WhatsApp", on)).toBe(
          `${number}, dipakai sejak Sen 16 Nov 08.00; tersambung sejak Sen 23 Nov 08.30; ` +
            "percakapan baru dibatasi WhatsApp sampai Jum 27 Nov 10.00 (kode 463); " +
            "terakhir diterima Sen 23 Nov 09.00; 1 menunggu sampai Sen 23 Nov 09.15: jeda antarpesan kepada penerima",
        );
        const [json] = await jsonOn(story, ["status"], on);
        expect(json).toMatchObject({
          wa: {
            isEnabled: true,
            number,
            linkedSince: "2026-11-16T08:00:00+08:00",
            state: "open",
            since: "2026-11-23T08:30:00+08:00",
            code: null,
            lockedUntil: "2026-11-27T10:00:00+08:00",
            waiting: 1,
            nextAt: "2026-11-23T09:15:00+08:00",
            lastAcceptedAt: "2026-11-23T09:00:00+08:00",
          },
          email: { isEnabled: false, waiting: 0, nextAt: null, lastAcceptedAt: null },
        });
      });
    });
  });
});
