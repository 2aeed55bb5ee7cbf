import type { Complaint } from "../../complaints/contract.ts";
import type { ComplaintBook } from "../../complaints/store.ts";
import { UserError } from "../../user-error.ts";

/** The complaint with this tracking id. Throws UserError if the book has none. */
export function chooseComplaint(book: ComplaintBook, id: string): Complaint {
  const complaint = book.find(id.trim().replace(/^#/u, ""));
  if (complaint) return complaint;
  throw new UserError(`Laporan ${id.trim()} tidak tercatat di Siaga. Lihat: siaga laporan daftar --semua.`);
}
