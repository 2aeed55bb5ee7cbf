import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { disposition, fakeComplaint, reply, trap } from "../../support/fake-lapor/complaint.ts";
import { type FakeLapor, openFakeLapor } from "../../support/fake-lapor/server.ts";
import {
  addComplaint,
  auditRows,
  book,
  done,
  file,
  importSmall,
  jsonLines,
  siaga,
  useFolder,
} from "./siaga.ts";

const root = "Pemerintah Kabupaten Contoh";
const dinkes = "Dinas Kesehatan";

let fake: FakeLapor;
useFolder();
beforeEach(async () => {
  fake = await openFakeLapor();
  fake.put(
    fakeComplaint("9100001", {
      statusName: "Proses",
      disposition: { id: 77, name: dinkes },
      followUps: [
        disposition("20-11-2025 08:00:00", root, dinkes),
        reply("20-11-2025 10:00:00", dinkes),
        reply("20-11-2025 11:30:00", null),
      ],
      logs: [{ from: "Belum Ditindaklanjuti", to: "Proses", date: "20-11-2025 10:00:00" }],
    }),
  );
  vi.stubEnv("SIAGA_LAPOR_AUTH", "kunci-uji");
  vi.stubEnv("SIAGA_LAPOR_TOKEN", fake.secrets.token);
});
afterEach(() => fake.close());

async function setUp(...more: string[]): Promise<void> {
  await importSmall();
  await done("sumber", "atur", "lapor", "--alamat", fake.baseUrl, "--zona", "WITA", ...more);
}

async function isMissed(): Promise<boolean> {
  return (await siaga("periksa")).out.includes("lapor terakhir");
}

describe("siaga sumber daftar", () => {
  test("names every source of a new book, and how to set up the API", async () => {
    const out = await done("sumber", "daftar");
    expect(out).toMatch(/Ekspor LAPOR! \(file\)\n {2}Zona waktu +UTC\n/u);
    expect(out).toContain("belum diatur. Atur: siaga sumber atur lapor");
    expect((await jsonLines("sumber", "daftar")).map(({ source }) => source)).toEqual([
      "file",
      "lapor",
      "webhook",
      "manual",
    ]);
  });

  test("says plainly that the API was never tried against LAPOR! itself, and how to try it", async () => {
    expect((await done("sumber", "daftar")).replace(/\s+/gu, " ")).toMatch(
      /API LAPOR! \(lapor\).*Belum pernah dicoba dengan LAPOR! sendiri.*siaga sumber uji/u,
    );
    await setUp();
    expect((await siaga("sumber", "uji", "--id", "9100001")).out).toMatch(
      /^Belum pernah dicoba dengan LAPOR! sendiri/u,
    );
  });

  test("tells how fresh it is, the last error, when it is asked next, and whom it skips; never a secret", async () => {
    await setUp();
    book((sql) => {
      sql.exec(
        `update sources set asOf = 1795395600, lastOkAt = 1795395600, lastErrorAt = 1795399200,
           lastError = 'API LAPOR! tidak menjawab (ECONNREFUSED)', nextPollAt = 1795402800 where source = 'lapor'`,
      );
      sql.exec("insert into laporReads values ('9100009', 1795395600, 1795402800, 'absent')");
    });
    const out = await done("sumber", "daftar");
    expect(out).toMatch(/Data sampai +Sen, 23 Nov 2026, 09\.00 WITA/u);
    expect(out).toMatch(/Galat +Sen, 23 Nov 2026, 10\.00 WITA: API LAPOR! tidak menjawab \(ECONNREFUSED\)/u);
    expect(out).toMatch(/Berikutnya +Sen, 23 Nov 2026, 11\.00 WITA/u);
    expect(out).toMatch(/Dilewati +1 laporan: 9100009 \(tidak ditemukan\)/u);
    expect(out).toMatch(/SIAGA_LAPOR_TOKEN \(terisi\)/u);
    const [, lapor] = await jsonLines("sumber", "daftar");
    expect(lapor).toMatchObject({
      asOf: "2026-11-23T09:00:00+08:00",
      nextPollAt: "2026-11-23T11:00:00+08:00",
      settings: { baseUrl: fake.baseUrl, every: "30 menit", budget: 300 },
      skipped: [{ trackingId: "9100009", fault: "absent" }],
    });
    expect(out + JSON.stringify(lapor)).not.toMatch(/kunci-uji|00000000-0000/u);
  });
});

const atur = (...kolom: string[]) => siaga("sumber", "atur", "file", "--kolom", ...kolom);

function aliases(): unknown {
  const query = "select settings ->> '$.aliases' from sources where source = 'file'";
  return JSON.parse(book((sql) => sql.prepare<[], string>(query).pluck().get() ?? ""));
}

