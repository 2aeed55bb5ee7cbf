import { expect, test, vi } from "vitest";
import { layOutLife } from "../../../src/simulation/timeline.ts";
import { simulate } from "../../../src/simulation/simulate.ts";
import { openDb } from "../../../db/open.ts";
import { at } from "../../support/story.ts";
import { siagaOn } from "./on-story.ts";
import { importSmall, path, useFolder } from "./siaga.ts";

useFolder();

const now = at("2026-11-20T16:00");

/** Joko is admin of two offices; Ani of a third. */
const pemda = {
  units: [
    "- { code: pemda, name: Pemerintah Kabupaten Contoh, zone: WITA }",
    ...["a", "b", "c"].map((code) => `- { code: ${code}, name: Dinas ${code}, parent: pemda }`),
  ].join("\n"),
  posts: ["a", "b", "c"].map((code) => `- { unit: ${code}, post: admin }`).join("\n"),
  holders: [
    "- { unit: a, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051, email: joko@contoh.example }",
    "- { unit: b, post: admin, name: Joko, kind: definitif, wa: 0812-0000-0051, email: joko@contoh.example }",
    "- { unit: c, post: admin, name: Ani, kind: definitif, wa: 0812-0000-0052 }",
  ].join("\n"),
};

/** So many complaints for each office on one morning. */
function learn(counts: Readonly<Record<string, number>>): void {
  const db = openDb(path("siaga.db"));
  const from = at("2026-11-01T00:00");
  const happenings = Object.entries(counts).flatMap(([office, count]) =>
    Array.from({ length: count }, (_, index) => {
      const reportedAt = at("2026-11-20T08:00") + index * 600;
      const trackingId = `91000${office.charCodeAt(0)}${index}`;
      return layOutLife([
        {
          update: {
            trackingId,
            reportedAt,
            disposedAt: reportedAt,
            opdName: `Dinas ${office}`,
            isSecret: false,
          },
          pauses: [],
        },
      ]);
    }),
  );
  simulate({ db, happenings: happenings.flat().sort((a, b) => a.at - b.at), from, to: now });
  db.close();
}

async function warnings(...change: string[]): Promise<string[]> {
  const place = { db: { path: path("siaga.db") }, now: () => now };
  const { out } = await siagaOn(place, ["aturan", "uji", "Tindak lanjut pertama", ...change, "--json"]);
  const { warnings } = JSON.parse(out) as { warnings: string[] };
  return warnings.filter((line) => line.startsWith("Lebih dari"));
}

test("more than six messages a day are counted by person, whatever their posts", async () => {
  await importSmall(pemda);
  learn({ a: 4, b: 3, c: 6 });
  expect(await warnings()).toEqual([
    "Lebih dari 6 pesan sehari, juga tanpa perubahan ini, dihitung dari 90 hari terakhir: Joko 7. Pertimbangkan --kirim ringkasan (jenjang yang mengingatkan: bersama --tanpa-pengingat).",
  ]);
});

test("six are not too many, and a digest is one", async () => {
  await importSmall(pemda);
  learn({ a: 3, b: 3, c: 6 });
  expect(await warnings()).toEqual([]);
  learn({ c: 9 });
  expect(await warnings()).toHaveLength(1);
  expect(await warnings("--jenjang", "1", "--tanpa-pengingat", "--kirim", "ringkasan")).toEqual([]);
});

test("what a change brings stands beside what is", async () => {
  await importSmall(pemda);
  learn({ a: 2, b: 2 });
  expect(await warnings()).toEqual([]);
  expect(await warnings("--jenjang", "1", "--saluran", "wa+email")).toEqual([
    expect.stringMatching(/^Lebih dari 6 pesan sehari karena perubahan ini, .*: Joko 8 \(sekarang 4\)\./u),
  ]);
});

test("what a change makes worse stands apart from what is so today, or is eased by it", async () => {
  await importSmall(pemda);
  learn({ a: 2, b: 2, c: 14 });
  expect(await warnings("--jenjang", "1", "--saluran", "wa+email")).toEqual([
    expect.stringMatching(/karena perubahan ini, [^:]*: Joko 8 \(sekarang 4\)\. /u),
    expect.stringMatching(/juga tanpa perubahan ini, [^:]*: Ani 14\. /u),
  ]);
  expect(await warnings("--jenjang", "1", "--jendela", "08.30-20.00")).toEqual([
    expect.stringMatching(/juga tanpa perubahan ini, [^:]*: Ani 11 \(sekarang 14\)\. /u),
  ]);
});

test("what comes at one moment is one message, as the bot bundles it", async () => {
  await importSmall(pemda);
  learn({ a: 9 });
  expect(await warnings()).toHaveLength(1);
  expect(await warnings("--jenjang", "1", "--jendela", "10.00-20.00")).toEqual([]);
});

test("on a terminal it says how far it is, beside the answer; elsewhere nothing", async () => {
  await importSmall(pemda);
  learn({ a: 4, b: 3 });
  const place = { db: { path: path("siaga.db") }, now: () => now };
  const spy = vi.spyOn(process.stderr, "write").mockReturnValue(true);
  const wasTerminal = process.stderr.isTTY;
  try {
    for (const isTerminal of [true, false]) {
      process.stderr.isTTY = isTerminal;
      spy.mockClear();
      const { out } = await siagaOn(place, ["aturan", "uji", "Tindak lanjut pertama"]);
      expect(out).toMatch(/^Bila aturan/u);
      const said = spy.mock.calls.map(([text]) => String(text));
      if (!isTerminal) expect(said).toEqual([]);
      else {
        expect(said[0]).toBe("\rMencoba aturan… 0 % (0 kejadian)");
        expect(said.some((text) => /… [1-9]\d? % \(/u.test(text))).toBe(true);
        expect(said.at(-1)).toBe("\n");
      }
    }
  } finally {
    process.stderr.isTTY = wasTerminal;
    spy.mockRestore();
  }
});
