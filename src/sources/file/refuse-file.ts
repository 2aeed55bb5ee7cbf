import { basename } from "node:path";
import { quoted } from "../../calendar/quoted.ts";
import { UserError } from "../../user-error.ts";

const AGAIN = "unduh ulang Laporan Ringkas dari SP4N-LAPOR! (CSV atau XLSX)";

// One sentence each: what it is, why it is refused, what to do. Only the file's name stands in them, never its rows.
const sentences = {
  missing: (file: string) => `Berkas ${file} tidak ditemukan; periksa nama dan foldernya.`,
  directory: (file: string) => `${file} adalah folder, bukan berkas; sebutkan berkas ekspor di dalamnya.`,
  special: (file: string) => `${file} bukan berkas biasa sehingga tidak dapat dibaca; ${AGAIN}.`,
  forbidden: (file: string) => `Berkas ${file} tidak boleh dibaca oleh akun ini; perbaiki izin berkasnya.`,
  locked: (file: string) => `Berkas ${file} sedang dipakai program lain; tutup dahulu, lalu impor lagi.`,
  empty: (file: string) => `Berkas ${file} kosong (0 byte); ${AGAIN}.`,
  oldExcel: (file: string) =>
    `Berkas ${file} berformat Excel lama (.xls) atau berkata sandi; simpan ulang sebagai XLSX atau CSV tanpa sandi.`,
  notTable: (file: string) => `Berkas ${file} bukan CSV atau XLSX sehingga tidak dapat dibaca; ${AGAIN}.`,
  brokenZip: (file: string) => `Berkas ${file} rusak atau terpotong (isi XLSX tidak dapat dibuka); ${AGAIN}.`,
  tooBig: (file: string) =>
    `Berkas XLSX ${file} terlalu besar untuk dibuka; simpan sebagai CSV lalu impor CSV itu.`,
  from1904: (file: string) =>
    `Berkas XLSX ${file} menghitung tanggal dari tahun 1904 sehingga tanggalnya dapat keliru; simpan sebagai CSV lalu impor CSV itu.`,
  noTrackingId: (file: string) =>
    `Berkas ${file} bukan Laporan Ringkas: kolom "Tracking ID" tidak ada pada 40 baris pertama; ${AGAIN}.`,
  noStatus: (file: string) =>
    `Berkas ${file} tidak memiliki kolom "Status Laporan" sehingga laporan terjawab tidak dapat dikenali; ${AGAIN}.`,
  openQuote: (file: string) =>
    `Berkas ${file} rusak: ada tanda kutip pembuka tanpa penutup sehingga baris sesudahnya menyatu; ${AGAIN}.`,
  cutOff: (file: string) =>
    `Berkas ${file} terpotong: berhenti di tengah baris terakhir, jadi tidak ada yang diimpor; ${AGAIN}.`,
  changed: (file: string) =>
    `Berkas ${file} berubah atau hilang selagi dibaca; impor lagi setelah berkasnya utuh.`,
} as const;

export type RefusalReason = keyof typeof sentences;

class FileRefusal extends UserError {
  readonly reason: RefusalReason;

  constructor(path: string, reason: RefusalReason, cause: unknown) {
    super(sentences[reason](quoted(basename(path))), { cause });
    this.reason = reason;
  }
}

/** Why a whole file is refused, in one sentence that the operator can act upon. */
export function fileRefusal(path: string, reason: RefusalReason, cause?: unknown): UserError {
  return new FileRefusal(path, reason, cause);
}

/** Nothing is wrong with what stands in it: somebody else has it open, or must let this account read it. */
export function isOnlyClosed(error: unknown): boolean {
  return error instanceof FileRefusal && (error.reason === "locked" || error.reason === "forbidden");
}
