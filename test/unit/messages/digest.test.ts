import { describe, expect, test } from "vitest";
import type { ComplaintView } from "../../../src/messages/contract.ts";
import { readTags } from "./html.ts";
import { channels, digest, writer } from "./views.ts";

const dishub = { trackingId: "9100002", unitName: "Dinas Perhubungan", title: "Lampu mati" };
const dinkes = { trackingId: "9100003", unitName: "Dinas Kesehatan", title: "Antrean puskesmas" };
const secret = {
  trackingId: "9100009",
  isSecret: true,
  unitName: "Dinas Rahasia",
  title: "Judul Rahasia",
  category: "Kategori Rahasia",
  locationName: "Kec. Rahasia",
  url: "https://www.lapor.go.id/rahasia",
} satisfies Partial<ComplaintView>;

function many(count: number): Partial<ComplaintView>[] {
  return Array.from({ length: count }, (_, i) => ({ trackingId: String(9_100_001 + i), lateDays: i }));
}

/** The places of words in a text, which must all stand in it. */
function places(text: string, words: readonly string[]): number[] {
  for (const word of words) expect(text).toContain(word);
  return words.map((word) => text.indexOf(word));
}

function expectOrder(text: string, words: readonly string[]): void {
  const found = places(text, words);
  expect(found).toEqual(found.toSorted((a, b) => a - b));
}

test.each([
  [["tindak lanjut", "tindak lanjut"], "2 laporan belum ditindaklanjuti"],
  [["verifikasi"], "1 laporan belum diverifikasi"],
  [["penyelesaian"], "1 laporan belum selesai"],
  [["tindak lanjut", "penyelesaian"], "2 laporan belum tuntas"],
])("of the clocks %j the subject says %s", (clockNames, heading) => {
  const view = digest(clockNames.map((clockName, i) => ({ clockName, trackingId: `910000${i}` })));
  for (const channel of channels) {
    const { subject, text, thread } = writer.writeDigest(view, channel);
    expect(subject).toBe(`${heading} – Senin, 23 November 2026`);
    expect(text).toContain(heading);
    expect(thread).toBeNull();
  }
});

test.each([
  ["tindak lanjut", "2 laporan menunggu tindak lanjut"],
  ["verifikasi", "2 laporan menunggu verifikasi"],
])("to those who answer, a bundle is a task: %s", (clockName, heading) => {
  const lines = [
    { ...dishub, clockName },
    { ...dishub, trackingId: "9100004", clockName },
  ];
  const view = digest(lines, { role: "answers", post: "Admin Dinas Perhubungan" });
  for (const channel of channels) {
    const { subject, text } = writer.writeDigest(view, channel);
    expect(subject).toBe(`${heading} – Senin, 23 November 2026`);
    expect(text).toContain(heading);
    expect(text).toContain("Belum ada yang melewati batas waktu.");
    expect(text).not.toContain("Ringkasan");
  }
});

test("a line on WhatsApp names the office, except to its own people", () => {
  const lines = [dishub, { ...dinkes, unitName: "Dinas Kesehatan" }];
  const own = digest(lines, { role: "answers", post: "Admin Dinas Perhubungan" });
  const lineOf = (id: string, view: typeof own) =>
    writer
      .writeDigest(view, "wa")
      .text.split("\n")
      .find((line) => line.includes(id));
  expect(lineOf("9100002", own)).not.toContain("Dinas Perhubungan");
  expect(lineOf("9100003", own)).toContain("Dinas Kesehatan");
  expect(lineOf("9100002", digest(lines))).toContain("Dinas Perhubungan");
});

test("where complaints wait for different things, each line says for what", () => {
  const one = digest([dishub, dinkes]);
  const two = digest([dishub, { ...dinkes, clockName: "penyelesaian" }]);
  for (const channel of channels) {
    expect(writer.writeDigest(one, channel).text).not.toMatch(/Keadaan|– belum|diselesaikan/u);
    const { text } = writer.writeDigest(two, channel);
    expectOrder(text, ["9100002", "belum ditindaklanjuti", "9100003", "belum diselesaikan"]);
  }
});

