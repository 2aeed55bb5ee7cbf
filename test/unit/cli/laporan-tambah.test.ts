import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ComplaintUpdate } from "../../../src/complaints/contract.ts";
import { emptyCounts } from "../../../src/desk/intake.ts";
import { at, openStory, type Story } from "../../support/story.ts";
import { jsonOn, siagaOn } from "./on-story.ts";

// What Kominfo enters by hand goes through the same intake as everything else.

let story: Story;
beforeEach(() => {
  story = openStory({ begin: "2026-11-23T09:00" });
});
afterEach(() => {
  expect(story.errors).toEqual([]);
  story.close();
});

const laporan = async (...words: string[]) => {
  const answer = await siagaOn(story, ["laporan", ...words]);
  await story.settle();
  return answer;
};
const masuk = ["--masuk", "23-11-2026 08.30"];
const add = (...words: string[]) => laporan("tambah", "9100001", ...masuk, "--bukan-rahasia", ...words);

const answered = (...words: string[]) => laporan("catat-tindak-lanjut", "9100001", "--ya", ...words);
const ended = (...words: string[]) => laporan("catat-selesai", "9100001", "--ya", ...words);

/** What another source says, as of then. */
async function hear(source: string, asOf: string, said: Omit<ComplaintUpdate, "trackingId">): Promise<void> {
  const { intake } = story.bot().desk;
  const counts = emptyCounts();
  intake.receive([{ trackingId: "9100001", ...said }], { source, asOf: at(asOf) }, counts, story.now());
  intake.finish(counts, story.now());
  await story.settle();
}

function look(...fields: string[]): unknown[] {
  return Object.values(story.db.sql.prepare(`select ${fields.join(", ")} from complaints`).get() as object);
}

const auditOf = () =>
  story.db.sql.prepare('select action, subject, "by", before, after from audit order by id').all();

