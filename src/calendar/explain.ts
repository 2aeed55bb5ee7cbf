import type { Calendar, DayPassed, Duration, Instant, LocalDate } from "./contract.ts";
import {
  addCalendarDays,
  addDuration,
  localDate,
  nextOfficeInstant,
  officeSecondsBetween,
  startOfDate,
} from "./arithmetic.ts";
import { dayOfDate, weekdayOfDay } from "./civil.ts";
import { dayNames, holidayKindNames } from "./names.ts";
import { tableDay, tableOf } from "./table.ts";

export interface Explanation {
  readonly due: Instant;
  /** Every day after the start's until the due one, in order; before them the start's own where no office works on it. */
  readonly days: readonly DayPassed[];
}

/** Of the day on which the office first has it: neither counted nor passed over. */
export const arrivalDay = "hari mulai, belum dihitung";
/** Of the due day, where the moment lies at its opening because the day before it had no office time left. */
export const nextOpening = "pembukaan kantor berikutnya";

type Verdict = Omit<DayPassed, "date">;

/** `addDuration` with its reasons. Throws MissingYearError as that does. */
export function explain(calendar: Calendar, t: Instant, duration: Duration): Explanation {
  const due = addDuration(calendar, t, duration);
  const judge = judgeOf(calendar, { start: t, due, duration });
  const first = localDate(calendar, t);
  const last = localDate(calendar, due);
  const off = duration.kind === "plain" ? null : dayOff(calendar, first);
  const days: DayPassed[] = off ? [{ date: first, ...off }] : [];
  for (let date = addCalendarDays(first, 1); date <= last; date = addCalendarDays(date, 1))
    days.push({ date, ...judge(date) });
  return { due, days };
}

interface Reckoning {
  readonly start: Instant;
  readonly due: Instant;
  readonly duration: Duration;
}

function judgeOf(calendar: Calendar, reckoning: Reckoning): (date: LocalDate) => Verdict {
  const { start, duration } = reckoning;
  if (duration.kind === "plain") return () => ({ counted: true, reason: "waktu biasa, semua hari dihitung" });
  if (duration.kind === "officeTime")
    return (date) => dayOff(calendar, date) ?? judgeOfficeTime(calendar, reckoning, date);
  const arrival = rankOf(calendar, localDate(calendar, nextOfficeInstant(calendar, start)));
  return (date) => dayOff(calendar, date) ?? judgeWorkingDay(rankOf(calendar, date) - arrival, duration.days);
}

function judgeWorkingDay(nth: number, wanted: number): Verdict {
  if (nth === 0) return { counted: false, reason: arrivalDay };
  if (nth <= wanted) return { counted: true, reason: `hari kerja ke-${nth}` };
  return { counted: false, reason: nextOpening };
}

function judgeOfficeTime(calendar: Calendar, { start, due }: Reckoning, date: LocalDate): Verdict {
  const from = Math.max(start, startOfDate(calendar, date));
  const to = Math.min(due, startOfDate(calendar, addCalendarDays(date, 1)));
  const seconds = officeSecondsBetween(calendar, from, to);
  if (seconds === 0) return { counted: false, reason: nextOpening };
  const total = officeSecondsBetween(calendar, start, to);
  const sum = total === seconds ? "" : ` (jumlah ${formatOfficeTime(total)})`;
  return { counted: true, reason: formatOfficeTime(seconds) + sum };
}

/** "3 jam 20 menit kerja" */
function formatOfficeTime(seconds: number): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor((seconds % 3600) / 60);
  const parts = [hours > 0 ? `${hours} jam` : "", minutes > 0 ? `${minutes} menit` : ""].filter(
    (part) => part !== "",
  );
  return `${parts.join(" ") || "kurang dari 1 menit"} kerja`;
}

/** Why no office works on that day, by the same precedence as the reckoning; null for a working day. */
function dayOff(calendar: Calendar, date: LocalDate): Verdict | null {
  const number = dayOfDate(date);
  if (tableDay(tableOf(calendar), number).intervals.length > 0) return null;
  const holiday = calendar.holidays.get(date);
  if (holiday) return { counted: false, reason: `${holiday.name} – ${holidayKindNames[holiday.kind]}` };
  const weekday = weekdayOfDay(number);
  const special = calendar.special.find(({ from, to }) => from <= date && date <= to);
  const isOffOnlyNow = special && (calendar.hours[weekday]?.length ?? 0) > 0;
  return { counted: false, reason: `${dayNames[weekday]}${isOffOnlyNow ? ` – ${special.name}` : ""}` };
}

/** How many working days of its run lie before that day. */
function rankOf(calendar: Calendar, date: LocalDate): number {
  return tableDay(tableOf(calendar), dayOfDate(date)).workingDaysBefore;
}
