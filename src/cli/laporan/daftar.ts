import { localDate } from "../../calendar/arithmetic.ts";
import { formatDate, formatTime, isoWithOffset } from "../../calendar/format.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { Complaint } from "../../complaints/contract.ts";
import { readPauses } from "../../complaints/pauses.ts";
import { notEndedSql } from "../../complaints/status-words.ts";
import { complaintOfRow } from "../../complaints/store.ts";
import { UserError } from "../../user-error.ts";
import { withBook } from "../shared/book.ts";
import { openCommandDesk } from "../shared/command-desk.ts";
import { calendarOfPemda } from "../shared/place.ts";
import { printJsonLines, printLine, printTable, whole } from "../shared/print.ts";
import { statusNames } from "./status-names.ts";

interface Options {
  readonly opd?: string;
  readonly status?: string;
  readonly hilang?: boolean;
  readonly semua?: boolean;
  readonly json?: boolean;
}

export async function daftar(options: Options): Promise<void> {
  const { opd, status, hilang = false, semua = false, json = false } = options;
  await withBook((db) => {
    const { office } = openCommandDesk(db);
    const unit = opd === undefined ? null : findUnit([...office.people.units.values()], opd);
    const code = status === undefined ? null : readStatus(status);
    const rows = db.sql
      .prepare<[object], Record<string, unknown>>(
        `select * from complaints where (@unit is null or opdId = @unit) and (@status is null or status = @status)
         and (@missing = 0 or missingSince is not null) and (@all = 1 or ${notEndedSql})
         order by not (${notEndedSql}), reportedAt, trackingId`,
      )
      .all({
        unit: unit?.id ?? null,
        status: code,
        missing: Number(hilang),
        all: Number(semua || status !== undefined),
      })
      .map(complaintOfRow);
    const calendar = calendarOfPemda(db.sql, office);
    if (json) return printJsonLines(rows.map((row) => asJson(row, calendar)));
    const nameOf = (id: number | null) => (id === null ? null : (office.people.units.get(id)?.name ?? null));
    printTable(
      ["ID", "Masuk", "OPD", "Status", "Judul"],
      rows.map((row) => [
        row.trackingId,
        row.reportedAt === null
          ? null
          : `${formatDate(localDate(calendar, row.reportedAt))} ${formatTime(calendar, row.reportedAt)}`,
        nameOf(row.opdId) ?? (row.opdName ? `${row.opdName} (belum dikenal)` : "belum didisposisikan"),
        describeStatus(row),
        row.isSecret ? "(rahasia)" : row.title,
      ]),
      "Tidak ada laporan.",
    );
    if (rows.length > 0) printLine(`${whole(rows.length)} laporan.`);
  });
}

function describeStatus({ status, isBacklog, missingSince }: Complaint): string {
  const notes = [isBacklog ? "tunggakan" : "", missingSince === null ? "" : "hilang dari ekspor"].filter(
    Boolean,
  );
  return notes.length === 0 ? statusNames[status] : `${statusNames[status]} (${notes.join(", ")})`;
}

/** As the list shows it, or its code name. */
function readStatus(written: string): string {
  const wanted = written.trim().toLowerCase();
  const found = Object.entries(statusNames).find(([code, name]) => code === wanted || name === wanted);
  if (!found)
    throw new UserError(`Status ${written} tidak ada. Pilih: ${Object.values(statusNames).join(", ")}.`);
  return found[0];
}

/** The unit of that code. Throws UserError if there is none. */
export function findUnit<T extends { readonly code: string }>(units: readonly T[], code: string): T {
  const unit = units.find((each) => each.code.toLowerCase() === code.toLowerCase());
  if (!unit) throw new UserError(`OPD ${code} tidak ada. Lihat kodenya: siaga opd daftar.`);
  return unit;
}

const instants = [
  "reportedAt",
  "disposedAt",
  "firstSeenAt",
  "unitSeenAt",
  "confirmedAt",
  "missingSince",
  "firstFollowUpAt",
  "lastFollowUpAt",
  "lastReporterReplyAt",
  "resumedAt",
  "answeredAt",
  "closedAt",
  "syncedAt",
] as const satisfies readonly (keyof Complaint)[];

/** A complaint as JSON: the names of the book, instants as ISO with the Pemda's offset. */
export function asJson(complaint: Complaint, calendar: Calendar): Record<string, unknown> {
  const iso = (at: Instant | null) => (at === null ? null : isoWithOffset(calendar, at));
  const moments = instants.map((name) => [name, iso(complaint[name])]);
  const pauses = readPauses(complaint.pauses).map(([from, to]) => [iso(from), iso(to)]);
  return { ...complaint, ...Object.fromEntries(moments), pauses };
}