describe("siaga laporan tambah", () => {
  test("a new complaint is told by its rules like any other", async () => {
    const { code, out } = await add("--judul", "Jalan rusak", "--opd", "pupr", "--oleh", "Nurul");
    expect([code, out]).toEqual([
      0,
      `Laporan 9100001 ditambahkan.
  judul: Jalan rusak
  masuk: Sen, 23 Nov 2026, 08.30 WITA
  OPD: Dinas PUPR
  status: Belum Ditindaklanjuti
  rahasia: tidak
  ! Tanpa --disposisi, batas waktu tindak lanjut dan penyelesaiannya dihitung mulai sekarang.
Lihat: siaga laporan lihat 9100001
`,
    ]);
    await story.until("2026-11-23T09:10");
    expect(story.told()).toEqual(["11-23 09:00 step wa admin Admin PUPR"]);
    expect(auditOf()).toEqual([
      {
        action: "laporan.tambah",
        subject: "Laporan 9100001",
        by: "Nurul",
        before: null,
        after: JSON.stringify({
          title: "(ada)",
          reportedAt: "2026-11-23T08:30:00+08:00",
          opdName: "Dinas PUPR",
          statusRaw: "Belum Ditindaklanjuti",
          isSecret: false,
        }),
      },
    ]);
  });

  test.each([
    ["its code", "PUPR"],
    ["its name in any spelling", "dinas pupr"],
  ])("the office may be named by %s", async (_, opd) => {
    await add("--opd", opd);
    expect(look("opdId")).toEqual([story.people.pupr]);
  });

  test("without an office it waits for one, as LAPOR! would show it", async () => {
    const { out } = await add();
    expect(out).toContain("Belum didisposisikan");
    expect(look("statusRaw", "opdId")).toEqual(["Belum Terverifikasi", null]);
  });

  test("a secret one has no title; what was typed of it is refused, not dropped in silence", async () => {
    const words = ["tambah", "9100001", ...masuk, "--rahasia"];
    expect((await laporan(...words, "--judul", "Pungli")).err).toMatch(
      /Judul laporan rahasia tidak disimpan/u,
    );
    expect((await laporan(...words)).code).toBe(0);
    expect(look("title", "isSecret")).toEqual([null, 1]);
    expect((await laporan("tambah", "9100001", "--judul", "Pungli")).err).toMatch(/rahasia/u);
  });

  test("numbers of persons are masked; of a title that becomes secret nothing is left, in the audit neither", async () => {
    await add("--judul", "Hubungi 081234567890", "--kategori", "Jalan 6371010101900001");
    expect(look("title", "category")).toEqual(["Hubungi [disamarkan]", "Jalan [disamarkan]"]);
    await laporan("tambah", "9100001", "--judul", "Nama Terlapor");
    expect((await laporan("tambah", "9100001", "--rahasia")).out).toContain(
      "  rahasia: tidak → ya\n  ! Judulnya dihapus dari Siaga",
    );
    expect((await laporan("tambah", "9100001", "--rahasia", "--kategori", "Jalan")).out).not.toContain(
      "Judul",
    );
    const book = ["complaints", "complaintHistory", "audit"].map((name) =>
      JSON.stringify(story.db.sql.prepare(`select * from ${name}`).all()),
    );
    for (const text of book) expect(text).not.toMatch(/Hubungi|Terlapor|0812345|637101/u);
  });

  test("of one that is there it says what is known, and changes only what was given", async () => {
    await hear("file", "2026-11-23T07:00", {
      title: "Jalan rusak",
      statusRaw: "Belum Ditindaklanjuti",
      opdName: "Dinas PUPR",
      isSecret: false,
      reportedAt: at("2026-11-20T10:00"),
    });
    expect((await laporan("tambah", "9100001")).out).toMatch(
      /^Laporan 9100001 sudah ada \(ekspor LAPOR!\), dan tidak ada yang diubah\.\n/u,
    );
    const { out } = await laporan("tambah", "9100001", "--kategori", "Jalan", "--judul", "Jalan berlubang");
    expect(out).toContain(
      "sudah ada (ekspor LAPOR!); yang disebut diubah.\n  judul: Jalan rusak → Jalan berlubang\n  kategori: Jalan\n",
    );
    expect(look("statusRaw", "reportedAt")).toEqual(["Belum Ditindaklanjuti", at("2026-11-20T10:00")]);
  });

  test("--json: outcome, what changed, and the complaint", async () => {
    const [first] = await jsonOn(story, ["laporan", "tambah", "9100001", ...masuk, "--rahasia", "--json"]);
    expect(first).toMatchObject({ outcome: "new", changed: [], complaint: { trackingId: "9100001" } });
    const again = ["laporan", "tambah", "9100001", "--kecamatan", "Kec. Alalak", "--json"];
    expect(await jsonOn(story, again)).toMatchObject([{ outcome: "changed", changed: ["locationName"] }]);
    expect(await jsonOn(story, again)).toMatchObject([{ outcome: "unchanged", changed: [] }]);
    expect(auditOf()).toHaveLength(2);
  });

  test.each([
    [["12"], /5 sampai 15 angka/u],
    [["9100001", "--bukan-rahasia"], /kapan masuk di LAPOR!.*--masuk/u],
    [["9100001", ...masuk], /rahasia atau tidak.*--bukan-rahasia/u],
    [["9100001", ...masuk, "--rahasia", "--bukan-rahasia"], /tertulis keduanya/u],
    [["9100001", "--rahasia", "--masuk", "23-11-2026 09.01"], /--masuk: .*ada di masa depan/u],
    [["9100001", "--rahasia", "--masuk", "19-11-2006 09.01"], /sejak 2011/u],
    [["9100001", "--rahasia", "--masuk", "31-02-2026 09.01"], /tidak terbaca/u],
    [["9100001", "--rahasia", "--masuk", "19-11-2026"], /tanggal dan jam/u],
    [
      ["9100001", "--rahasia", ...masuk, "--opd", "PUPR", "--disposisi", "22-11-2026 09.00"],
      /sebelum laporan masuk/u,
    ],
    [["9100001", "--rahasia", ...masuk, "--opd", "PUPRR"], /tidak ada\. Mungkin maksud Anda: PUPR\./u],
    [["9100001", "--rahasia", ...masuk, "--status", "Beres"], /tidak dikenal/u],
    [["9100001", "--rahasia", ...masuk, "--klasifikasi", "keluhan"], /Pilih: permintaan informasi/u],
    [["9100001", "--rahasia", ...masuk, "--kecamatan", "Jalan Mawar No 3 RT 5"], /Tulis kecamatannya saja/u],
    [["9100001", "--rahasia", ...masuk, "--kategori", " "], /--kategori kosong/u],
    [["9100001", "--rahasia", ...masuk, "--kategori", "x".repeat(201)], /terlalu panjang/u],
  ])("%j is refused by one sentence, and nothing is in the book", async (words, sentence) => {
    const { code, err } = await laporan("tambah", ...words);
    expect([code, err]).toEqual([1, expect.stringMatching(sentence)]);
    expect(story.ask("select count(*) from complaints")).toBe(0);
  });

  test("without a number, where nobody can be asked, it is wrong usage", async () => {
    const { code, err } = await laporan("tambah");
    expect([code, err]).toEqual([2, expect.stringMatching(/Nomor laporan belum disebut.*tambah --help/u)]);
  });
});

