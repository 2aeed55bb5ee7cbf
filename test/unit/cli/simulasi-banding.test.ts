import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { checkPictureName } from "../../../src/cli/simulasi/chart/draw.ts";
import type { Timing } from "../../../src/cli/simulasi/timing.ts";
import { UserError } from "../../../src/user-error.ts";
import { done, example, file, path, siaga, useFolder } from "./siaga.ts";
import { tooWide } from "./on-story.ts";

const name = "Tindak lanjut pertama";
const columns =
  "Tracking ID,Tanggal Laporan Masuk,Judul Laporan,Tipe Laporan (Anonim/Rahasia),Instansi Terdisposisi,Status Laporan,Tanggal Disposisi,Tanggal Tindak Lanjut Pertama,Tanggal Selesai,Masa Tunda";
const offices = ["Dinas Lingkungan Hidup", "Dinas Kesehatan", "Dinas Perhubungan"];

useFolder();
afterEach(() => {
  vi.restoreAllMocks();
});

/** Thirty complaints from October to December; every third is answered after two and a half days. */
beforeEach(async () => {
  await done("konfig", "impor", example, "--ya");
  const rows = Array.from({ length: 30 }, (_, index) => {
    const day = new Date(Date.UTC(2026, 9, 5 + index * 2));
    const iso = (days: number) =>
      new Date(day.getTime() + days * 86_400_000).toISOString().replace(".000Z", "+00:00");
    const answered = index % 3 === 0 ? iso(2.5) : "";
    return `${9_100_001 + index},${iso(0)},Jalan rusak,,${offices[index % 3]},Selesai,${iso(0.1)},${answered},${answered},`;
  });
  file("tahun.csv", `${[columns, ...rows].join("\n")}\n`);
  const { version: _, ...rule } = JSON.parse(await done("aturan", "lihat", name, "--json"));
  rule.steps[1].after = "2 hari kerja";
  file("usulan.yaml", JSON.stringify(rule));
});

const words = (...more: string[]) => [
  "simulasi",
  "--berkas",
  path("tahun.csv"),
  "--mulai",
  "2026-10-01",
  "--sampai",
  "2026-12-31",
  ...more,
];
const compare = (...more: string[]) => words("--banding", path("usulan.yaml"), ...more);

interface Pair {
  readonly today: number;
  readonly proposed: number;
}

interface TimedLevel {
  readonly post: string;
  readonly messages: Pair;
  readonly timing: Timing;
}

describe("simulasi", () => {
  test("a story, and a summary by OPD, level and person, with what reaches the Bupati", async () => {
    const out = await done(...words());
    const lines = (await done(...words("--json")))
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as Record<string, string>);
    const digests = new Set(
      lines.filter(({ post }) => post === "kepala_daerah").map(({ at, channel }) => `${at} ${channel}`),
    );
    expect(out).toMatch(/^Simulasi 1 Okt 2026 sampai 31 Des 2026\. Tidak ada yang dikirim\./u);
    expect(out).toMatch(
      new RegExp(
        `Sampai ke Bupati: ${digests.size} pesan tentang \\d+ laporan, \\d+,\\d+ pesan seminggu\\.`,
        "u",
      ),
    );
    expect(out).toContain(
      "\nSenin, 5 Oktober 2026\n  10.24  Dewi Admin DLH (Admin OPD, dlh, WhatsApp) diberi tahu tentang 9100001, tindak lanjut jenjang 1: sudah waktunya\n",
    );
    const story = out.split("\n").filter((line) => line.includes(" tentang "));
    const told = (words: RegExp) => story.filter((line) => words.test(line)).length;
    const listed = lines.slice(0, story.length);
    const expected = (clock: string, kind: string) =>
      listed.filter((line) => line["clock"] === clock && line["kind"] === kind).length;
    expect(expected("response", "reminder")).toBeGreaterThan(0);
    expect(told(/diingatkan tentang \d+, tindak lanjut jenjang 1: belum ditindaklanjuti$/u)).toBe(
      expected("response", "reminder"),
    );
    expect(expected("verification", "digest") + expected("response", "digest")).toBeGreaterThan(0);
    expect(
      told(
        /mendapat ringkasan tentang \d+, (?:verifikasi|tindak lanjut|penyelesaian) jenjang \d: sudah waktunya$/u,
      ),
    ).toBe(listed.filter(({ kind }) => kind === "digest").length);
    expect(out).toMatch(/│ OPD +│ Laporan │ Pesan │ Per minggu │/u);
    expect(out).toMatch(/│ Jenjang +│ Orang │ Pesan │ Per minggu │ Per orang per minggu │/u);
    expect(out).toMatch(/│ Kepala OPD +│ 2 +│/u);
    expect(out).toMatch(/│ OPD +│ Jabatan +│ Orang +│ Pesan │ Per minggu │ Terbanyak sehari │/u);
  });

  test("an office that nobody knows is named beside the answer", async () => {
    const said = listen();
    writeFileSync(
      path("tahun.csv"),
      readFileSync(path("tahun.csv"), "utf8").replaceAll("Dinas Kesehatan", "Dinas Antah"),
    );
    await done(...words("--json"));
    expect(said()).toContain(
      "10 laporan ditujukan kepada OPD yang belum dikenal, jadi tidak ada yang diberi tahu: Dinas Antah (10).",
    );
  });

  test.each([true, false])(
    "progress is shown where stderr is a terminal (%s), and never in the answer",
    async (isTTY) => {
      const wasTTY = process.stderr.isTTY;
      process.stderr.isTTY = isTTY;
      try {
        const said = listen();
        const out = await done(...words("--json"));
        if (isTTY) expect(said()).toMatch(/\rMemutar… 100 % \(\d+ peristiwa\)/u);
        else expect(said()).not.toMatch(/\r|Memutar|Membaca/u);
        for (const line of out.trim().split("\n")) expect(() => JSON.parse(line)).not.toThrow();
      } finally {
        process.stderr.isTTY = wasTTY;
      }
    },
  );
});

