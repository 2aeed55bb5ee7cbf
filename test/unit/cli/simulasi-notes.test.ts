import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { done, example, file, jsonLines, path, useFolder } from "./siaga.ts";

const [disposed, answered, closed, pauses] = [
  "Tanggal Disposisi",
  "Tanggal Tindak Lanjut Pertama",
  "Tanggal Selesai",
  "Masa Tunda",
];
const span = ["--mulai", "2026-03-02", "--sampai", "2026-06-01"];

let said: string[];
useFolder();
beforeEach(async () => {
  await done("konfig", "impor", example, "--ya");
  said = [];
  vi.useFakeTimers({ now: Date.parse("2026-11-22T10:00:00+08:00"), toFake: ["Date"] });
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text).trimEnd());
    return true;
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** Three complaints of 2 March: answered and finished the next morning, answered only, still open. */
const lives: readonly Readonly<Record<string, string>>[] = [
  { status: "Selesai", [answered]: "2026-03-03T09:00:00+08:00", [closed]: "2026-03-03T10:00:00+08:00" },
  { status: "Proses", [answered]: "2026-03-03T09:00:00+08:00" },
  { status: "Belum Ditindaklanjuti" },
];

const idOf = (index: number) => String(9_100_001 + index);

/** A file with these columns beside those of an export; a name after "=" is what the file calls it. */
function berkas(columns: readonly string[], preamble = ""): string {
  const names = columns.map((column) => column.split("=").at(-1));
  const rows = lives.map((life, index) => {
    const values: Record<string, string> = { ...life, [disposed]: "2026-03-02T09:00:00+08:00" };
    const cells = columns.map((column) => values[column.split("=")[0] ?? ""] ?? "");
    const row = `${idOf(index)},2026-03-02T08:00:00+08:00,Jalan rusak,,Dinas Kesehatan,${life["status"]}`;
    return [row, ...cells].join(",");
  });
  const head = [
    "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Tipe Laporan (Anonim/Rahasia),Instansi Terdisposisi,Status Laporan",
    ...names,
  ].join(",");
  return file("a.csv", `${preamble}${[head, ...rows].join("\n")}\n`);
}

/** Of which complaints heads are told, in the order of the file. */
const headsTold = (lines: readonly Record<string, unknown>[]) =>
  lives
    .map((_, index) => idOf(index))
    .filter((id) => lines.some(({ post, trackingId }) => post === "kepala" && trackingId === id));

describe("which columns of the contract a file lacks is said by name", () => {
  test("with all four nothing is said, and answers count", async () => {
    const lines = await jsonLines(
      "simulasi",
      "--berkas",
      berkas([disposed, answered, closed, pauses]),
      ...span,
    );
    expect(headsTold(lines)).toEqual(["9100003"]);
    expect(said).toEqual([]);
  });

  test.each([
    [
      "the disposition alone: as though nobody had answered",
      [disposed],
      [
        'Berkas ini tidak memuat kolom Tanggal Tindak Lanjut Pertama, Tanggal Selesai dan Masa Tunda: hasilnya hanya menjawab "seandainya tidak dijawab". 2 laporan yang statusnya sudah ditanggapi atau berakhir ikut diputar seolah-olah tidak pernah dijawab.',
      ],
      ["9100001", "9100002", "9100003"],
    ],
    [
      "answers missing, ends known: what ended has ended",
      [disposed, closed, pauses],
      [
        'Berkas ini tidak memuat kolom Tanggal Tindak Lanjut Pertama: hasilnya hanya menjawab "seandainya tidak dijawab". 1 laporan yang statusnya sudah ditanggapi atau berakhir ikut diputar seolah-olah tidak pernah dijawab.',
      ],
      ["9100002", "9100003"],
    ],
    [
      "ends missing",
      [disposed, answered, pauses],
      [
        'Berkas ini tidak memuat kolom Tanggal Selesai: hasilnya hanya menjawab "seandainya tidak diselesaikan". 1 laporan yang statusnya berakhir ikut diputar seolah-olah tidak pernah diselesaikan.',
      ],
      ["9100003"],
    ],
    [
      "pauses missing",
      [disposed, answered, closed],
      ["Berkas ini tidak memuat kolom Masa Tunda: penundaan tidak diperhitungkan."],
      ["9100003"],
    ],
    [
      "a plain export leaves out what was answered",
      [],
      [
        'Berkas ini tidak memuat kolom Tanggal Disposisi, Tanggal Tindak Lanjut Pertama, Tanggal Selesai dan Masa Tunda: hasilnya hanya menjawab "seandainya tidak dijawab". 2 laporan yang statusnya sudah ditanggapi atau berakhir tidak diikutkan.',
      ],
      ["9100003"],
    ],
    [
      "a column that is almost ours is named with the right name",
      [disposed, `${answered}=Tanggal Tindak Lanjut`, `${closed}=Tgl Penyelesaian`, pauses],
      [
        'Kolom "Tanggal Tindak Lanjut" diabaikan. Bila maksudnya Tanggal Tindak Lanjut Pertama, beri nama itu.',
        'Kolom "Tgl Penyelesaian" diabaikan. Bila maksudnya Tanggal Selesai, beri nama itu.',
        'Berkas ini tidak memuat kolom Tanggal Tindak Lanjut Pertama dan Tanggal Selesai: hasilnya hanya menjawab "seandainya tidak dijawab". 2 laporan yang statusnya sudah ditanggapi atau berakhir ikut diputar seolah-olah tidak pernah dijawab.',
      ],
      ["9100001", "9100002", "9100003"],
    ],
    [
      "columns of the export, and such a one beside ours, are no mistake",
      [disposed, answered, closed, pauses, "Alasan Tunda/Arsip", "Tanggal Tindak Lanjut Terakhir"],
      [],
      ["9100003"],
    ],
  ])("%s", async (_, columns, words, heads) => {
    const lines = await jsonLines("simulasi", "--berkas", berkas(columns), ...span);
    expect(said).toEqual(words);
    expect(headsTold(lines)).toEqual(heads);
  });

  test("--help names all four", async () => {
    const { build } = await import("../../../src/cli/simulasi.ts");
    const help = build().helpInformation().replaceAll(/\s+/gu, " ");
    for (const name of [disposed, answered, closed, pauses]) expect(help).toContain(name);
    expect(help).toContain("kontak yang menjabat saat itu");
  });
});

