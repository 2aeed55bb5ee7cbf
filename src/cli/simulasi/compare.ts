import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { printJson, printLine, printTable } from "../shared/print.ts";
import { countBy, countReaders, lettersOf, type Reader } from "./figures.ts";

interface Comparison {
  readonly today: readonly SimulatedMessage[];
  readonly proposed: readonly SimulatedMessage[];
  readonly calendar: Calendar;
  readonly span: { readonly from: Instant; readonly to: Instant };
}

/** Today's rules and the proposed ones, side by side: how many letters for whom, and a bar for each month. */
export function printComparison({ today, proposed, span }: Comparison, isJson: boolean): void {
  const rows = pairReaders(
    countReaders(today, span.from, span.to),
    countReaders(proposed, span.from, span.to),
  );
  const months = pairMonths(lettersOf(today), lettersOf(proposed));
  if (isJson)
    return printJson({
      today: lettersOf(today).length,
      proposed: lettersOf(proposed).length,
      readers: rows,
      months,
    });
  printLine(
    `Aturan sekarang: ${lettersOf(today).length} pesan. Aturan usulan: ${lettersOf(proposed).length} pesan. Tidak ada yang dikirim.`,
  );
  printTable(
    ["OPD", "Jabatan", "Orang", "Sekarang", "Usulan", "Selisih"],
    rows.map((row) => [
      row.unit,
      row.post,
      row.person,
      row.today,
      row.proposed,
      signed(row.proposed - row.today),
    ]),
    "Tidak ada pesan pada kedua aturan.",
  );
  printLine("Pesan per bulan (█ sekarang, ░ usulan):");
  for (const line of drawBars(months)) printLine(line);
}

interface ReaderPair extends Pick<Reader, "unit" | "post" | "person"> {
  readonly today: number;
  readonly proposed: number;
}

function pairReaders(today: readonly Reader[], proposed: readonly Reader[]): ReaderPair[] {
  const now = new Map(today.map((reader) => [keyOf(reader), reader]));
  const then = new Map(proposed.map((reader) => [keyOf(reader), reader]));
  return [...new Set([...now.keys(), ...then.keys()])].map((key) => {
    const [unit = "", post = "", person = ""] = key.split("\n");
    return { unit, post, person, today: now.get(key)?.messages ?? 0, proposed: then.get(key)?.messages ?? 0 };
  });
}

function keyOf({ unit, post, person }: Pick<Reader, "unit" | "post" | "person">): string {
  return [unit, post, person].join("\n");
}

interface MonthPair {
  readonly month: string;
  readonly today: number;
  readonly proposed: number;
}

function pairMonths(today: readonly SimulatedMessage[], proposed: readonly SimulatedMessage[]): MonthPair[] {
  const now = countBy(today, ({ at }) => at.slice(0, 7));
  const then = countBy(proposed, ({ at }) => at.slice(0, 7));
  return [...new Set([...now.keys(), ...then.keys()])]
    .sort()
    .map((month) => ({ month, today: now.get(month) ?? 0, proposed: then.get(month) ?? 0 }));
}

const barWidth = 50;

function drawBars(months: readonly MonthPair[]): string[] {
  const most = Math.max(1, ...months.flatMap(({ today, proposed }) => [today, proposed]));
  const bar = (count: number, ink: string) => ink.repeat(Math.round((count / most) * barWidth));
  return months.flatMap(({ month, today, proposed }) => [
    `${month}  ${bar(today, "█")} ${today}`,
    `         ${bar(proposed, "░")} ${proposed}`,
  ]);
}

function signed(difference: number): string {
  return difference > 0 ? `+${difference}` : String(difference);
}
