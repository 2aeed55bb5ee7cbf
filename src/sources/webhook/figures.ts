import type { Instant, LocalDate } from "../../calendar/contract.ts";
import type { Refusal } from "./refusal.ts";
import type { DayFigures } from "./store.ts";

/** The figures of this date: those so far, or a fresh page. */
export function figuresOf(date: LocalDate, so: DayFigures | null): DayFigures {
  if (so?.date === date) return so;
  return { date, taken: 0, repeated: 0, refused: {}, lastRefusal: null, isTold: false };
}

export function addTaken(day: DayFigures, isRepeated: boolean): DayFigures {
  return { ...day, taken: day.taken + 1, repeated: day.repeated + Number(isRepeated) };
}

export function addRefused(day: DayFigures, { reason, field }: Refusal, at: Instant): DayFigures {
  const refused = { ...day.refused, [reason]: (day.refused[reason] ?? 0) + 1 };
  return { ...day, refused, lastRefusal: { at, reason, field: field ?? null } };
}
