import { formatInstant } from "../../../calendar/format.ts";
import type { Calendar } from "../../../calendar/contract.ts";
import type { Complaint } from "../../../complaints/contract.ts";
import { isBackwards } from "../../../complaints/status-words.ts";
import { calendarOfPemda } from "../../shared/place.ts";
import { printJson, printLine } from "../../shared/print.ts";
import { wrap } from "../../shared/wrap.ts";
import { asJson } from "../daftar.ts";
import { sourceName } from "../lihat/words.ts";
import { changedFields, type Entered, type HandDesk, type HandField } from "./desk.ts";
import { handFieldNames } from "./field-names.ts";

/** Says what is in the book now, and what this entry changed in it. */
export function reportEntered(desk: HandDesk, entered: Entered, isJson: boolean): void {
  const { before, after } = entered;
  const calendar = calendarOfPemda(desk.db.sql, desk.office);
  const changed = changedFields(entered);
  if (isJson) {
    const outcome = before === null ? "new" : changed.length > 0 ? "changed" : "unchanged";
    printJson({ outcome, changed: before === null ? [] : changed, complaint: asJson(after, calendar) });
    return;
  }
  const { trackingId } = after;
  if (before === null) printLine(`Laporan ${trackingId} ditambahkan.`);
  else {
    const source = sourceName(before.source);
    printLine(
      changed.length > 0
        ? `Laporan ${trackingId} sudah ada (${source}); yang disebut diubah.`
        : `Laporan ${trackingId} sudah ada (${source}), dan tidak ada yang diubah.`,
    );
  }
  for (const field of changed)
    for (const line of wrap(describe(field, entered, calendar), "  ")) printLine(line);
  for (const note of notes(entered)) for (const line of wrap(note, "  ! ")) printLine(line);
  printLine(`Lihat: siaga laporan lihat ${trackingId}`);
}

function describe(field: HandField, { before, after }: Entered, calendar: Calendar): string {
  const now = show(field, after, calendar);
  const old = before === null || before[field] === null ? null : show(field, before, calendar);
  return `${handFieldNames[field]}: ${old === null ? now : `${old} → ${now}`}`;
}

function show(field: HandField, complaint: Complaint, calendar: Calendar): string {
  const value = complaint[field];
  if (typeof value === "number") return formatInstant(calendar, value);
  if (typeof value === "boolean") return value ? "ya" : "tidak";
  return value ?? "–";
}

/** What an operator may not expect. */
function notes({ before, after }: Entered): string[] {
  const { trackingId, isHistoric, isBacklog, opdIsUnknown, opdId, opdName, disposedAt } = after;
  const isTimedFromNow = before === null && opdId !== null && disposedAt === null;
  return [
    ...(before && before.title !== null && after.title === null
      ? ["Judulnya dihapus dari Siaga: laporan rahasia disampaikan hanya dengan nomornya."]
      : []),
    ...(isHistoric ? ["Sudah berakhir, jadi tidak ada jenjang yang dimulai."] : []),
    ...(isBacklog
      ? [`Termasuk tunggakan, jadi jenjangnya menunggu. Memulainya: siaga laporan lanjutkan ${trackingId}`]
      : []),
    ...(opdIsUnknown ? [`OPD "${opdName}" belum dikenal.`] : []),
    ...(opdId === null && !isHistoric ? ["Belum didisposisikan: yang berjalan batas waktu verifikasi."] : []),
    ...(isTimedFromNow && !isHistoric && !isBacklog
      ? ["Tanpa --disposisi, batas waktu tindak lanjut dan penyelesaiannya dihitung mulai sekarang."]
      : []),
    ...(before && before.opdId === opdId && isBackwards(before.status, after.status)
      ? ["Status ini mundur. Batas waktu yang sudah berhenti tidak dimulai lagi."]
      : []),
  ];
}
