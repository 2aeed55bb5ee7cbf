import { addCalendarDays } from "../../calendar/arithmetic.ts";
import { dayOfDate } from "../../calendar/civil.ts";
import type { LocalDate } from "../../calendar/contract.ts";
import { formatDate } from "../../calendar/format.ts";
import type { SimulatedMessage } from "../../simulation/lines.ts";
import { average } from "./figures.ts";

/** The days over which messages are averaged, both included. */
export interface ToldSpan {
  readonly first: LocalDate;
  readonly last: LocalDate;
  readonly weeks: number;
}

/**
 * From the day of the first message to that of the last: times in which there is nothing to tell would make every average
 * smaller. A week at least, so that few messages give no wild ones. Null where there is no message.
 */
export function findToldSpan(messages: readonly SimulatedMessage[]): ToldSpan | null {
  const days = messages.map(({ at }) => at.slice(0, 10)).sort();
  const [first] = days;
  if (first === undefined) return null;
  const last = [addCalendarDays(first, 6), ...days].sort().at(-1) ?? first;
  return { first, last, weeks: (dayOfDate(last) - dayOfDate(first) + 1) / 7 };
}

/** How the figures are counted, in two sentences. */
export function describeCounting(span: ToldSpan): string {
  return `Lebih dari tiga pemberitahuan pada satu saat untuk satu orang tiba, dan dihitung, sebagai satu pesan. Rata-rata per minggu: ${describeSpan(span)}.`;
}

/** "dari pesan pertama sampai pesan terakhir, 5 Jan 2026 – 12 Mar 2026 (9,6 minggu)" */
export function describeSpan({ first, last, weeks }: ToldSpan): string {
  return `dari pesan pertama sampai pesan terakhir, ${formatDate(first)} – ${formatDate(last)} (${average(weeks)} minggu)`;
}
