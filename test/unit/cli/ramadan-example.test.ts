import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readSpecialHours } from "../../../src/calendar/special-hours/store.ts";
import { home } from "../../../src/paths.ts";
import { book, done, example, useFolder } from "./siaga.ts";

useFolder();

const script = join(home, "db/contoh/jam-khusus-ramadan.sh");

function runExample() {
  return spawnSync("sh", [script], { cwd: home, encoding: "utf8", env: process.env });
}

/** Minutes of a week, and of the break, day by day. */
function measure(hours: readonly (readonly { open: number; close: number }[])[]) {
  const work = hours.flat().reduce((sum, { open, close }) => sum + close - open, 0);
  const days = hours.filter((intervals) => intervals.length > 0);
  return {
    work,
    starts: days.map(([first]) => first?.open),
    breaks: days.map(([first, second]) => (second?.open ?? 0) - (first?.close ?? 0)),
  };
}

test("the commands make two Ramadans of the hours of Perpres 21/2023, each ending on the eve of Idulfitri", () => {
  expect(runExample()).toMatchObject({ status: 0, stderr: "" });
  const ranges = book(readSpecialHours).toReversed();
  expect(ranges).toMatchObject([
    { name: "Ramadan 1447 H", from: "2026-02-19", to: "2026-03-20", calendar: "" },
    { name: "Ramadan 1448 H", from: "2027-02-08", to: "2027-03-09", calendar: "" },
  ]);
  for (const { hours } of ranges)
    expect(measure(hours)).toEqual({
      work: 32.5 * 60,
      starts: Array(5).fill(8 * 60),
      breaks: [30, 30, 30, 30, 60],
    });
  const eves = book((sql) =>
    sql
      .prepare(
        `select date(min(date), '-1 day') from holidays where name like 'Idulfitri%' and kind = 'libur_nasional'
           and date >= '2026' group by substr(date, 1, 4) order by 1`,
      )
      .pluck()
      .all(),
  );
  expect(ranges.map(({ to }) => to)).toEqual(eves);
});

test("the example of a configuration has the same", async () => {
  await done("konfig", "impor", example);
  const inFile = book(readSpecialHours);
  runExample();
  const byCommand = book(readSpecialHours).filter(({ calendar }) => calendar === "");
  const said = (rows: typeof inFile) =>
    rows.map(({ from, to, name, hours, decree }) => ({ from, to, name, hours, decree }));
  expect(byCommand).toHaveLength(2);
  expect(said(inFile)).toEqual(said(byCommand));
});

test("a working day in Ramadan begins at 08.00 and Friday is over at 15.30", () => {
  runExample();
  const program = join(home, "scripts/siaga");
  const due = (start: string, length: string) => {
    const words = ["kalender", "hitung", "--mulai", start, "--tambah", length, "--json"];
    return JSON.parse(spawnSync(program, words, { encoding: "utf8", env: process.env }).stdout).due;
  };
  expect(due("2026-02-20T15:30", "0 hari kerja")).toBe("2026-02-23T08:00:00+08:00");
  expect(due("2027-02-11T20:00", "6,5 jam kerja")).toBe("2027-02-15T08:00:00+08:00");
});
