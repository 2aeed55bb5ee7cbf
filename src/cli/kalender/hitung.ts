import type { Calendar, Duration, Instant } from "../../calendar/contract.ts";
import { parseDuration } from "../../calendar/durations.ts";
import { type Explanation, explain } from "../../calendar/explain.ts";
import { formatInstant, isoWithOffset, parseLocalInstant } from "../../calendar/format.ts";
import { withBookOrShipped } from "../shared/book.ts";
import { printJson, printLine } from "../shared/print.ts";
import { type CalendarChoice, chooseCalendar } from "./choose-calendar.ts";
import { describeDays } from "./describe-days.ts";

interface Options extends CalendarChoice {
  readonly mulai: string;
  readonly tambah: string;
  readonly json?: true;
}

/** `siaga kalender hitung` */
export async function hitung(options: Options): Promise<void> {
  const duration = parseDuration(options.tambah);
  await withBookOrShipped(async (db) => {
    const calendar = await chooseCalendar(db, options);
    const start = parseLocalInstant(options.mulai, calendar);
    const explanation = explain(calendar, start, duration);
    if (options.json) printAsJson(calendar, { start, duration, explanation });
    else printAsText(calendar, { start, duration, explanation });
  });
}

interface Reckoned {
  readonly start: Instant;
  readonly duration: Duration;
  readonly explanation: Explanation;
}

function printAsJson(calendar: Calendar, { start, duration, explanation }: Reckoned): void {
  printJson({
    start: isoWithOffset(calendar, start),
    duration: duration.text,
    due: isoWithOffset(calendar, explanation.due),
    explain: explanation.days,
  });
}

function printAsText(calendar: Calendar, { start, duration, explanation }: Reckoned): void {
  printLine(`Jatuh tempo  ${formatInstant(calendar, explanation.due)}`);
  printLine(`Mulai        ${formatInstant(calendar, start)}`);
  printLine(`Ditambah     ${duration.text} (kalender ${calendar.code})`);
  printLine();
  if (explanation.days.length === 0) printLine("Jatuh pada hari yang sama.");
  for (const line of describeDays(explanation.days)) printLine(line);
}
