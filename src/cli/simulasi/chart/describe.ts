import { localDate } from "../../../calendar/arithmetic.ts";
import { formatDate } from "../../../calendar/format.ts";
import { monthNames, shortName } from "../../../calendar/names.ts";
import { whole } from "../../shared/print.ts";
import { wrap } from "../../shared/wrap.ts";
import type { Comparison, LevelPair } from "../comparison.ts";
import { average } from "../figures.ts";
import type { Past } from "../happenings.ts";
import type { Measure } from "../levels.ts";
import type { Frame } from "../play.ts";
import { tellTiming } from "../tell-timing.ts";
import { describeSpan } from "../told-span.ts";
import type { MonthPair } from "../months.ts";
import type { Bar, Chart } from "./contract.ts";

export interface Subject extends Frame, Pick<Measure, "root"> {
  /** How many complaints anybody is told of. */
  readonly told: number;
  /** What the proposal says otherwise. */
  readonly changes: readonly string[];
  readonly whatIf: Past["whatIf"];
}

const whatIfs = {
  all: "Waktu tanggapan tidak diketahui: seandainya tidak ada yang menjawab",
  end: "Sesudah data berakhir: seandainya tidak ada yang menjawab",
} as const;

/** A comparison in the words of a chart. */
export function describeChart({ levels, months, messages, span }: Comparison, subject: Subject): Chart {
  const { root, calendar, from, to, told, changes, whatIf } = subject;
  const asked = `${formatDate(localDate(calendar, from))} – ${formatDate(localDate(calendar, to - 1))}`;
  const shown = levels.filter(isShown);
  const title = headline(shown);
  return {
    title,
    notes: [
      ...(changes.length === 0 ? ["Usulan sama dengan aturan sekarang"] : changes),
      ...levels
        .filter(isMoved)
        .map(tellTiming)
        .filter((words) => words !== title),
      `${root?.name ?? "Pemda"} · simulasi ${asked} · ${whole(told)} laporan`,
      `Seluruhnya ${whole(messages.today)} pesan, menjadi ${whole(messages.proposed)}; lebih dari tiga pemberitahuan pada satu saat untuk satu orang dihitung satu`,
      ...(span ? [`Rata-rata per minggu: ${describeSpan(span)}`] : []),
      ...(whatIf ? [whatIfs[whatIf]] : []),
    ],
    perPerson: shown.map(({ name, eachPerWeek }) => ({
      name: wrap(name, "", shown.length <= 4 ? 16 : 11).join("\n"),
      ...eachPerWeek,
    })),
    perMonth: nameMonths(months),
  };
}

const main: ReadonlySet<string> = new Set(["admin", "kepala", "kepala_daerah"]);

/** The chain of the offices, and whoever else would notice a difference. */
function isShown(level: LevelPair): boolean {
  return main.has(level.post) || level.messages.today !== level.messages.proposed || isMoved(level);
}

/** Hears at other moments. */
function isMoved({ timing }: LevelPair): boolean {
  return timing.earlier.count + timing.later.count > 0;
}

/**
 * "Seorang Kepala OPD: 2,4 → 3,1 pesan seminggu; Bupati tetap 0,8": those who are asked about first, or else who changes.
 * Heads who hear as much, only at other moments: "Kepala OPD: 48 pemberitahuan, semuanya lebih awal, biasanya 1 hari kerja".
 */
function headline(levels: readonly LevelPair[]): string {
  const heads = levels.filter(({ post }) => post === "kepala" || post === "kepala_daerah");
  const moved = heads.find(isMoved) ?? (levels.some(isChanged) ? undefined : levels.find(isMoved));
  if (moved && !heads.some(isChanged)) return tellTiming(moved);
  const others = levels.filter((level) => !heads.includes(level) && isChanged(level));
  const [first, ...rest] = heads.some(isChanged) ? heads : [...others, ...heads];
  if (!first) return levels.length === 0 ? "Tidak ada pesan pada kedua aturan" : "Tidak ada yang berubah";
  const parts = rest.map((level) => `; ${level.name}${describeLevel(level)}`);
  return `Seorang ${first.name}${describeLevel(first)} pesan seminggu${parts.join("")}`;
}

function isChanged({ eachPerWeek: { today, proposed } }: LevelPair): boolean {
  return average(today) !== average(proposed);
}

function describeLevel({ eachPerWeek }: LevelPair): string {
  const [today, proposed] = [average(eachPerWeek.today), average(eachPerWeek.proposed)];
  return today === proposed ? ` tetap ${today}` : `: ${today} → ${proposed}`;
}

/** Names of more months than these would touch each other: then only every second has one, or every third. */
const mostMonthNames = 16;

/** "Nov", with the year below it where a year begins. */
function nameMonths(months: readonly MonthPair[]): Bar[] {
  const stride = Math.ceil(months.length / mostMonthNames);
  const isNamed = ({ month }: MonthPair) => (Number(month.slice(5)) - 1) % stride === 0;
  const first = months.findIndex(isNamed);
  return months.map((pair, index) => {
    const [year = "", number = ""] = pair.month.split("-");
    const name = shortName(monthNames[Number(number) - 1]);
    const words = index === first || number === "01" ? `${name}\n${year}` : name;
    return { name: isNamed(pair) ? words : "", today: pair.today, proposed: pair.proposed };
  });
}
