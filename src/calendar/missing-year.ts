import { UserError } from "../user-error.ts";

/** A reckoning came to a year whose holidays are not in the book; it is never guessed. */
export class MissingYearError extends UserError {
  override name = "MissingYearError";
  readonly year: number;

  constructor(year: number) {
    super(
      `Tabel hari libur tahun ${year} belum ada, jadi hari kerja di tahun itu tidak dapat dihitung. Isi dengan: siaga kalender impor BERKAS.`,
    );
    this.year = year;
  }
}

/**
 * What is counted, or null where it comes upon a year without holidays: for whatever must go on all the same, and by which
 * nothing is due (escalation.md section 2).
 */
export function withoutMissingYear<T>(count: () => T): T | null {
  try {
    return count();
  } catch (error) {
    if (error instanceof MissingYearError) return null;
    throw error;
  }
}