describe("simulasi --banding", () => {
  test("both rules side by side: by level, person and month, and what the proposal changes", async () => {
    const answer = JSON.parse(await done(...compare("--json"))) as {
      messages: Pair;
      levels: { post: string; messages: Pair; eachPerWeek: Pair }[];
      readers: ({ person: string } & Pair)[];
      months: ({ month: string } & Pair)[];
      changes: string[];
      span: { first: string; last: string; weeks: number };
    };
    const today = (await done(...words("--json"))).trim().split("\n");
    await done("aturan", "atur", name, "--jenjang", "2", "--setelah", "2 hari kerja");
    const proposed = (await done(...words("--json"))).trim().split("\n");
    const heads = answer.levels.find(({ post }) => post === "kepala")!;
    expect(heads.messages).toEqual({
      today: countSteps(today, "kepala"),
      proposed: countSteps(proposed, "kepala"),
    });
    expect(heads.messages.proposed).toBeGreaterThan(heads.messages.today);
    const days = [...today, ...proposed].map((line) => (JSON.parse(line) as { at: string }).at.slice(0, 10));
    const [first, last] = [days.sort()[0]!, days.at(-1)!];
    expect(answer.span).toMatchObject({ first, last });
    const weeks = (Date.parse(last) - Date.parse(first) + 86_400_000) / (7 * 86_400_000);
    expect(answer.span.weeks).toBeCloseTo(weeks, 9);
    expect(heads.eachPerWeek.today).toBeCloseTo(heads.messages.today / weeks / 3, 9);
    expect(answer.months.map(({ month }) => month)).toEqual(["2026-10", "2026-11", "2026-12"]);
    for (const key of ["today", "proposed"] as const) {
      expect(answer.months.reduce((sum, month) => sum + month[key], 0)).toBe(answer.messages[key]);
      expect(answer.readers.reduce((sum, reader) => sum + reader[key], 0)).toBe(answer.messages[key]);
    }
    expect(answer.changes).toEqual([
      `${name}: Kepala OPD diberi tahu setelah 2 hari kerja (semula 3 hari kerja)`,
    ]);
  });

  test("for people: tables and bars no wider than a page", async () => {
    const out = await done(...compare());
    expect(out).toMatch(/^Usulan: Tindak lanjut pertama: Kepala OPD diberi tahu setelah 2 hari kerja/u);
    expect(out).toMatch(/2026-10 {2}█+ \d+\n {9}░+ \d+/u);
    expect(tooWide(out)).toEqual([]);
  });

  test("heads who hear as much, only earlier: the answer, the words and the picture say by how much", async () => {
    leaveUnanswered();
    const out = await done(...compare("--gambar", path("a.svg")));
    const { levels } = JSON.parse(await done(...compare("--json"))) as { levels: TimedLevel[] };
    const [admins, heads] = ["admin", "kepala"].map((post) => levels.find((level) => level.post === post)!);
    expect(heads!.messages.today).toBe(heads!.messages.proposed);
    expect(heads!.timing.earlier).toMatchObject({
      count: heads!.messages.today,
      kinds: { step: heads!.messages.today },
      usual: { officeSeconds: 7.5 * 3600, text: "1 hari kerja" },
    });
    const words = `Kepala OPD: ${heads!.messages.today} pemberitahuan, semuanya lebih awal, biasanya 1 hari kerja`;
    expect(out).toContain(`\n- ${words}.\n`);
    expect(readFileSync(path("a.svg"), "utf8").split(`>${words}<`)).toHaveLength(2);
    const lost = admins!.messages.today - admins!.messages.proposed;
    expect(lost).toBeGreaterThan(0);
    expect(admins!.timing.dropped).toEqual({ count: lost, kinds: { reminder: lost } });
    expect(out.replaceAll(/\n +/gu, " ")).toContain(
      `- Admin OPD: ${admins!.messages.proposed} pemberitahuan, semuanya tetap; ${lost} pengingat tidak jadi karena jenjang di atasnya sudah diberi tahu.`,
    );
  });

  test("every message of either rule is counted one way", async () => {
    const { levels } = JSON.parse(await done(...compare("--json"))) as { levels: TimedLevel[] };
    for (const { messages, timing } of levels.filter(({ post }) => post !== "kepala_daerah")) {
      const { same, earlier, later, added, dropped } = timing;
      const kept = same.count + earlier.count + later.count;
      expect({ today: kept + dropped.count, proposed: kept + added.count }).toEqual(messages);
    }
    expect(levels.find(({ post }) => post === "kepala")!.timing.added.count).toBeGreaterThan(0);
  });

  test("the same rules change nothing, and it says so", async () => {
    const rule = await done("aturan", "lihat", name);
    expect(await done(...words("--banding", file("sama.yaml", rule)))).toMatch(
      /^Aturan usulan sama dengan aturan sekarang\./u,
    );
  });
});

