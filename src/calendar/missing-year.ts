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
