import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { describeChart } from "../../../src/cli/simulasi/chart/describe.ts";
import { drawChart } from "../../../src/cli/simulasi/chart/draw.ts";
import type { Comparison, LevelPair } from "../../../src/cli/simulasi/comparison.ts";
import { wita } from "../calendar/calendars.ts";
import { path, useFolder } from "./siaga.ts";

useFolder();

const bars = (...names: string[]) => names.map((name, index) => ({ name, today: 5 + index, proposed: 1 }));
const frame = { calendar: wita, root: null, from: 0, to: 57_600, told: 1284, changes: ["x"], whatIf: null };

async function draw(title: string, ...months: string[]): Promise<string> {
  const chart = { title, notes: [], perPerson: bars("a"), perMonth: bars(...months) };
  await drawChart(chart, path("y.svg"));
  return readFileSync(path("y.svg"), "utf8");
}

/** 1,284 messages that come as often as before, but all of them earlier. */
function earlier(post: string, name: string): LevelPair {
  const none = { count: 0, kinds: {} };
  const usual = { seconds: 86_400, officeSeconds: 27_000, text: "1 hari kerja" };
  const moved = { count: 1284, kinds: { step: 1284 }, usual };
  const gone = { added: none, dropped: none, rerouted: none, spared: none, overtaken: 0 };
  return {
    post,
    name,
    messages: { today: 1284, proposed: 1284 },
    eachPerWeek: { today: 2, proposed: 2 },
    timing: { same: none, earlier: moved, later: { ...none, usual: null }, ...gone },
  };
}

const comparison = (levels: readonly LevelPair[], months: readonly string[]): Comparison => ({
  messages: { today: 3894, proposed: 3894 },
  levels,
  readers: [],
  months: months.map((month) => ({ month, today: 1, proposed: 1 })),
  span: { first: "2024-02-01", last: "2027-01-31", weeks: 156.6 },
});

test("the same month of two years has bars of its own in each", async () => {
  expect((await draw("x", "Feb", "Mar", "Feb")).split(">Feb<")).toHaveLength(3);
});

test("a last word does not stand alone below a long line", async () => {
  const svg = await draw("Kepala OPD: 580 pemberitahuan: 290 lebih awal (biasanya 1 hari), 290 tetap", "Feb");
  expect(svg).toMatch(/: 290<.*>lebih awal \(biasanya 1 hari\), 290 tetap</u);
});

test("who only hears at other moments has bars too, and every figure its thousands", () => {
  const chart = describeChart(comparison([earlier("sekretaris", "Sekretaris")], ["2024-02"]), frame);
  expect(chart.perPerson.map(({ name }) => name)).toEqual(["Sekretaris"]);
  expect(chart.title).toBe("Sekretaris: 1.284 pemberitahuan, semuanya lebih awal, biasanya 1 hari kerja");
  expect(chart.notes).toEqual([
    "x",
    "Pemda · simulasi 1 Jan 1970 – 1 Jan 1970 · 1.284 laporan",
    "Seluruhnya 3.894 pesan, menjadi 3.894; lebih dari tiga pemberitahuan pada satu saat untuk satu orang dihitung satu",
    "Rata-rata per minggu: dari pesan pertama sampai pesan terakhir, 1 Feb 2024 – 31 Jan 2027 (156,6 minggu)",
  ]);
});

test("of three years every third month has a name, each January its year", () => {
  const months = ["2024", "2025", "2026", "2027"].flatMap((year) =>
    Array.from({ length: 12 }, (_, index) => `${year}-${String(index + 1).padStart(2, "0")}`),
  );
  const chart = describeChart(comparison([], months.slice(1, 37)), frame);
  expect(chart.perMonth.map(({ name }) => name).filter((name) => name !== "")).toEqual(
    ["Apr\n2024", "Jul", "Okt", "Jan\n2025", "Apr", "Jul", "Okt", "Jan\n2026", "Apr", "Jul", "Okt"].concat(
      "Jan\n2027",
    ),
  );
});
