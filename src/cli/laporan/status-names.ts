import type { Status } from "../../complaints/contract.ts";

/** How operators read a status. */
export const statusNames: Record<Status, string> = {
  unverified: "belum terverifikasi",
  verified: "terverifikasi",
  unanswered: "belum ditindaklanjuti",
  in_progress: "proses",
  postponed: "ditunda",
  done: "selesai",
  closed_by_system: "ditutup oleh sistem",
  not_authority: "bukan wewenang",
  archived: "diarsipkan",
  rejected: "ditolak",
  unknown: "status tidak dikenal",
};
