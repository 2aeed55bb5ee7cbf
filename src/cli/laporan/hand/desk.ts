import type { Db } from "../../../../db/open.ts";
import type { Calendar, Instant, Zone } from "../../../calendar/contract.ts";
import { isoWithOffset } from "../../../calendar/format.ts";
import type { Complaint, ComplaintUpdate, Status } from "../../../complaints/contract.ts";
import { statusOf } from "../../../complaints/status-words.ts";
import { emptyCounts } from "../../../desk/intake.ts";
import { zoneOf } from "../../../desk/office.ts";
import { UserError } from "../../../user-error.ts";
import { writeAudit } from "../../shared/audit.ts";
import { currentInstant } from "../../shared/book.ts";
import { chooseComplaint } from "../choose-complaint.ts";
import { calendarOfPemda } from "../../shared/place.ts";
import { openCommandDesk } from "../../shared/command-desk.ts";

export interface HandEntry {
  readonly update: ComplaintUpdate;
  /** As of when the person speaks; null: not of how the complaint stands, but of words about it. */
  readonly asOf: Instant | null;
  /** Such as "laporan.tambah". */
  readonly action: string;
  readonly by: string | null;
}

export interface Entered {
  readonly before: Complaint | null;
  readonly after: Complaint;
}

export type HandDesk = ReturnType<typeof openHandDesk>;

/** Where a person's own word goes into the book: the same intake as for every other source. */
export function openHandDesk(db: Db) {
  const { book, intake, office } = openCommandDesk(db);
  const added = book.addedStatusWords();
  const now = currentInstant();

  /** What changed nothing did not happen. */
  function audit({ before, after }: Entered, { action, by }: Pick<HandEntry, "action" | "by">): void {
    const fields = changedFields({ before, after });
    if (fields.length === 0) return;
    const calendar = calendarOfPemda(db.sql, office);
    writeAudit(db, {
      now,
      action,
      subject: `Laporan ${after.trackingId}`,
      before: sayFor(before, fields, { calendar, title: "(ada)" }),
      after: sayFor(after, fields, { calendar, title: before?.title ? "(diubah)" : "(ada)" }),
      by,
    });
  }

  return {
    db,
    office,
    now,
    statusOf: (text: string): Status => statusOf(text, added),
    find: (trackingId: string): Complaint | null => book.find(trackingId),
    /** Throws UserError where there is none. */
    choose: (id: string): Complaint => chooseComplaint(book, id),
    /** In which times are meant. Throws UserError where none was chosen. */
    zone(): Zone {
      const zone = zoneOf(office);
      if (zone) return zone;
      const { root } = office.people;
      throw new UserError(
        root
          ? `Zona waktu Pemda belum dipilih. Pilih dahulu, misalnya: siaga opd ubah ${root.code} --zona WITA.`
          : "Belum ada Pemda dan OPD. Atur dahulu: siaga siapkan, atau siaga konfig impor BERKAS.yaml.",
      );
    },
    /** What a person says counts over what the book knows until a source says something later. */
    enter({ update, asOf, action, by }: HandEntry): Entered {
      return db.sql
        .transaction(() => {
          const before = book.find(update.trackingId);
          const counts = emptyCounts();
          const report = {
            source: "manual",
            asOf: asOf ?? (before ? before.confirmedAt - 1 : now),
            isForced: true,
          };
          intake.receive([update], report, counts, now);
          intake.finish(counts, now);
          const after = book.find(update.trackingId);
          if (!after) throw new Error("what was entered is not there");
          audit({ before, after }, { action, by });
          return { before, after };
        })
        .immediate();
    },
  };
}

/** The fields that a person can set, in the order in which they are shown. */
const handFields = [
  "title",
  "category",
  "classification",
  "locationName",
  "reportedAt",
  "opdName",
  "disposedAt",
  "statusRaw",
  "isSecret",
  "firstFollowUpAt",
  "lastFollowUpAt",
  "closedAt",
] as const satisfies readonly (keyof Complaint)[];

export type HandField = (typeof handFields)[number];

export function changedFields({ before, after }: Entered): HandField[] {
  return handFields.filter((field) => before?.[field] !== after[field] && after[field] !== null);
}

/** The title is named but not told: a complaint may become secret, and this book forgets nothing. */
function sayFor(
  complaint: Complaint | null,
  fields: readonly HandField[],
  { calendar, title }: { calendar: Calendar; title: string },
) {
  if (complaint === null) return null;
  const said = fields.map((field) => {
    const value = complaint[field];
    if (field === "title") return [field, value === null ? null : title];
    return [field, typeof value === "number" ? isoWithOffset(calendar, value) : value];
  });
  return Object.fromEntries(said) as object;
}
