import type { Db } from "../../../../db/open.ts";
import { formatInstant } from "../../../calendar/format.ts";
import type { Complaint } from "../../../complaints/contract.ts";
import { UserError } from "../../../user-error.ts";
import { confirmOrRefuse } from "../../shared/confirm.ts";
import { calendarOfPemda } from "../../shared/place.ts";
import { statusNames } from "../status-names.ts";
import { type Entered, type HandDesk, type HandEntry, openHandDesk } from "./desk.ts";

export interface Intended {
  readonly complaint: Complaint;
  readonly entry: HandEntry;
  /** What is asked, and what stops for good. */
  readonly question: string;
}

export interface Agreement {
  /** Called again after the answer: the book goes on while somebody thinks. */
  readonly intend: (desk: HandDesk) => Intended;
  readonly isSure: boolean;
}

/**
 * Enters what stops clocks that nothing starts again (escalation.md section 3), after showing the complaint: a wrong digit would
 * silence another one for ever. Throws UserError where nobody agrees, or where the complaint is not any more as it was shown.
 */
export async function enterAgreed(
  db: Db,
  { intend, isSure }: Agreement,
): Promise<{ desk: HandDesk; entered: Entered }> {
  const before = openHandDesk(db);
  const shown = describe(before, intend(before));
  await confirmOrRefuse(shown, isSure);
  const desk = openHandDesk(db);
  const intended = intend(desk);
  if (describe(desk, intended) !== shown)
    throw new UserError(
      "Laporan itu berubah selagi ini ditampilkan. Tidak ada yang dicatat; ulangi perintahnya.",
    );
  return { desk, entered: desk.enter(intended.entry) };
}

function describe(desk: HandDesk, { complaint, question }: Intended): string {
  const { trackingId, title, isSecret, opdName, reportedAt, status } = complaint;
  const calendar = calendarOfPemda(desk.db.sql, desk.office);
  const parts = [
    `Laporan ${trackingId}`,
    isSecret ? "rahasia" : title === null ? "tanpa judul" : `"${title}"`,
    opdName ?? "belum didisposisikan",
    ...(reportedAt === null ? [] : [`masuk ${formatInstant(calendar, reportedAt)}`]),
    `sekarang ${statusNames[status]}`,
  ];
  return `${parts.join("; ")}. ${question}`;
}