describe("simulasi --banding --gambar", () => {
  test("an SVG with both rules, the levels, the months and the figures; the same bytes each time", async () => {
    expect(await done(...compare("--gambar", path("a.svg")))).toMatch(/Gambar: .*a\.svg\n$/u);
    const svg = readFileSync(path("a.svg"), "utf8");
    for (const text of [
      "Aturan sekarang",
      "Aturan usulan",
      "Admin OPD",
      "Kepala OPD",
      "Bupati",
      "Okt",
      "Nov",
      "Des",
    ])
      expect(svg).toContain(`>${text}<`);
    expect(svg).toMatch(/Seorang Kepala OPD: \d,\d+ → \d,\d+ pesan seminggu; Bupati/u);
    expect(svg).toMatch(
      />Kepala OPD: \d+ pemberitahuan: \d+ lebih awal \(biasanya 1 hari kerja\), \d+ baru</u,
    );
    expect(svg).toContain("Pemerintah Kabupaten Contoh · simulasi 1 Okt 2026 – 30 Des 2026 · 30 laporan");
    await done(...compare("--gambar", path("b.svg")));
    expect(readFileSync(path("b.svg"), "utf8")).toBe(svg);
  });

  test("of an export without moments of answers the picture says what it does not know", async () => {
    const told = "Waktu tanggapan tidak diketahui: seandainya tidak ada yang menjawab";
    const plain = readFileSync(path("tahun.csv"), "utf8")
      .split("\n")
      .map((line) => line.split(",").slice(0, 6).join(","))
      .join("\n")
      .replaceAll("Selesai", "Belum Ditindaklanjuti");
    await done(...compare("--gambar", path("a.svg")));
    expect(readFileSync(path("a.svg"), "utf8")).not.toContain(told);
    writeFileSync(path("tahun.csv"), plain);
    await done(...compare("--gambar", path("a.svg")));
    expect(readFileSync(path("a.svg"), "utf8")).toContain(told);
  });

  test("a PNG, twice as large, with the two inks", async () => {
    await done(...compare("--gambar", path("a.PNG")));
    const png = readFileSync(path("a.PNG"));
    expect(png.subarray(1, 4).toString()).toBe("PNG");
    expect(png.readUInt32BE(16)).toBe(2272);
    expect(png.length).toBeGreaterThan(30_000); // an empty one of that size has a few kilobytes
  });

  test("bars of a year carry a scale instead of figures that would touch", async () => {
    const { drawChart } = await import("../../../src/cli/simulasi/chart/draw.ts");
    await drawChart({ title: "x", notes: [], perPerson: makeBars(3), perMonth: makeBars(12) }, path("y.svg"));
    const svg = readFileSync(path("y.svg"), "utf8");
    expect(svg).toContain(">1.000<");
    expect(svg).not.toContain(">1.211<");
    expect(svg).toContain(">1.202,0<");
  });

  test.each([
    ["a.gif", "Akhiri namanya dengan .svg atau .png"],
    ["gambar", "Akhiri namanya dengan .svg atau .png"],
  ])("%s is no picture", (picture, sentence) => {
    expect(() => checkPictureName(picture)).toThrow(UserError);
    expect(() => checkPictureName(picture)).toThrow(sentence);
  });

  test("a name that cannot be written, or without a comparison, is refused", async () => {
    expect(await siaga(...compare("--gambar", path("tiada/a.svg")))).toMatchObject({
      code: 1,
      err: `Gambar ${path("tiada/a.svg")} tidak dapat ditulis. Periksa folder dan izinnya.`,
    });
    expect(await siaga(...words("--gambar", path("a.svg")))).toMatchObject({
      code: 1,
      err: expect.stringContaining("Tambahkan --banding"),
    });
    expect(existsSync(path("a.svg"))).toBe(false);
  });
});

