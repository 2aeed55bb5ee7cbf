import { isEnded } from "../../complaints/status-words.ts";
import { readStatus } from "../../sources/manual/read-entry.ts";
import { readPastMoment } from "../../sources/manual/read-moment.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { enterAgreed, type Intended } from "./hand/agree.ts";
import type { HandDesk } from "./hand/desk.ts";
import { reportEntered } from "./hand/report.ts";

interface Options {
  readonly status: string;
  readonly pada?: string;
  readonly ya?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga laporan catat-selesai`: the complaint has ended in LAPOR!, and no source has said so yet. */
export async function catatSelesai(id: string, options: Options): Promise<void> {
  await withBook(async (db) => {
    const intend = (desk: HandDesk) => intendEnd(desk, id, options);
    const { desk, entered } = await enterAgreed(db, { intend, isSure: options.ya ?? false });
    reportEntered(desk, entered, options.json ?? false);
  });
}

function intendEnd(desk: HandDesk, id: string, { status, pada, oleh }: Options): Intended {
  const complaint = desk.choose(id);
  const { trackingId, reportedAt, closedAt } = complaint;
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
  const entry = {
    // said once more without a time, it ended when it was said to have
    update: { trackingId, statusRaw, closedAt: pada === undefined ? (closedAt ?? at) : at },
    asOf: at,
    action: "laporan.catat-selesai",
    by: oleh ?? null,
  };
  const question = `Catat berakhir dengan status "${statusRaw}"? Semua batas waktunya berhenti dan tidak dapat dimulai lagi.`;
  return { complaint, entry, question };
}
