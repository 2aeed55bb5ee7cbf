import { listBacklog, resumeBacklog } from "../../desk/backlog.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printJson, printLine } from "../shared/print.ts";
import { findUnit } from "./daftar.ts";

export interface ResumeOptions {
  readonly tunggakan?: boolean;
  readonly opd?: string;
  readonly ya?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** Backlog complaints go on: their clocks start now (escalation.md section 3). */
export async function lanjutkanTunggakan({
  opd,
  ya = false,
  oleh,
  json = false,
}: ResumeOptions): Promise<void> {
  await withBook(async (db) => {
    const desk = openCommandDesk(db);
    const unit = opd === undefined ? null : findUnit([...desk.office.people.units.values()], opd);
    const unitId = unit?.id ?? null;
    const of = unit ? ` ${unit.name}` : "";
    const count = listBacklog(db.sql, unitId).length;
    if (count === 0) return json ? printJson({ resumed: 0 }) : printLine(`Tidak ada tunggakan${of}.`);
    await confirmOrRefuse(
      `Lanjutkan ${count} laporan tunggakan${of}? Batas waktunya dihitung mulai sekarang dan jenjang pertama segera diberi tahu.`,
      ya,
    );
    const now = currentInstant();
    const resumed = db.sql
      .transaction(() => {
        const trackingIds = listBacklog(db.sql, unitId);
        resumeBacklog(desk, desk.office, trackingIds, now);
        writeAudit(db, {
          now,
          action: "laporan.lanjutkan-tunggakan",
          subject: unit ? `OPD ${unit.code}` : "Semua OPD",
          before: null,
          after: { resumedAt: now, trackingIds },
          by: oleh ?? null,
        });
        return trackingIds.length;
      })
      .immediate();
    if (json) printJson({ resumed });
    else printLine(`${resumed} laporan tunggakan${of} dilanjutkan.`);
  });
}