describe("a proposal that cannot be used is refused in one line", () => {
  const step = "steps: [{ after: 0 menit, post: admin, channels: wa }]";
  test.each([
    ["an empty file", " \n", "usulan.yaml kosong."],
    ["broken YAML", "name: [", "usulan.yaml: bukan YAML yang sah: baris"],
    ["plain words", "just words", "usulan.yaml: Aturan tidak dapat dipakai: harus berupa isian bernama"],
    ["no rules", "rules: []", "usulan.yaml tidak memuat aturan."],
    [
      "names that nobody has",
      `{ name: X, clock: response, limit: 5hk, match: { unit: dinosaurus }, ${step.replace("admin", "kepalla")} }`,
      "Usulan menyebut yang belum ada: jabatan kepalla, OPD dinosaurus.",
    ],
    ["a huge file", `# ${"x".repeat(10 * 1024 * 1024)}`, "terlalu besar (lebih dari 10 MB)"],
  ])("%s", async (_, content, sentence) => {
    writeFileSync(path("usulan.yaml"), content);
    const { code, err, out } = await siaga(...compare());
    expect({ code, err, out }).toEqual({ code: 1, err: expect.stringContaining(sentence), out: "" });
    expect(err).not.toContain("\n");
  });
});

function leaveUnanswered(): void {
  const [head, ...rows] = readFileSync(path("tahun.csv"), "utf8").trim().split("\n");
  const open = rows.map((row) =>
    [...row.split(",").slice(0, 7), "", "", ""].join(",").replace("Selesai", ""),
  );
  writeFileSync(path("tahun.csv"), `${[head, ...open].join("\n")}\n`);
}

/** What is written on stderr from now on; put back after the test. */
function listen(): () => string {
  const said: string[] = [];
  vi.spyOn(process.stderr, "write").mockImplementation((text) => {
    said.push(String(text));
    return true;
  });
  return () => said.join("");
}

function countSteps(lines: readonly string[], post: string): number {
  return lines.filter((line) => line.includes(`"post":"${post}"`) && line.includes('"kind":"step"')).length;
}

function makeBars(count: number) {
  return Array.from({ length: count }, (_, index) => ({
    name: `b${index}`,
    today: 1200 + index,
    proposed: 1100,
  }));
}
