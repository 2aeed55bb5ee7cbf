import { isEnded } from "../../complaints/status-words.ts";
import { letGo } from "../../escalation/settle.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseComplaint } from "./choose-complaint.ts";
import { lanjutkanSatuTunggakan, lanjutkanTunggakan, type ResumeOptions } from "./lanjutkan-tunggakan.ts";

/** `siaga laporan lanjutkan`: one complaint that Kominfo held or that is backlog, or the whole backlog. */
export async function lanjutkan(id: string | undefined, options: ResumeOptions): Promise<void> {
  const { tunggakan = false, opd } = options;
  if ((id === undefined) !== tunggakan || (opd !== undefined && !tunggakan))
    throw new UserError(
      "Sebutkan satu nomor laporan, atau --tunggakan (boleh dengan --opd KODE). Misalnya: siaga laporan lanjutkan 9100001.",
    );
  await (id === undefined ? lanjutkanTunggakan(options) : lanjutkanSatu(id, options));
}

async function lanjutkanSatu(id: string, options: ResumeOptions): Promise<void> {
  await withBook((db) => {
    const desk = openCommandDesk(db);
    const { trackingId, isBacklog, status } = chooseComplaint(desk.book, id);
    if (isBacklog && !isEnded(status)) return lanjutkanSatuTunggakan(db, desk, trackingId, options);
    const { oleh, json = false } = options;
    const held = desk.escalations.ofComplaint(trackingId).filter(({ reason }) => reason === "manual");
    if (held.length === 0)
      throw new UserError(
        `Laporan ${trackingId} tidak sedang ditahan oleh Kominfo. Lihat: siaga laporan lihat ${trackingId}.`,
      );
    const now = currentInstant();
    db.sql
      .transaction(() => {
        for (const { id: runId } of held) desk.clerk.change(runId, letGo, desk.office, now);
        writeAudit(db, {
          now,
          action: "laporan.lanjutkan",
          subject: `Laporan ${trackingId}`,
          before: { state: "held", reason: "manual" },
          after: null,
          by: oleh ?? null,
        });
      })
      .immediate();
    if (json) return printJson({ trackingId, released: held.map(({ clock }) => clock) });
    printLine(`Laporan ${trackingId} dilanjutkan. Yang sudah jatuh tempo maju satu jenjang.`);
    return undefined;
  });
}
