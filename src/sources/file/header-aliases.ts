/** What a column of an export may hold that Siaga reads. Reporter columns and the body are not among them. */
export type Field =
  | "trackingId"
  | "reportedDate"
  | "reportedTime"
  | "classification"
  | "categoryId"
  | "category"
  | "title"
  | "secrecy"
  | "channel"
  | "institutionName"
  | "opdExternalId"
  | "opdName"
  | "statusRaw"
  | "statusNote"
  | "locationName"
  | "disposedAt"
  | "firstFollowUpAt"
  | "closedAt"
  | "pauses";

/**
 * The spellings by which each column is known, best first; compared without case, spaces, underscores and punctuation.
 * The first of each is that of the LAPOR! export "Laporan Ringkas" (of simulation files for the last four).
 */
const shippedAliases: Readonly<Record<Field, readonly string[]>> = {
  trackingId: ["Tracking ID", "ID Tracking", "Nomor Tracking", "No Tracking", "ID Laporan", "Complaint ID"],
  reportedDate: [
    "Tanggal Laporan Masuk",
    "Tanggal Masuk",
    "Tanggal Laporan",
    "Tgl Laporan Masuk",
    "Tgl Masuk",
    "Tgl Laporan",
    "Tanggal",
    "Reported At",
    "Created At",
  ],
  reportedTime: ["Waktu Laporan Masuk", "Waktu Masuk", "Waktu Laporan", "Jam Laporan Masuk", "Waktu", "Jam"],
  classification: ["Klasifikasi Laporan", "Klasifikasi", "Classification"],
  categoryId: ["ID Kategori", "Category ID"],
  category: ["Kategori", "Kategori Laporan", "Topik", "Category"],
  title: ["Judul Laporan", "Judul", "Title"],
  secrecy: ["Tipe Laporan (Anonim/Rahasia)", "Tipe Laporan", "Tipe"],
  channel: ["Sumber Laporan", "Sumber", "Kanal", "Channel"],
  institutionName: ["Instansi Induk", "Institution Name"],
  opdExternalId: ["ID Instansi Terdisposisi", "Disposition ID", "Opd External ID"],
  opdName: [
    "Instansi Terdisposisi",
    "Terdisposisi ke",
    "Instansi Tujuan",
    "Dinas Tujuan",
    "Perangkat Daerah",
    "OPD",
    "Nama OPD",
    "Disposition Name",
  ],
  statusRaw: ["Status Laporan", "Status", "Status Raw", "Status Name"],
  statusNote: ["Alasan Tunda/Arsip", "Alasan Tunda", "Alasan Arsip", "Status Note"],
  locationName: ["Kecamatan", "Kecamatan Final", "Location Name"],
  disposedAt: ["Tanggal Disposisi", "Disposed At"],
  firstFollowUpAt: ["Tanggal Tindak Lanjut Pertama", "First Follow Up At"],
  closedAt: ["Tanggal Selesai", "Closed At"],
  pauses: ["Masa Tunda", "Pauses"],
};

export const fields = Object.keys(shippedAliases) as readonly Field[];

/** Spellings that Kominfo added; each counts before the shipped ones. */
export type OwnAliases = Readonly<Partial<Record<Field, readonly string[]>>>;

/** By which spellings a column is known in this Pemda, best first. */
export function aliasesOf(field: Field, own: OwnAliases): readonly string[] {
  return [...(own[field] ?? []), ...shippedAliases[field]];
}

/** The key under which header texts are compared. */
export function foldHeader(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, "");
}