describe("how long a person's word holds", () => {
  const fromFile = { statusRaw: "Belum Ditindaklanjuti", opdName: "Dinas PUPR", isSecret: false };

  test("one entered by hand never goes stale", async () => {
    await add("--opd", "PUPR");
    await story.until("2026-11-27T09:00");
    expect(story.ask("select count(*) from escalations where reason = 'stale'")).toBe(0);
  });

  test("a correction of words confirms nothing: the file's word still ages", async () => {
    await hear("file", "2026-11-23T07:00", fromFile);
    story.leapTo("2026-11-24T09:00");
    await laporan("tambah", "9100001", "--kategori", "Jalan");
    expect(look("source", "confirmedAt")).toEqual(["file", at("2026-11-23T07:00")]);
    await laporan("tambah", "9100001", "--status", "Belum Ditindaklanjuti");
    expect(look("source", "confirmedAt")).toEqual(["manual", at("2026-11-24T09:00")]);
  });

  test("a later source says otherwise and counts; an earlier one fills only what is missing", async () => {
    await add("--opd", "PUPR", "--judul", "Jalan rusak");
    await hear("file", "2026-11-23T08:45", {
      ...fromFile,
      opdName: "Dinas Lingkungan Hidup",
      category: "Jalan",
    });
    expect(look("opdId", "category", "title")).toEqual([story.people.pupr, "Jalan", "Jalan rusak"]);
    story.leapTo("2026-11-23T10:00");
    await hear("file", "2026-11-23T09:30", { ...fromFile, opdName: "Dinas Lingkungan Hidup" });
    expect(look("opdId", "title", "source")).toEqual([story.people.dlh, "Jalan rusak", "file"]);
  });
});

describe("siaga laporan catat-tindak-lanjut", () => {
  const fromFile = { statusRaw: "Belum Ditindaklanjuti", opdName: "Dinas PUPR", isSecret: false };
  test("stops the response clock at the moment that is said, whoever brought the complaint", async () => {
    await hear("file", "2026-11-23T07:00", fromFile);
    story.leapTo("2026-11-24T09:00");
    const { code, out } = await answered("--pada", "24-11-2026 08.15", "--oleh", "Nurul");
    expect([code, out]).toEqual([
      0,
      `Laporan 9100001 sudah ada (ekspor LAPOR!); yang disebut diubah.
  status: Belum Ditindaklanjuti → Proses
  tindak lanjut pertama: Sel, 24 Nov 2026, 08.15 WITA
  tindak lanjut terakhir: Sel, 24 Nov 2026, 08.15 WITA
Lihat: siaga laporan lihat 9100001
`,
    ]);
    expect(look("answeredAt", "firstFollowUpIsBound", "confirmedAt")).toEqual([
      at("2026-11-24T08:15"),
      0,
      at("2026-11-24T08:15"),
    ]);
    expect(story.ask("select reason from escalations where clock = 'response'")).toBe("answered");
    expect(auditOf()).toMatchObject([{ action: "laporan.catat-tindak-lanjut", by: "Nurul" }]);
  });

  test("takes the place of a bound, and an earlier fact of LAPOR! takes its place", async () => {
    await hear("file", "2026-11-20T07:00", fromFile);
    await hear("file", "2026-11-23T07:00", { ...fromFile, statusRaw: "Proses" });
    expect(look("firstFollowUpAt", "firstFollowUpIsBound")).toEqual([at("2026-11-23T07:00"), 1]);
    await answered("--pada", "22-11-2026 10.00");
    expect(look("firstFollowUpAt", "firstFollowUpIsBound")).toEqual([at("2026-11-22T10:00"), 0]);
    await hear("lapor", "2026-11-23T09:00", { statusRaw: "Proses", firstFollowUpAt: at("2026-11-21T10:00") });
    expect(look("firstFollowUpAt", "answeredAt")).toEqual([at("2026-11-21T10:00"), at("2026-11-21T10:00")]);
  });

  test("what LAPOR! says later of the status counts; no clock starts again for it", async () => {
    await hear("file", "2026-11-23T07:00", fromFile);
    await answered();
    story.leapTo("2026-11-24T09:00");
    await hear("file", "2026-11-24T08:00", fromFile);
    expect(look("status", "answeredAt")).toEqual(["unanswered", at("2026-11-23T09:00")]);
    expect(story.ask("select state from escalations where clock = 'response'")).toBe("ended");
  });

  test("refuses what cannot be", async () => {
    await add();
    expect((await answered()).err).toMatch(/belum didisposisikan.*--opd KODE/u);
    await laporan("tambah", "9100001", "--opd", "PUPR", "--disposisi", "23-11-2026 08.45");
    expect((await answered("--pada", "23-11-2026 08.40")).err).toMatch(/sebelum disposisinya/u);
    expect((await answered("--pada", "23-11-2026 09.30")).err).toMatch(/masa depan/u);
    expect((await laporan("catat-tindak-lanjut", "9100002")).err).toMatch(/tidak tercatat di Siaga/u);
    expect((await answered("--pada", "23-11-2026 08.50")).code).toBe(0);
    expect((await answered("--pada", "23-11-2026 08.50")).err).toMatch(/sudah tercatat/u);
    await ended();
    expect((await answered()).err).toMatch(/sudah berakhir \(selesai\)/u);
  });
});

