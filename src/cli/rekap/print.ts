import { formatDate, formatInstant } from "../../calendar/format.ts";
import { printLine } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import { describeFigures } from "./describe-figures.ts";
import type { Recap } from "./gather.ts";
import { printUnits } from "./print-units.ts";

/** A recap as it can be pasted into a report. */
export function printRecap(recap: Recap, pemda: string | null): void {
  const { ask, total, units, undisposed, missingYears } = recap;
  const { period, unit, calendar, now } = ask;
  printLine(["Rekap laporan SP4N-LAPOR!", unit?.name ?? pemda].filter(Boolean).join(" – "));
  printLine(
    `Masuk ${formatDate(period.from)} sampai ${formatDate(period.to)}; keadaan ${formatInstant(calendar, now)}`,
  );
  printLine();
  for (const [name, text] of describeFigures(total))
    for (const line of wrap(text, name.padEnd(25))) printLine(line);
  if (units.length > 0) printUnits(units, undisposed);
  if (missingYears.length === 0) return;
  const years = `Tabel hari libur tahun ${missingYears.join(", ")} belum ada, jadi yang memerlukannya tidak dapat dihitung. Isi dengan: siaga kalender impor BERKAS.`;
  printLine();
  for (const line of wrap(years, "! ")) printLine(line);
}
