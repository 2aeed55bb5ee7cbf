import type { DayPassed, LocalDate } from "../../calendar/contract.ts";
import { arrivalDay, nextOpening } from "../../calendar/explain.ts";
import { formatDate, formatWeekday } from "../../calendar/format.ts";
import { dayNames } from "../../calendar/names.ts";

/** One line for each group of days in a row with the same fate: which days, whether counted, why. */
export function describeDays(days: readonly DayPassed[]): string[] {
  const groups = groupDays(days).map((group) => ({ ...describeGroup(group), fate: nameFate(group[0]) }));
  const width = Math.max(0, ...groups.map(({ when }) => when.length));
  return groups.map(({ when, why, fate }) => `${fate.padEnd(11)}${when.padEnd(width)}  ${why}`);
}

/** The day on which it arrives, and that on which it falls due, are not passed over. */
function nameFate({ counted, reason }: DayPassed): string {
  if (counted) return "dihitung";
  if (reason === arrivalDay) return "mulai";
  return reason === nextOpening ? "jatuh pada" : "dilewati";
}

type Group = [DayPassed, ...DayPassed[]];

function groupDays(days: readonly DayPassed[]): Group[] {
  const groups: Group[] = [];
  for (const day of days) {
    const last = groups.at(-1);
    if (last && fateOf(last[0]) === fateOf(day)) last.push(day);
    else groups.push([day]);
  }
  return groups;
}

/** Days that read alike on one line: counted working days, and the days of a weekend. */
function fateOf({ counted, reason }: DayPassed): string {
  const isWeekend = dayNames.some((name) => name === reason);
  return `${counted} ${isWeekend ? "akhir pekan" : reason.replace(/^hari kerja ke-\d+$/u, "hari kerja")}`;
}

function describeGroup(group: Group): { when: string; why: string } {
  const first = group[0];
  const last = group.at(-1) ?? first;
  const isWeekend = dayNames.some((name) => name === first.reason);
  const why = [...new Set([first.reason, last.reason])].join(isWeekend ? " dan " : " sampai ");
  return { when: formatRange(first.date, last.date), why };
}

/** "Sab–Min, 21–22 Nov 2026" */
function formatRange(from: LocalDate, to: LocalDate): string {
  if (from === to) return `${formatWeekday(from)}, ${formatDate(from)}`;
  const isSameMonth = from.slice(0, 7) === to.slice(0, 7);
  const start = isSameMonth
    ? String(Number(from.slice(8)))
    : formatDate(from).replace(` ${to.slice(0, 4)}`, "");
  return `${formatWeekday(from)}–${formatWeekday(to)}, ${start}–${formatDate(to)}`;
}