describe("siaga sumber atur", () => {
  test("changes what is said and leaves the rest, with what was before in the audit log", async () => {
    await setUp("--kolom", "opdName=disposition.name", "locationName=kecamatan", "--oleh", "Nurul");
    await done("sumber", "atur", "lapor", "--tiap", "1 jam", "--anggaran", "120", "--kolom", "channel=");
    const [, lapor] = await jsonLines("sumber", "daftar");
    expect(lapor).toMatchObject({
      zone: "Asia/Makassar",
      maxAge: "2 jam",
      settings: {
        baseUrl: fake.baseUrl,
        every: "1 jam",
        budget: 120,
        fields: { opdName: "disposition.name", locationName: "kecamatan", channel: "", title: "title" },
      },
    });
    const rows = auditRows().filter(({ action }) => action === "sumber.atur");
    expect(rows).toHaveLength(2);
    expect(rows[0]).toMatchObject({ by: "Nurul", subject: "lapor" });
    expect(JSON.stringify(rows)).not.toContain("kunci-uji");
  });

  test("without an option it only shows", async () => {
    await importSmall();
    for (const name of ["lapor", "file"]) await done("sumber", "atur", name, "--oleh", "Nurul");
    expect(await done("sumber", "atur", "lapor")).toContain("belum diatur. Atur: siaga sumber atur lapor");
    expect(book((sql) => sql.prepare("select source from sources where settings is not null").all())).toEqual(
      [],
    );
    await setUp();
    const rows = auditRows().length;
    expect(await done("sumber", "atur", "lapor")).toMatch(/Keadaan +menyala/u);
    expect(auditRows()).toHaveLength(rows);
  });

  test("without its secrets it stays off until they are there and somebody switches it on", async () => {
    vi.stubEnv("SIAGA_LAPOR_AUTH", "");
    vi.stubEnv("SIAGA_LAPOR_TOKEN", "");
    await importSmall();
    const out = await done("sumber", "atur", "lapor", "--alamat", fake.baseUrl);
    expect(out.replace(/\s+/gu, " ")).toMatch(/Keadaan mati\. Isi SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN/u);
    expect(await siaga("sumber", "nyalakan", "lapor")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN/u),
    });
    vi.stubEnv("SIAGA_LAPOR_AUTH", "kunci-uji");
    expect(await done("sumber", "daftar")).toContain("mati. Nyalakan: siaga sumber nyalakan lapor");
    await done("sumber", "nyalakan", "lapor");
    expect(await done("sumber", "daftar")).toMatch(/Keadaan +menyala/u);
  });

  test("an export's zone, and how long it holds, are settings too", async () => {
    await importSmall();
    await done("sumber", "atur", "file", "--zona", "WITA", "--berlaku", "1hk");
    const [exports] = await jsonLines("sumber", "daftar");
    expect(exports).toMatchObject({ zone: "Asia/Makassar", maxAge: "1 hari kerja" });
  });

  test("an export's own column headers are settings too: added in front, taken back, never a body or a reporter", async () => {
    await importSmall();
    await atur("opdName=Unit Kerja", "statusRaw=Keadaan");
    await atur("opdName=Unit Pelaksana");
    expect(aliases()).toEqual({ opdName: ["Unit Pelaksana", "Unit Kerja"], statusRaw: ["Keadaan"] });
    expect(await done("sumber", "daftar")).toMatch(
      /Kolom +opdName=Unit Pelaksana \/ Unit Kerja, statusRaw=Keadaan/u,
    );
    await done(
      "laporan",
      "impor",
      file("ekspor.csv", "Nomor Tracking,Unit Kerja,Keadaan\n9100001,Dinas Kesehatan,Proses\n"),
    );
    expect(book((sql) => sql.prepare("select opdName, statusRaw from complaints").get())).toEqual({
      opdName: "Dinas Kesehatan",
      statusRaw: "Proses",
    });
    await atur("opdName=");
    expect(aliases()).toMatchObject({ opdName: [] });
    for (const [option, words] of [
      ["title=Isi Laporan Awal", /tidak pernah dibaca/u],
      ["opdName=Nama Pelapor", /tidak pernah dibaca/u],
      ["categoryId=NIK", /tidak pernah dibaca/u],
      ["judul=Judul", /NAMA salah satu dari: trackingId/u],
      ["title=---", /huruf atau angka/u],
    ] as const)
      expect((await atur(option)).err).toMatch(words);
  });

  test("what could not be read is asked about again, and what was held too early goes on", async () => {
    await setUp();
    book((sql) => sql.exec("insert into laporReads values ('9100009', 1, 9999999999, 'shape')"));
    await done("sumber", "atur", "lapor", "--kolom", "statusRaw=status.name");
    expect(book((sql) => sql.prepare("select nextAt, fault from laporReads").get())).toEqual({
      nextAt: 0,
      fault: null,
    });
  });

  test.each([
    [["atur", "surel"], /Sumber surel tidak ada. Pilih: file, lapor, webhook, manual/u],
    [["atur", "manual", "--zona", "WIB"], /tidak perlu diatur/u],
    [["atur", "file", "--tiap", "1 jam"], /hanya mengenal --zona, --berlaku, dan --kolom/u],
    [["atur", "lapor", "--alamat", "http://api-splp.layanan.go.id/lapor"], /https/u],
    [["atur", "lapor", "--kolom", "title=content"], /tidak pernah dibaca/u],
    [["atur", "lapor", "--kolom", "pelapor=nama"], /tidak dikenal/u],
    [["atur", "lapor", "--header-auth", "dua kata"], /tidak sah/u],
    [["atur", "lapor", "--daftar", "https://lain.example/complaints"], /diawali/u],
    [["atur", "lapor", "--daftar", "//lain.example/complaints"], /diawali/u],
    [["atur", "lapor", "--tiap", "1 hari kerja"], /5 menit/u],
    [["atur", "lapor", "--tiap", "1 menit"], /5 menit/u],
    [["atur", "lapor", "--anggaran", "5"], /20 sampai/u],
    [["atur", "lapor", "--zona", "GMT"], /WIB, WITA, atau WIT/u],
    [["matikan", "lapor"], /belum diatur/u],
    [["matikan", "file"], /hanya lapor/u],
  ])("%j is refused by one sentence, and nothing changes", async (words, sentence) => {
    await importSmall();
    const before = await done("sumber", "daftar");
    const { code, err } = await siaga("sumber", ...words);
    expect(code).toBe(1);
    expect(err).toMatch(sentence);
    expect(err).not.toContain("\n");
    expect(await done("sumber", "daftar")).toBe(before);
  });

  test("matikan and nyalakan keep the settings; nothing of an API that is off is missed", async () => {
    await setUp();
    book((sql) => {
      sql.exec("update sources set asOf = 1, lastOkAt = 1 where source = 'lapor'");
      sql.exec("insert into alarms (cause, text, openedAt) values ('source:lapor', 'token', 1)");
    });
    expect(await isMissed()).toBe(true);
    await done("sumber", "matikan", "lapor", "--oleh", "Nurul");
    expect(await isMissed()).toBe(false);
    expect(book((sql) => sql.prepare("select clearedAt from alarms").pluck().get())).not.toBeNull();
    await done("sumber", "atur", "lapor", "--tiap", "1 jam");
    expect(await done("sumber", "daftar")).toContain("mati. Nyalakan: siaga sumber nyalakan lapor");
    await done("sumber", "nyalakan", "lapor");
    const [, lapor] = await jsonLines("sumber", "daftar");
    expect(lapor).toMatchObject({ settings: { isOn: true, baseUrl: fake.baseUrl } });
  });
});

