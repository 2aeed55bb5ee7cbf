import type { Db } from "../../../db/open.ts";
import { listBacklog, resumeBacklog } from "../../desk/backlog.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { confirmOrRefuse } from "../shared/confirm.ts";
import { printJson, printLine, whole } from "../shared/print.ts";
import { findUnit } from "./daftar.ts";

type CommandDesk = ReturnType<typeof openCommandDesk>;

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
      `Lanjutkan ${whole(count)} laporan tunggakan${of}? Batas waktunya dihitung mulai sekarang dan jenjang pertama segera diberi tahu.`,
      ya,
    );
    const subject = unit ? `OPD ${unit.code}` : "Semua OPD";
    const resumed = resume(db, desk, { list: () => listBacklog(db.sql, unitId), subject, by: oleh ?? null });
    if (json) printJson({ resumed });
    else printLine(`${whole(resumed)} laporan tunggakan${of} dilanjutkan.`);
  });
}

/** The same for one complaint that somebody asks for by its number. */
export function lanjutkanSatuTunggakan(
  db: Db,
  desk: CommandDesk,
  trackingId: string,
  { oleh, json = false }: ResumeOptions,
): void {
  resume(db, desk, { list: () => [trackingId], subject: `Laporan ${trackingId}`, by: oleh ?? null });
  if (json) printJson({ trackingId, resumed: 1 });
  else printLine(`Laporan ${trackingId} dilanjutkan. Batas waktunya dihitung mulai sekarang.`);
}

interface Resumption {
  /** Asked inside the transaction. */
  readonly list: () => string[];
  readonly subject: string;
  readonly by: string | null;
}

/** How many go on. */
function resume(db: Db, desk: CommandDesk, { list, subject, by }: Resumption): number {
  const now = currentInstant();
  return db.sql
    .transaction(() => {
      const trackingIds = list();
      resumeBacklog(desk, desk.office, trackingIds, now);
      const after = { resumedAt: now, trackingIds };
      writeAudit(db, { now, action: "laporan.lanjutkan-tunggakan", subject, before: null, after, by });
      return trackingIds.length;
    })
    .immediate();
}
