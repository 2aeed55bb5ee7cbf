/** The header of the LAPOR! export "Laporan Ringkas". */
export const exportColumns = [
  "Tracking ID",
  "Tanggal Laporan Masuk",
  "Waktu Laporan Masuk",
  "Nama Pelapor",
  "Klasifikasi Laporan",
  "ID Kategori",
  "Kategori",
  "Judul Laporan",
  "Isi Laporan Awal",
  "Isi Laporan Akhir",
  "Tipe Laporan (Anonim/Rahasia)",
  "Sumber Laporan",
  "Instansi Induk",
  "ID Instansi Terdisposisi",
  "Instansi Terdisposisi",
  "Status Laporan",
  "Alasan Tunda/Arsip",
  "Provinsi",
  "Kota/Kabupaten",
  "Kecamatan",
  "Kelurahan",
] as const;

/** One report as the export writes it: every cell is text. Columns that files for a simulation add may stand in it too. */
export type ExportRow = Readonly<Partial<Record<string, string>>>;