describe("siaga sumber uji", () => {
  test("goes step by step and place by place, and says what would be learned", async () => {
    await setUp();
    const out = await done("sumber", "uji", "--id", "9100001");
    expect(out).toContain("✓ Token dan alamat: diterima; 3 instansi terbaca");
    expect(out).toContain("✓ results.data.status_name → statusRaw: teks");
    expect(out).toContain("– results.data.topic_name → category: tidak ada");
    expect(out).toContain("✓ results.data[].created_at: waktu terbaca pada 2 baris"); // the first page
    expect(out).toContain("disposisi: Kam, 20 Nov 2025, 08.00 WITA");
    expect(out).toContain("tindak lanjut pertama OPD sekarang: Kam, 20 Nov 2025, 10.00 WITA");
    expect(out).toContain("balasan pelapor terakhir: Kam, 20 Nov 2025, 11.30 WITA");
    expect(out).toContain("OPD: dikenal sebagai dinkes");
    expect(out.split("\n").filter((line) => line.length > 100)).toEqual([]);
  });

  test("never prints what stands in an answer", async () => {
    await setUp("--daftar", "/complaints");
    const { out } = await siaga("sumber", "uji", "--id", "9100001");
    const json = await siaga("sumber", "uji", "--id", "9100001", "--json");
    expect(out + json.out).not.toMatch(
      new RegExp(`${trap}|Budi|0812|6304|berlubang|kunci-uji|00000000-`, "iu"),
    );
    expect(JSON.parse(json.out)).toMatchObject({ ok: true });
  });

  test("takes a complaint of its own where none is named: of the book, else of the list", async () => {
    await setUp("--daftar", "/complaints");
    expect(await done("sumber", "uji")).toContain("Rincian laporan 9100001");
    fake.put(fakeComplaint("9100002", { followUps: [] }));
    addComplaint("9100002", "dinkes");
    expect(await done("sumber", "uji")).toContain("Rincian laporan 9100002");
  });

  test("a shape that does not fit is shown by its place, and the exit code says so", async () => {
    await setUp();
    fake.fail(/complaint$/u, {
      change: () => ({
        results: { data: { complaint_id: "9100001", status: `Budi ${trap}`, kecamatan: "x" } },
      }),
    });
    const { code, out, err } = await siaga("sumber", "uji", "--id", "9100001");
    expect(code).toBe(1);
    expect(out).toContain("✗ results.data.status_name → statusRaw: wajib, tetapi tidak ada");
    expect(out).toContain("kunci lain yang tidak dibaca: status, kecamatan");
    expect(out).toContain("✗ Yang akan dicatat Siaga: status_name tidak ada, padahal wajib");
    expect(err).toBe('API LAPOR! belum dapat dipakai; lihat "Rincian laporan 9100001" di atas.');
    expect(out + err).not.toContain(trap);
  });

  test.each([
    [
      "a token that is refused",
      () => (fake.secrets.token = "{baru}"),
      /menolak token \(HTTP 401\).*--header-auth/su,
    ],
    ["a login page", () => fake.fail(/./u, { body: "<html>masuk</html>" }), /bukan JSON.*Periksa --alamat/su],
    [
      "silence of the server",
      () => fake.fail(/./u, { status: 502 }),
      /tidak menjawab \(HTTP 502\).*firewall/su,
    ],
    ["too many questions", () => fake.limit(0, "60"), /lebih jarang.*--anggaran/su],
  ])("%s: where it stops, and what to do", async (_, spoil, sentence) => {
    await setUp();
    spoil();
    const { code, out, err } = await siaga("sumber", "uji", "--id", "9100001");
    expect(code).toBe(1);
    expect(out.replace(/\s+/gu, " ")).toMatch(sentence);
    // not the same sentence a second time
    expect(err).toBe('API LAPOR! belum dapat dipakai; lihat "Token dan alamat" di atas.');
    expect(fake.requests).toHaveLength(1);
  });

  test("an account that may not see the institutions may be right for the rest", async () => {
    await setUp();
    fake.fail(/institutions/u, { status: 403 });
    expect(await done("sumber", "uji", "--id", "9100001")).toContain(
      "– Token dan alamat: API LAPOR! menolak akses (HTTP 403); daftar instansi tidak terbuka",
    );
  });

  test("a bot that waits after failures asks again as soon as it works", async () => {
    await setUp();
    book((sql) =>
      sql.exec(
        `update sources set lastError = 'API LAPOR! menolak token (HTTP 401)', nextPollAt = 9999999999,
           cursor = '{"failures":4,"failingSince":1,"used":7,"hourFrom":1}' where source = 'lapor'`,
      ),
    );
    await done("sumber", "uji", "--id", "9100001");
    expect(
      book((sql) => sql.prepare("select nextPollAt, cursor from sources where source = 'lapor'").get()),
    ).toEqual({
      nextPollAt: null,
      cursor: '{"used":7,"hourFrom":1}',
    });
  });

  test("before it is set up, and without a token, it says what is missing", async () => {
    await importSmall();
    expect(await siaga("sumber", "uji")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/siaga sumber atur lapor/u),
    });
    await setUp();
    expect(await siaga("sumber", "uji", "--id", "12")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/5 sampai 15/u),
    });
    vi.stubEnv("SIAGA_LAPOR_AUTH", "");
    vi.stubEnv("SIAGA_LAPOR_TOKEN", "");
    expect(await siaga("sumber", "uji")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/SIAGA_LAPOR_AUTH dan SIAGA_LAPOR_TOKEN/u),
    });
    expect(fake.requests).toEqual([]);
  });

  test("secrets may stand in files; a token with a line break inside is refused", async () => {
    await setUp();
    vi.stubEnv("SIAGA_LAPOR_TOKEN", "");
    vi.stubEnv("SIAGA_LAPOR_TOKEN_FILE", file("token", `${fake.secrets.token}\n`));
    await done("sumber", "uji", "--id", "9100001");
    vi.stubEnv("SIAGA_LAPOR_TOKEN_FILE", file("token", "satu\ndua"));
    expect((await siaga("sumber", "uji")).err).toMatch(/SIAGA_LAPOR_TOKEN memuat tanda/u);
  });
});
