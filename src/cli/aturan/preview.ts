import type { Calendar } from "../../calendar/contract.ts";
import { formatInstant, isoWithOffset } from "../../calendar/format.ts";
import type { Applied } from "../../desk/apply-rule.ts";
import { printTable } from "../shared/print.ts";

/** One open complaint before and after, as JSON and audit keep it. */
export function previewRow({ run, after, unit, next }: Applied, calendar: Calendar) {
  const iso = (at: number | null) => (at === null ? null : isoWithOffset(calendar, at));
  return {
    trackingId: run.trackingId,
    unit,
    before: { step: run.nextStep, due: iso(run.dueAt), state: run.state },
    after: { step: after.nextStep, due: iso(after.dueAt), state: after.state },
    next,
  };
}

/** Which open complaints change, who would be told what and when. */
export function printPreview(applied: readonly Applied[], calendar: Calendar): void {
  const at = (moment: number | null) => (moment === null ? "menunggu" : formatInstant(calendar, moment));
  printTable(
    ["Laporan", "OPD", "Semula", "Menjadi", "Yang diberi tahu"],
    applied.map(({ run, after, unit, next }) => [
      run.trackingId,
      unit,
      `jenjang ${run.nextStep}, ${at(run.dueAt)}`,
      next ? `jenjang ${after.nextStep}, ${at(after.dueAt)}` : "tidak ada jenjang lagi",
      next ? `${next.post}: ${next.people.join(", ") || "belum ada kontak"}` : null,
    ]),
    "Tidak ada laporan terbuka yang berubah.",
  );
}
