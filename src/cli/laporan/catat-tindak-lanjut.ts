import { formatInstant } from "../../calendar/format.ts";
import type { Complaint, ComplaintUpdate } from "../../complaints/contract.ts";
import { isEnded } from "../../complaints/status-words.ts";
import { readPastMoment } from "../../sources/manual/read-moment.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { enterAgreed, type Intended } from "./hand/agree.ts";
import type { HandDesk } from "./hand/desk.ts";
import { reportEntered } from "./hand/report.ts";
import { statusNames } from "./status-names.ts";

interface Options {
  readonly pada?: string;
  readonly ya?: boolean;
  readonly oleh?: string;
  readonly json?: boolean;
}

/** `siaga laporan catat-tindak-lanjut`: the office has answered in LAPOR!, and no source has said so yet. */
export async function catatTindakLanjut(id: string, options: Options): Promise<void> {
  await withBook(async (db) => {
    const intend = (desk: HandDesk) => intendFollowUp(desk, id, options);
    const { desk, entered } = await enterAgreed(db, { intend, isSure: options.ya ?? false });
    reportEntered(desk, entered, options.json ?? false);
  });
}

function intendFollowUp(desk: HandDesk, id: string, { pada, oleh }: Options): Intended {
  const complaint = desk.choose(id);
  refuseUnanswerable(complaint);
  const zone = desk.zone();
  const notBefore =
    complaint.disposedAt === null
      ? { name: "laporan masuk", at: complaint.reportedAt }
      : { name: "disposisinya", at: complaint.disposedAt };
  const at =
    pada === undefined
      ? desk.now
      : readPastMoment(pada, { option: "--pada", zone, now: desk.now, notBefore });
  const last = complaint.lastFollowUpAt;
  if (last !== null && at <= last && complaint.answeredAt !== null && complaint.answeredAt <= at)
    throw new UserError(
      `Laporan ${complaint.trackingId} sudah tercatat ditindaklanjuti, terakhir ${formatInstant({ zone }, last)}.`,
    );
  const entry = {
    update: followUpOf(complaint, at),
    asOf: at,
    action: "laporan.catat-tindak-lanjut",
    by: oleh ?? null,
  };
  const question =
    "Catat sudah ditindaklanjuti? Batas waktu tindak lanjutnya berhenti dan tidak dapat dimulai lagi.";
  return { complaint, entry, question };
}

function refuseUnanswerable({ trackingId, opdId, status }: Complaint): void {
  if (opdId === null)
    throw new UserError(
      `Laporan ${trackingId} belum didisposisikan, jadi belum ada OPD yang dapat menindaklanjuti. Catat dahulu: siaga laporan tambah ${trackingId} --opd KODE.`,
    );
  if (isEnded(status)) throw new UserError(`Laporan ${trackingId} sudah berakhir (${statusNames[status]}).`);
}

function followUpOf({ trackingId, status, lastFollowUpAt }: Complaint, at: number): ComplaintUpdate {
  return {
    trackingId,
    firstFollowUpAt: at,
    unitFollowUpAt: at,
    lastFollowUpAt: Math.max(at, lastFollowUpAt ?? at),
    ...(status !== "in_progress" && { statusRaw: "Proses" }),
  };
}