describe("what an operator may not expect", () => {
  test("a disposition is one to the office that has the complaint; without one it is refused, not dropped", async () => {
    const when = ["--disposisi", "23-11-2026 08.45"];
    expect((await add(...when)).err).toMatch(/Kepada siapa .* --opd/u);
    await add();
    expect((await laporan("tambah", "9100001", ...when)).err).toMatch(/Kepada siapa .* --opd/u);
    await laporan("tambah", "9100001", "--opd", "PUPR");
    const { out } = await laporan("tambah", "9100001", ...when);
    expect(out).toContain("\n  disposisi: Sen, 23 Nov 2026, 08.45 WITA\n");
    expect(look("disposedAt")).toEqual([at("2026-11-23T08:45")]);
    // the clock that ran already keeps its beginning, and says which it is
    const page = (await laporan("lihat", "9100001")).out.replace(/\s+/gu, " ");
    expect(page).toContain(
      "Mulai Sen, 23 Nov 2026, 09.00 WITA (OPD ini pertama terlihat; waktu disposisinya baru disebut sesudah itu)",
    );
  });

  test("a status that is taken back starts nothing again, and it says so", async () => {
    const note = "! Status ini mundur. Batas waktu yang sudah berhenti tidak dimulai lagi.";
    await add("--opd", "PUPR", "--disposisi", "23-11-2026 08.45");
    expect((await answered()).out).not.toContain(note);
    expect((await laporan("tambah", "9100001", "--status", "Belum Ditindaklanjuti")).out).toContain(note);
    expect(story.ask("select count(*) from escalations where clock = 'response' and state <> 'ended'")).toBe(
      0,
    );
  });

  test("all that is lacking is named at once", async () => {
    expect((await laporan("tambah", "9100001")).err).toMatch(/--masuk .*--rahasia atau --bukan-rahasia/u);
    expect((await laporan("tambah", "9100001", "--rahasia")).err).not.toMatch(/--bukan-rahasia/u);
    expect((await laporan("tambah", "9100001", ...masuk)).err).not.toMatch(/--masuk/u);
  });
});

describe("siaga laporan catat-selesai", () => {
  test("ends every clock; how it was answered is known as a bound only", async () => {
    await add("--opd", "PUPR");
    story.leapTo("2026-11-24T09:00");
    const { code, out } = await ended("--pada", "24-11-2026 08.15");
    expect([code, out]).toEqual([0, expect.stringContaining("ditutup: Sel, 24 Nov 2026, 08.15 WITA")]);
    expect(look("status", "closedAt", "firstFollowUpAt", "firstFollowUpIsBound")).toEqual([
      "done",
      at("2026-11-24T08:15"),
      at("2026-11-24T08:15"),
      1,
    ]);
    expect(story.ask("select count(*) from escalations where state <> 'ended'")).toBe(0);
  });

  test("with the status that LAPOR! shows, if it is an end", async () => {
    await add("--opd", "PUPR");
    expect((await ended("--status", "Ditunda")).err).toMatch(/bukan status akhir/u);
    expect((await ended("--status", "Diarsipkan")).err).toMatch(
      /bukan status akhir.*"Diarsipkan oleh Admin"/u,
    );
    expect((await ended("--status", "Bukan Wewenang")).code).toBe(0);
    expect(look("status")).toEqual(["not_authority"]);
    story.leapTo("2026-11-23T11:00");
    expect((await ended("--status", "Bukan Wewenang")).out).toContain("tidak ada yang diubah");
    expect(look("closedAt")).toEqual([at("2026-11-23T09:00")]);
  });
});
