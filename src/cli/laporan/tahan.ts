import { scrub } from "../../complaints/scrub.ts";
import { holdByHand } from "../../escalation/settle.ts";
import { UserError } from "../../user-error.ts";
import { writeAudit } from "../shared/audit.ts";
import { currentInstant, withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { printJson, printLine } from "../shared/print.ts";
import { chooseComplaint } from "./choose-complaint.ts";

interface Options {
  readonly alasan: string;
  readonly oleh?: string;
  readonly json?: boolean;
}

const mostReason = 300;

/** `siaga laporan tahan`: nothing fires for this complaint until it is let go. */
export async function tahan(id: string, { alasan, oleh, json = false }: Options): Promise<void> {
  const why = scrub(alasan.trim()).slice(0, mostReason);
  if (why === "")
    throw new UserError('Alasan belum diisi. Tulis misalnya: --alasan "menunggu rapat koordinasi".');
  await withBook((db) => {
    const desk = openCommandDesk(db);
    const { trackingId } = chooseComplaint(desk.book, id);
    const open = desk.escalations.ofComplaint(trackingId).filter(({ state }) => state !== "ended");
    const running = open.filter(({ reason }) => reason !== "manual");
    if (open.length === 0)
      throw new UserError(
        `Tidak ada jenjang yang berjalan untuk laporan ${trackingId}. Lihat: siaga laporan lihat ${trackingId}.`,
      );
    if (running.length === 0)
      throw new UserError(
        `Laporan ${trackingId} sudah ditahan. Melanjutkan: siaga laporan lanjutkan ${trackingId}.`,
      );
    const now = currentInstant();
    db.sql
      .transaction(() => {
        for (const { id: runId } of running)
          desk.clerk.change(runId, (run) => holdByHand(run, why), desk.office, now);
        writeAudit(db, {
          now,
          action: "laporan.tahan",
          subject: `Laporan ${trackingId}`,
          before: running.map(({ clock, state, reason }) => ({ clock, state, reason })),
          after: { state: "held", reason: "manual", why },
          by: oleh ?? null,
        });
      })
      .immediate();
    if (json) return printJson({ trackingId, held: running.map(({ clock }) => clock), why });
    printLine(
      `Laporan ${trackingId} ditahan: tidak ada pesan yang dikirim sampai siaga laporan lanjutkan ${trackingId}.`,
    );
    return undefined;
  });
}