describe.each([
  [[{ lateDays: null }], "1 laporan menunggu; belum ada yang melewati batas waktu."],
  [
    [{ ...dishub, lateDays: 4 }, { lateDays: 1 }, { ...dinkes, lateDays: null }],
    "2 dari 3 laporan melewati batas waktu, terlama 4 hari kerja di Dinas Perhubungan.",
  ],
  [[{ ...dishub, lateDays: 0 }], "1 laporan baru saja melewati batas waktu di Dinas Perhubungan."],
  [
    [
      { ...secret, lateDays: 9 },
      { ...dishub, lateDays: 2 },
    ],
    "2 laporan melewati batas waktu, terlama 9 hari kerja.",
  ],
])("the line on top", (complaints, summary) => {
  test(`says ${summary}`, () => {
    for (const channel of channels) {
      const { text, html } = writer.writeDigest(digest(complaints), channel);
      expect(text.split("\n").slice(0, 5).join("\n")).toContain(summary);
      if (html !== null) expect(html.indexOf(summary)).toBeLessThan(html.indexOf("<table"));
    }
  });
});

test("the most late comes first, then the oldest, then the smallest id", () => {
  const view = digest([
    { trackingId: "910000001" },
    { trackingId: "9100005" },
    { trackingId: "9100004" },
    { trackingId: "9100008", ageDays: 5 },
    { trackingId: "9100002", lateDays: 0 },
    { trackingId: "9100001", lateDays: 7 },
  ]);
  for (const channel of channels)
    expectOrder(writer.writeDigest(view, channel).text, [
      "9100001",
      "9100002",
      "9100008",
      "9100004",
      "9100005",
      "910000001",
    ]);
});

test("the mail groups by office, the longest waiting first, secret ones last under no office", () => {
  const view = digest([
    { ...dinkes, lateDays: 1 },
    { ...secret, lateDays: 9 },
    { ...dishub, lateDays: null },
    { ...dinkes, trackingId: "9100004", title: "Obat habis", lateDays: null },
    { trackingId: "9100007", unitName: null, lateDays: null, ageDays: 0 },
  ]);
  const { text, html } = writer.writeDigest(view, "email");
  const order = [
    "Dinas Kesehatan",
    "9100003",
    "9100004",
    "Dinas Perhubungan",
    "9100002",
    "Belum diteruskan ke OPD",
    "9100007",
    "Rincian hanya di LAPOR!",
    "9100009",
  ];
  expectOrder(text, order);
  expectOrder(html ?? "", order);
  expect(text).toContain("Dinas Kesehatan (2 laporan, 1 melewati batas waktu)");
  expect(text).toContain("Dinas Perhubungan (1 laporan)");
  expect(readTags(html ?? "")).toContain("table");
});

test.each([
  [8, 0],
  [9, 1],
])("of %i complaints in three offices the mail counts the offices first: %i time", (count, tables) => {
  const units = ["Dinas Kesehatan", "Dinas Perhubungan", "Dinas Pekerjaan Umum"];
  const view = digest(many(count).map((one, i) => ({ ...one, unitName: units[i % 3] ?? null })));
  const { text, html } = writer.writeDigest(view, "email");
  expect(html?.match(/>Terlewat<\/th>/gu) ?? []).toHaveLength(tables);
  expect(text.match(/^- Dinas Kesehatan: 3 laporan, 3 melewati batas waktu$/gmu) ?? []).toHaveLength(tables);
  expect(readTags(html ?? "")).toContain("/table");
});

