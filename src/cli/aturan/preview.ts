import type { Calendar } from "../../calendar/contract.ts";
import { localDate } from "../../calendar/arithmetic.ts";
import { formatDate, formatTime, formatWeekday, parseLocalInstant, zoneName } from "../../calendar/format.ts";
import { countBy } from "../simulasi/figures.ts";
import { printLine, printTable } from "../shared/print.ts";
import { wrap } from "../shared/wrap.ts";
import type { Shift } from "./shifts.ts";

const mostRows = 200;
const personWidth = 31;

/** Which open complaints change, who would be told what and when. `open`: how many the rule has. */
export function printPreview(shifts: readonly Shift[], open: number, calendar: Calendar): void {
  const changed = countComplaints(shifts);
  if (changed === 0) {
    printLine(
      open === 0
        ? "Tidak ada laporan terbuka yang berubah."
        : `${open} laporan terbuka: tidak ada pesan yang berubah.`,
    );
    return;
  }
  printLine(
    `${changed} laporan terbuka berubah, ${Math.max(0, open - changed)} lainnya tetap. Bila tidak ada yang menjawab (waktu ${zoneName(calendar.zone)}):`,
  );
  printTable(
    ["Laporan", "OPD", "Yang diberi tahu", "Semula", "Menjadi"],
    shifts
      .slice(0, mostRows)
      .map((shift) => [
        shift.trackingId,
        shift.unit,
        wrap(describeWho(shift), "", personWidth).join("\n"),
        shortMoment(shift.before, calendar),
        shortMoment(shift.after, calendar),
      ]),
    "",
  );
  if (shifts.length > mostRows)
    printLine(`… dan ${shifts.length - mostRows} perubahan lagi (lihat semuanya dengan --json).`);
  for (const line of summarize(shifts)) printLine(line);
}

export function countComplaints(shifts: readonly Shift[]): number {
  return new Set(shifts.map(({ trackingId }) => trackingId)).size;
}

/** "kepala: Budi Kadis PUPR", "admin, pengingat 2: Andi, Aisyah" */
function describeWho({ post, kind, occurrence, people }: Shift): string {
  const what: Record<string, string> = {
    reminder: `, pengingat ${occurrence}`,
    digest: ", ringkasan",
    alarm: ", peringatan",
    moved: ", dialihkan",
  };
  return `${post}${what[kind] ?? ""}: ${people.join(", ")}`;
}

/** "Sel, 24 Nov 09.15"; the year only where it is another than that of most. */
function shortMoment(iso: string | null, calendar: Calendar): string {
  if (iso === null) return "tidak";
  const at = parseLocalInstant(iso, calendar);
  const date = localDate(calendar, at);
  return `${formatWeekday(date)}, ${formatDate(date).replace(/ \d{4}$/u, "")} ${formatTime(calendar, at)}`;
}

/** "kepala: 20 lebih awal, 1 lebih lambat; admin (pengingat): 21 tidak jadi" */
function summarize(shifts: readonly Shift[]): string[] {
  const byPost = Map.groupBy(shifts, ({ post, kind }) =>
    kind === "reminder" ? `${post} (pengingat)` : post,
  );
  const parts = [...byPost].map(([post, own]) => {
    const counts = [...countBy(own, directionOf)].map(([direction, count]) => `${count} ${direction}`);
    return `${post}: ${counts.join(", ")}`;
  });
  return wrap(`Ringkasnya – ${parts.join("; ")}.`);
}

function directionOf({ before, after }: Shift): string {
  if (before === null) return "baru";
  if (after === null) return "tidak jadi";
  return after < before ? "lebih awal" : "lebih lambat";
}
