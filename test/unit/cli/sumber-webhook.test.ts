import { describe, expect, test, vi } from "vitest";
import { localDate } from "../../../src/calendar/arithmetic.ts";
import { openWebhookStore } from "../../../src/sources/webhook/store.ts";
import { book, done, importSmall, jsonLines, siaga, useFolder } from "./siaga.ts";

useFolder();

const secret = "rahasia-uji-rahasia-uji-rahasia-uji-1";

function switchOn(address = "127.0.0.1:8090", secrets = secret): void {
  vi.stubEnv("SIAGA_HTTP", address);
  vi.stubEnv("SIAGA_WEBHOOK_RAHASIA", secrets);
}

const told = async () => (await siaga("periksa")).out.replace(/\s+/gu, " ");

/** A day of the webhook; it is today unless another date is given. */
function spend(refused: Record<string, number>, { field = null as string | null, date = "" } = {}): void {
  const now = Math.floor(Date.now() / 1000);
  const [reason = ""] = Object.keys(refused).slice(-1);
  book((sql) =>
    openWebhookStore(sql).noteTaken(now, now, {
      date: date || localDate({ zone: "Asia/Makassar" }, now),
      taken: 12,
      repeated: 2,
      refused,
      lastRefusal: reason ? { at: now, reason, field } : null,
      isTold: false,
    }),
  );
}

describe("siaga sumber daftar", () => {
  test("says that the webhook is off and how it is switched on", async () => {
    const out = (await done("sumber", "daftar")).replace(/\s+/gu, " ");
    expect(out).toContain(
      "Webhook (webhook) Keadaan mati menurut pengaturan perintah ini. Nyalakan: isi SIAGA_HTTP dan SIAGA_WEBHOOK_RAHASIA",
    );
    expect(out).not.toContain("Hari ini");
  });

  test("settings that only the bot has: what came in today shows that it is on there", async () => {
    await importSmall();
    spend({});
    const out = (await done("sumber", "daftar")).replace(/\s+/gu, " ");
    expect(out).toContain("Keadaan menyala menurut pengaturan bot, yang hari ini menerima kiriman");
    expect(out).toContain("Hari ini 12 diterima");
    spend({}, { date: "2026-01-02" });
    expect((await done("sumber", "daftar")).replace(/\s+/gu, " ")).toContain(
      "mati menurut pengaturan perintah ini",
    );
  });

  test("a secret that is too short is told where it counts; the other sources are listed all the same", async () => {
    switchOn("127.0.0.1:8090", "pendek");
    await done("sumber", "atur", "lapor", "--tiap", "30 menit");
    const out = (await done("sumber", "daftar")).replace(/\s+/gu, " ");
    expect(out).toContain("Webhook (webhook) Keadaan pengaturan salah. SIAGA_WEBHOOK_RAHASIA harus");
    expect(out).toContain("SIAGA_LAPOR_AUTH (belum terbaca: siaga periksa)");
    expect(out).toContain("Isian tangan (manual)");
    expect(out).not.toContain("Nyalakan: isi SIAGA_HTTP");
  });

  test("says where it listens, with how many secrets, and how its day goes; never a secret", async () => {
    await importSmall();
    switchOn("127.0.0.1:8090", `${secret} rahasia-lama-rahasia-lama-rahasia-lama`);
    spend({ signature: 1, content: 2 }, { field: "reportedAt" });
    const out = await done("sumber", "daftar");
    expect(out).toMatch(/Keadaan +menyala di http:\/\/127\.0\.0\.1:8090\/laporan selama bot berjalan/u);
    expect(out).toMatch(/Rahasia +dua, yang lama masih diterima/u);
    expect(out).toMatch(
      /Hari ini +12 diterima \(2 kiriman ulang\); ditolak: tanda tangan tidak cocok 1, isi 2\n/u,
    );
    expect(out).toMatch(/Ditolak +terakhir .* WITA: isi, bidang reportedAt\n/u);
    expect(out).not.toMatch(/rahasia-/u);
    const [, , webhook] = await jsonLines("sumber", "daftar");
    expect(webhook).toMatchObject({
      source: "webhook",
      maxAge: null,
      today: { taken: 12, refused: { content: 2 } },
    });
  });
});

describe("siaga periksa", () => {
  test.each([
    [
      { signature: 3 },
      null,
      "menolak 3 kiriman hari ini: tanda tangan tidak cocok. → Samakan SIAGA_WEBHOOK_RAHASIA",
    ],
    [{ time: 1 }, null, "menolak 1 kiriman hari ini: jam pengirim berbeda. → Samakan jam server"],
    [{ content: 2 }, "opdName", "menolak 2 kiriman hari ini: isi (terakhir opdName). → Betulkan isiannya"],
    [{ key: 1 }, null, "kunci dipakai ulang. → Aplikasi pengirim harus memakai Idempotency-Key baru"],
  ])("%j: what is wrong, and what mends it", async (refused, field, sentence) => {
    await importSmall();
    switchOn();
    spend(refused, { field });
    expect(await told()).toContain(sentence);
  });

  test("noise, and what was yesterday, is not worth a word", async () => {
    await importSmall();
    switchOn();
    spend({ unsigned: 50, rate: 3, type: 1, slow: 2, malformed: 9, size: 1 });
    expect(await told()).not.toContain("Webhook");
    spend({ signature: 3 }, { date: "2026-01-05" });
    expect(await told()).not.toContain("Webhook");
  });

  test("an address that others can reach is a warning, for it has no TLS", async () => {
    await importSmall();
    switchOn("0.0.0.0:8090");
    expect(await told()).toContain("Webhook terbuka di 0.0.0.0 tanpa TLS");
    for (const address of ["127.0.0.1:8090", "[::1]:8090", "localhost:8090"]) {
      switchOn(address);
      expect(await told()).not.toContain("TLS");
    }
  });

  test.each([
    ["8090", secret, /SIAGA_HTTP harus alamat dan port/u],
    ["127.0.0.1:65536", secret, /SIAGA_HTTP harus alamat dan port/u],
    ["127.0.0.1:8090", "", /SIAGA_WEBHOOK_RAHASIA belum diisi/u],
    ["127.0.0.1:8090", "pendek", /openssl rand -hex 32/u],
    ["127.0.0.1:8090", `${secret} ${secret} ${secret}`, /dua selama diganti/u],
  ])("%s with %j blocks, for the bot would not start", async (address, secrets, sentence) => {
    await importSmall();
    switchOn(address, secrets);
    expect(await told()).toMatch(sentence);
  });
});