test("of a secret complaint only id and deadline are said", () => {
  const lines = [
    {
      complaint: digest([{ ...secret, lateDays: 2 }]).lines[0]?.complaint,
      unreachable: "Kepala Dinas Rahasia",
      told: "Kepala Dinas Rahasia diberi tahu 19 Nov 09.05",
    },
  ];
  for (const channel of channels)
    for (const others of [[], [dishub]]) {
      const view = digest(others, { post: "Kepala Dinas Rahasia" });
      const secretLines = lines.flatMap(({ complaint, ...more }) =>
        complaint ? [{ complaint, ...more }] : [],
      );
      const alone = others.length === 0;
      const { text, html } = writer.writeDigest(
        { ...view, post: alone ? view.post : "Bupati", lines: [...view.lines, ...secretLines] },
        channel,
      );
      expect(text).toContain("9100009");
      expect(text).toContain("Sen, 23 Nov 2026, 15.00 WITA (terlewat 2 hari kerja)");
      expect(text).toMatch(/buka LAPOR!/u);
      expect(`${text}${html}`).not.toMatch(/Rahasia|rahasia/u);
      if (alone) expect(`${text}${html}`).not.toMatch(/Usia|dihubungi/u);
    }
});

test("of a secret complaint among others it is not said what it waits for", () => {
  const view = digest([dishub, { ...secret, clockName: "penyelesaian" }]);
  for (const channel of channels) {
    const { text, html } = writer.writeDigest(view, channel);
    expect(text).toContain("belum ditindaklanjuti");
    expect(`${text}${html}`).not.toMatch(/belum diselesaikan|belum\s*(?:$|<)/mu);
  }
});

test.each([
  [[null], "1 laporan belum ditindaklanjuti"],
  [[3], "1 laporan belum ditindaklanjuti, lewat batas waktu"],
  [[3, null], "2 laporan belum ditindaklanjuti, 1 lewat batas waktu"],
  [[3, 0], "2 laporan belum ditindaklanjuti, semuanya lewat batas waktu"],
])("days late %j: the subject begins with what a locked telephone must show", (late, begin) => {
  const view = digest(late.map((lateDays, i) => ({ trackingId: `910000${i}`, lateDays })));
  for (const channel of channels)
    expect(writer.writeDigest(view, channel).subject).toBe(`${begin} – Senin, 23 November 2026`);
});

test("whose turn it was, and who said SIAP, stands on the line", () => {
  const told = "Kepala Dinas diberi tahu 19 Nov 09.05, diterima admin 16 Nov 10.15";
  const lines = digest([dishub]).lines.map((line) => ({ ...line, told }));
  for (const channel of channels) {
    const { text, html } = writer.writeDigest(digest([], { lines }), channel);
    expect(text).toContain(told);
    if (html !== null) expect(html).toContain(told);
  }
});

test("one who could not be told is named as such on the line", () => {
  const view = digest([dishub]);
  const lines = view.lines.map((line) => ({ ...line, unreachable: "Kepala Dinas Perhubungan" }));
  for (const channel of channels) {
    const { text, html } = writer.writeDigest({ ...view, lines }, channel);
    const words = "Kepala Dinas Perhubungan belum dapat dihubungi (kontak belum tersedia)";
    expect(text).toContain(words);
    if (html !== null) expect(html).toContain(words);
  }
});

test.each([
  [15, null, null],
  [16, "dan 1 laporan lainnya, rinciannya di LAPOR!:", "9100001"],
  [22, "dan 7 laporan lainnya, rinciannya di LAPOR!:", /^(?:910000[1-7](?:, |$)){7}$/u],
])("of %i complaints WhatsApp gives fifteen in words and the number of each other", (count, rest, ids) => {
  const { text, subject } = writer.writeDigest(digest(many(count)), "wa");
  const lines = text.split("\n");
  expect(lines.filter((line) => /^\d+\. /u.test(line))).toHaveLength(15);
  const at = lines.findIndex((line) => line.startsWith("dan "));
  expect(lines[at] ?? null).toBe(rest);
  if (ids !== null) expect(lines[at + 1]).toMatch(ids);
  for (const { trackingId = "" } of many(count)) expect(text).toContain(trackingId);
  expect(text).not.toMatch(/email/iu);
  expect(subject).toBe(
    `${count} laporan belum ditindaklanjuti, semuanya lewat batas waktu – Senin, 23 November 2026`,
  );
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(200);
});

