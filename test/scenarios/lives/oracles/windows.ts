import { calendarOf, isInWindow, isWorkingDay, localTime } from "../place.ts";
import type { Trace, Witness, WitnessedRow } from "../trace.ts";

const dayTime = { kind: "daily", open: 7 * 60, close: 20 * 60 } as const;
const justPast = 3600;

/** 2. Nothing is taken outside its step's window; a digest at its recipient's 08.00, or late inside the window. */
export function findUntimely({ witnesses, starts }: Trace): string[] {
  return witnesses
    .filter(({ isAccepted }) => isAccepted)
    .flatMap((witness) =>
      witness.rows
        .filter((seen) => !isTimely(seen, witness, starts))
        .map(({ row, step }) => `${row.key} at ${witness.at}, due ${row.dueAt}, window ${step?.windowText}`),
    );
}

/** What was cut off may have arrived: it goes out again at once, whenever that is. */
function isTimely(
  { row, run, step, wasCut }: WitnessedRow,
  witness: Witness,
  starts: Trace["starts"],
): boolean {
  if (!run || !step || wasCut) return true;
  const calendar = calendarOf(witness, run.unitId);
  if (row.kind === "moved") return isInWindow(calendar, dayTime, witness.at);
  const isOpen = isInWindow(calendar, step.window, witness.at);
  if (row.kind !== "digest") return isOpen;
  const own = calendarOf(witness, row.unitId);
  if (!isEight(own, row.dueAt) && !starts.has(row.createdAt)) return false;
  return isOpen || (isWorkingDay(own, witness.at) && witness.at - row.dueAt <= justPast);
}

function isEight(calendar: ReturnType<typeof calendarOf>, t: number): boolean {
  const { hour, minute, second } = localTime(calendar, t);
  return hour === 8 && minute === 0 && second === 0 && isWorkingDay(calendar, t);
}