describe("what the answer leaves out is said beside it", () => {
  const whole = [disposed, answered, closed, pauses];

  test("complaints from before --mulai, and what to do; an empty answer says how many were played", async () => {
    const from = berkas(whole);
    const out = await done("simulasi", "--berkas", from, "--mulai", "2026-03-03", "--sampai", "2026-06-01");
    expect(out).toContain("\nTidak ada pesan yang akan dikirim: 0 laporan diputar.\n");
    expect(said).toEqual([
      "3 laporan masuk sebelum --mulai (Sel, 3 Mar 2026, 00.00 WITA): dianggap tunggakan dan tidak diputar. Agar semuanya ikut: --mulai 2026-03-02.",
    ]);
    said.length = 0;
    const more = await done("simulasi", "--berkas", from, "--mulai", "2026-03-02", "--sampai", "2026-06-01");
    expect(more).toContain("; 3 laporan diputar.");
    expect(said).toEqual([]);
  });

  test("the bot's own history too, once for both rules of a comparison", async () => {
    await done("laporan", "impor", berkas([]));
    const usulan = file("usulan.yaml", await done("aturan", "lihat", "Tindak lanjut pertama"));
    said.length = 0;
    const past = ["--dari-riwayat", "--mulai", "2026-03-10", "--sampai", "2199-01-01"];
    const out = await done("simulasi", ...past, "--banding", usulan);
    expect(said.filter((line) => line.startsWith("2 laporan masuk sebelum --mulai"))).toHaveLength(1);
    expect(said).toContain("1 laporan sudah berakhir ketika pertama kali tercatat: tidak diputar.");
    expect(out).toContain("0 laporan diputar, tidak ada yang dikirim.");
  });

  test.each([
    ["its Tanggal Generate", "Tanggal Generate,,2026-04-30\n", "Sesudah 30 Apr 2026 (Tanggal Generate)"],
    ["no date: today", "", "Sesudah Min, 22 Nov 2026, 10.00 WITA"],
  ])("what a file cannot know yet: after %s", async (_, preamble, words) => {
    const from = berkas(whole, preamble);
    await jsonLines("simulasi", "--berkas", from, "--mulai", "2026-03-02", "--sampai", "2026-04-30");
    expect(said).toEqual([]);
    await jsonLines("simulasi", "--berkas", from, "--mulai", "2026-03-02", "--sampai", "2199-01-01");
    expect(said).toEqual([`${words} hasilnya hanya menjawab "seandainya tidak dijawab".`]);
  });
});

describe("figures", () => {
  test("weekly averages run from the first message to the last, however long the span that was asked for", async () => {
    const from = berkas([disposed, answered, closed, pauses]);
    const figures = async (sampai: string) =>
      (await done("simulasi", "--berkas", from, "--mulai", "2026-01-01", "--sampai", sampai)).replace(
        /^.*\n/u,
        "",
      );
    const short = await figures("2026-07-01");
    expect(short.replaceAll("\n", " ")).toMatch(
      /Rata-rata per minggu: dari pesan pertama sampai pesan terakhir, 2 Mar 2026 – 10 Mar 2026 \(1,3 minggu\)/u,
    );
    expect(await figures("2026-10-01")).toBe(short);
  });

  test("five at one moment for one admin are one message, and it is said", async () => {
    const rows = Array.from(
      { length: 5 },
      (_, index) =>
        `${9_100_001 + index},2026-03-02T07:00:00+08:00,Jalan rusak,,Dinas Kesehatan,Selesai,2026-03-02T09:00:00+08:00,2026-03-02T10:00:00+08:00,2026-03-02T11:00:00+08:00,`,
    );
    const head =
      "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Tipe Laporan (Anonim/Rahasia),Instansi Terdisposisi,Status Laporan";
    file("b.csv", `${[[head, disposed, answered, closed, pauses].join(","), ...rows].join("\n")}\n`);
    const words = ["simulasi", "--berkas", path("b.csv"), ...span];
    expect(await jsonLines(...words)).toHaveLength(5);
    const out = await done(...words);
    expect(out).toContain("\n1 pesan tentang 5 laporan; 5 laporan diputar.\n");
    expect(out).toMatch(/│ dinkes +│ Admin OPD +│ .* │ 1 +│ 1,0 +│ 1 +│/u);
    expect(out.replaceAll("\n", " ")).toContain(
      "Lebih dari tiga pemberitahuan pada satu saat untuk satu orang tiba, dan dihitung, sebagai satu pesan.",
    );
  });
});