test("as many as one message may carry, each with all that can be said of it, fit into WhatsApp", () => {
  const complaints = many(500).map((one, i) => ({
    ...one,
    trackingId: String(100_000_000_000_000 + i),
    title: "Judul ".repeat(50),
    unitName: "Dinas ".repeat(50),
  }));
  const lines = digest(complaints).lines.map((line) => ({
    ...line,
    told: "Kepala ".repeat(60),
    unreachable: "Admin ".repeat(60),
  }));
  const { text } = writer.writeDigest(digest([], { lines }), "wa");
  for (const { trackingId } of complaints) expect(text).toContain(trackingId);
  expect(text.length).toBeLessThan(65_536 / 2);
});

test("what is beyond the fifteen stands there once, also with two clocks, and of a secret one the number alone", () => {
  const late = many(15).map((one) => ({ ...one, lateDays: 20 }));
  const second = { ...dishub, trackingId: "9100015", clockName: "penyelesaian", lateDays: 1 };
  const view = digest([...late, second, { ...secret, trackingId: "9100099", lateDays: 1 }]);
  const { text } = writer.writeDigest(view, "wa");
  expect(text).toContain("dan 1 laporan lainnya, rinciannya di LAPOR!:\n9100099\n");
  expect(text).not.toMatch(/rahasia/iu);
});

test("the mail lists all of them", () => {
  const { text, html } = writer.writeDigest(digest(many(300)), "email");
  expect(text.match(/^- 9100\d+/gmu)).toHaveLength(300);
  expect(readTags(html ?? "").filter((tag) => tag === "tr")).toHaveLength(302);
});

test("the mail says since when a complaint waits, where that is not the day it came in", () => {
  const { text, html } = writer.writeDigest(
    digest([{ waitsSince: "tanggapan pelapor 20 Nov 2026" }]),
    "email",
  );
  expect(text).toContain("Menunggu: 3 hari kerja sejak tanggapan pelapor 20 Nov 2026");
  expect(html).toContain("menunggu 3 hari kerja sejak tanggapan pelapor 20 Nov 2026");
});

test("a complaint with two clocks is counted once", () => {
  const view = digest([
    { ...dishub, lateDays: 1 },
    { ...dishub, clockName: "penyelesaian", lateDays: 3 },
  ]);
  const { text, subject } = writer.writeDigest(view, "email");
  expect(subject).toBe("1 laporan belum tuntas, lewat batas waktu – Senin, 23 November 2026");
  expect(text).toContain("1 laporan melewati batas waktu, terlama 3 hari kerja");
  expect(text).toContain("Dinas Perhubungan (1 laporan, 1 melewati batas waktu)");
});

test.each([
  [{}, /perhatian dan arahan/u, false],
  [{ role: "oversees" }, /perhatian dan arahan/u, false],
  [{ role: "leads" }, /Mohon Bapak\/Ibu memastikan/u, false],
  [{ role: "answers" }, /Mohon laporan ini ditangani langsung di LAPOR!/u, true],
] as const)("%j is asked its own part", (over, ask, mayReply) => {
  const { text } = writer.writeDigest(digest([dishub], over), "wa");
  expect(text).toMatch(ask);
  expect(text.includes("Balas *SIAP*")).toBe(mayReply);
  expect(writer.writeDigest(digest([dishub], over), "email").text).toMatch(ask);
});

test("nothing unknown is printed", () => {
  const unknown = {
    title: null,
    category: null,
    unitName: null,
    locationName: null,
    deadline: null,
    url: null,
  };
  for (const complaints of [[], [unknown], [{ ...unknown, lateDays: 3 }], [unknown, secret]])
    for (const channel of channels) {
      const { subject, text, html } = writer.writeDigest(digest(complaints), channel);
      const all = `${subject}\n${text}\n${html ?? ""}`;
      expect(all).not.toMatch(/undefined|null|NaN|\[object/u);
      expect(all).not.toMatch(/lalai|abai|gagal|terlambat|belum menanggapi/iu);
      expect(text).not.toMatch(/\n{3}|[ \t]$/mu);
    }
});
