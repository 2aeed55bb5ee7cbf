import { describe, expect, test } from "vitest";
import { readBody } from "../../../../src/sources/webhook/read-body.ts";

const latest = 1_795_100_000;

function read(body: unknown): unknown {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return readBody(Buffer.from(text), latest);
}

describe("readBody", () => {
  test("keeps what the book knows, under the names that `laporan daftar --json` prints", () => {
    expect(
      read({
        trackingId: 6340753,
        title: " Jalan\n berlubang ",
        classification: "Pengaduan Tidak Berkadar Pengawasan",
        categoryId: 12,
        category: "Jalan",
        channel: "Website",
        statusRaw: "Proses",
        status: "in_progress",
        institutionName: "Pemerintah Kabupaten Contoh",
        opdExternalId: 90001,
        opdName: "Dinas PUPR",
        locationName: "Kec. Alalak",
        isAnonymous: false,
        isSecret: false,
        isPriority: true,
        followUpCount: 2,
        reportedAt: "2026-11-19T10:10:00+08:00",
        disposedAt: "2026-11-19T02:10:00Z",
        lastFollowUpAt: "2026-11-19T02:10:00.123Z",
        asOf: "2026-11-19T02:10Z",
      }),
    ).toEqual({
      said: {
        trackingId: "6340753",
        title: "Jalan berlubang",
        classification: "pengaduan_tidak_berkadar",
        categoryId: "12",
        category: "Jalan",
        channel: "Website",
        statusRaw: "Proses",
        institutionName: "Pemerintah Kabupaten Contoh",
        opdExternalId: "90001",
        opdName: "Dinas PUPR",
        locationName: "Kec. Alalak",
        isAnonymous: false,
        isSecret: false,
        isPriority: true,
        followUpCount: 2,
        reportedAt: 1_795_054_200,
        disposedAt: 1_795_054_200,
        lastFollowUpAt: 1_795_054_200,
        asOf: 1_795_054_200,
      },
    });
  });

  test("the reporter, the body and whatever else comes along are dropped; null and empty say nothing", () => {
    expect(
      read({
        trackingId: "6340753",
        content: "Isi laporan",
        isiLaporan: "Isi laporan",
        nameUser: "Nama Pelapor",
        nik: "6371010101900001",
        phoneUser: "081234567890",
        emailUser: "pelapor@contoh.example",
        url: "https://jahat.example/",
        source: "lapor",
        opdId: 1,
        isHistoric: true,
        opdName: null,
        category: "  ",
        reportedAt: "",
        title: null,
      }),
    ).toEqual({ said: { trackingId: "6340753" } });
  });

  test("words are scrubbed before they are cut; those of a secret complaint are not read", () => {
    const title = `${"a".repeat(190)} 081234567890`;
    expect(read({ trackingId: "6340753", title, statusNote: "hubungi budi@contoh.example" })).toEqual({
      said: {
        trackingId: "6340753",
        title: `${"a".repeat(190)} [disamar…`,
        statusNote: "hubungi [disamarkan]",
      },
    });
    expect(read({ trackingId: "6340753", isSecret: true, title, statusNote: "x" })).toEqual({
      said: { trackingId: "6340753", isSecret: true },
    });
  });

  test("the longest and the latest that may be", () => {
    const said = {
      trackingId: "6340753",
      opdName: "x".repeat(200),
      categoryId: "y".repeat(40),
      followUpCount: 10_000,
      reportedAt: new Date(latest * 1000).toISOString(),
    };
    expect(read(said)).toEqual({ said: { ...said, reportedAt: latest } });
  });

  test("a number that is somebody's is masked in a name as well", () => {
    expect(read({ trackingId: "6340753", locationName: "Kec. Alalak 081234567890" })).toEqual({
      said: { trackingId: "6340753", locationName: "Kec. Alalak [disamarkan]" },
    });
  });

  test.each([
    ["no JSON", "{", undefined, /bukan JSON/u],
    ["a list", [], undefined, /satu objek JSON/u],
    ["a word", '"x"', undefined, /satu objek JSON/u],
    ["null", "null", undefined, /satu objek JSON/u],
    ["no id", {}, "trackingId", /wajib diisi/u],
    ["an id of four digits", { trackingId: "1234" }, "trackingId", /5 sampai 15 angka/u],
    ["an id that is a list", { trackingId: [1] }, "trackingId", /5 sampai 15 angka/u],
    ["a null id", { trackingId: null }, "trackingId", /5 sampai 15 angka|wajib/u],
    ["a name that is a body", { opdName: "x".repeat(201) }, "opdName", /terlalu panjang/u],
    [
      "a classification that LAPOR! does not have",
      { classification: "ngawur" },
      "classification",
      /^tidak dikenal; pilih permintaan informasi, .* atau aspirasi$/u,
    ],
    ["an address", { locationName: "Jalan Mawar No 3 RT 5" }, "locationName", /kecamatannya saja/u],
    ["a name that is an object", { opdName: {} }, "opdName", /harus teks/u],
    ["an id that is somebody's", { opdExternalId: "6371010101900001" }, "opdExternalId", /milik seseorang/u],
    ["a moment without a zone", { reportedAt: "2026-11-19 10:10:00" }, "reportedAt", /dengan zona/u],
    ["a day that does not exist", { disposedAt: "2026-02-30T10:10:00Z" }, "disposedAt", /dengan zona/u],
    ["a moment to come", { closedAt: "2027-11-19T10:10:00Z" }, "closedAt", /masa depan/u],
    [
      "a second too late",
      { closedAt: new Date((latest + 1) * 1000).toISOString() },
      "closedAt",
      /masa depan/u,
    ],
    ["words before a moment", { reportedAt: "pada 2026-11-19T10:10:00Z" }, "reportedAt", /dengan zona/u],
    ["words after a moment", { reportedAt: "2026-11-19T10:10:00Z lalu" }, "reportedAt", /dengan zona/u],
    ["an id of 41 letters", { categoryId: "y".repeat(41) }, "categoryId", /paling banyak 40 huruf/u],
    ["more follow-ups than can be", { followUpCount: 10_001 }, "followUpCount", /paling banyak 10000/u],
    ["a number for a moment", { reportedAt: 1_795_000_000 }, "reportedAt", /harus teks/u],
    ["a word for a flag", { isSecret: "ya" }, "isSecret", /true atau false/u],
    ["half a follow-up", { followUpCount: 1.5 }, "followUpCount", /bilangan bulat/u],
    ["less than none", { followUpCount: -1 }, "followUpCount", /kurang dari 0/u],
    ["the code name of a status alone", { status: "done" }, "statusRaw", /seperti di LAPOR!/u],
  ])("%s is refused by the name of its field", (_, body, field, words) => {
    const isBare =
      typeof body === "string" || Array.isArray(body) || "trackingId" in body || field === "trackingId";
    const answer = read(isBare ? body : { trackingId: "6340753", ...body });
    expect(answer).toEqual({ ...(field && { field }), words: expect.stringMatching(words) as string });
  });

  test("no refusal repeats what was sent", () => {
    const own = "rahasia-pelapor".repeat(3);
    for (const field of ["trackingId", "opdExternalId", "reportedAt", "isSecret", "followUpCount"])
      expect(JSON.stringify(read({ trackingId: "6340753", [field]: own }))).not.toMatch(own);
  });

  test("bytes that are no UTF-8, and JSON as deep as it can be, are refused and harm nothing", () => {
    expect(readBody(Buffer.from([0x22, 0xff, 0x22]), latest)).toMatchObject({ words: /UTF-8/u });
    expect(read(`${"[".repeat(30_000)}${"]".repeat(30_000)}`)).toMatchObject({ words: /satu objek/u });
    expect(read(`{"trackingId":"6340753","__proto__":{"isSecret":false}}`)).toEqual({
      said: { trackingId: "6340753" },
    });
  });
});
