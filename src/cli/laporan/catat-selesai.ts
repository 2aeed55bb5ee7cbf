import { isEnded } from "../../complaints/status-words.ts";
import { readStatus } from "../../sources/manual/read-entry.ts";
import { readPastMoment } from "../../sources/manual/read-moment.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { openHandDesk } from "./hand/desk.ts";
import { reportEntered } from "./hand/report.ts";

interface Options {
  readonly status: string;
  readonly pada?: string;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga laporan catat-selesai`: the complaint has ended in LAPOR!, and no source has said so yet. */
export async function catatSelesai(id: string, { status, pada, oleh, json = false }: Options): Promise<void> {
  await withBook((db) => {
    const desk = openHandDesk(db);
    const { trackingId, reportedAt, closedAt } = desk.choose(id);
    if (!isEnded(desk.statusOf(status)))
      throw new UserError(
        `"${status.trim()}" bukan status akhir. Tulis misalnya --status Selesai, "Ditutup oleh Admin", "Bukan Wewenang", atau "Diarsipkan oleh Admin".`,
      );
    const statusRaw = readStatus(status, desk);
    const notBefore = { name: "laporan masuk", at: reportedAt };
    const at =
      pada === undefined
        ? desk.now
        : readPastMoment(pada, { option: "--pada", zone: desk.zone(), now: desk.now, notBefore });
    const entered = desk.enter({
      // said once more without a time, it ended when it was said to have
      update: { trackingId, statusRaw, closedAt: pada === undefined ? (closedAt ?? at) : at },
      asOf: at,
      action: "laporan.catat-selesai",
      by: oleh ?? null,
    });
    reportEntered(desk, entered, json);
  });
}
