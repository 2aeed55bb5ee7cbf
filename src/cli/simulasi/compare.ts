import { printLine, printTable, whole } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import type { Comparison, Pair } from "./comparison.ts";
import { average } from "./figures.ts";
import type { MonthPair } from "./months.ts";
import { describeCounting } from "./told-span.ts";
import { tellTiming } from "./tell-timing.ts";

/** The comparison for people: how many letters for whom, and a bar for each month. `changes`: what the proposal says otherwise. */
export function printComparison(
  { messages, levels, readers, months, span }: Comparison,
  changes: readonly string[],
  complaints: number,
): void {
  if (changes.length === 0) printLine("Aturan usulan sama dengan aturan sekarang.");
  for (const change of changes) for (const line of wrap(change, "Usulan: ")) printLine(line);
  printLine(
    `Aturan sekarang: ${whole(messages.today)} pesan. Aturan usulan: ${whole(messages.proposed)} pesan. ${whole(complaints)} laporan diputar, tidak ada yang dikirim.`,
  );
  if (!span) return;
  for (const line of wrap(describeCounting(span))) printLine(line);
  printTable(
    ["Jenjang", "Sekarang", "Usulan", "Selisih", "Per orang per minggu"],
    levels.map((level) => [
      level.name,
      ...figures(level.messages),
      `${average(level.eachPerWeek.today)} → ${average(level.eachPerWeek.proposed)}`,
    ]),
    "",
  );
  printLine("Kapan pemberitahuan datang, dibanding sekarang (biasanya: nilai tengah, dalam waktu kerja):");
  for (const level of levels) for (const line of wrap(`${tellTiming(level)}.`, "- ")) printLine(line);
  const names = new Map(levels.map(({ post, name }) => [post, name]));
  printTable(
    ["OPD", "Jabatan", "Orang", "Sekarang", "Usulan", "Selisih"],
    readers.map((row) => [row.unit, names.get(row.post) ?? row.post, row.person, ...figures(row)]),
    "",
  );
  printLine("Pesan per bulan (█ sekarang, ░ usulan):");
  for (const line of drawBars(months)) printLine(line);
}

function figures({ today, proposed }: Pair): (string | number)[] {
  return [whole(today), whole(proposed), signed(proposed - today)];
}

const barWidth = 50;

function drawBars(months: readonly MonthPair[]): string[] {
  const most = Math.max(1, ...months.flatMap(({ today, proposed }) => [today, proposed]));
  const bar = (count: number, ink: string) => ink.repeat(Math.round((count / most) * barWidth));
  return months.flatMap(({ month, today, proposed }) => [
    `${month}  ${bar(today, "█")} ${whole(today)}`,
    `         ${bar(proposed, "░")} ${whole(proposed)}`,
  ]);
}

function signed(difference: number): string {
  return difference > 0 ? `+${whole(difference)}` : whole(difference);
}
