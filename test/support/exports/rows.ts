import type { ExportRow } from "./columns.ts";

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const offices = [
  ["90001", "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Contoh", "Jalan Berlubang"],
  ["90002", "Dinas Lingkungan Hidup", "Sampah"],
  ["90003", "Dinas Perhubungan Kab. Contoh", "Transportasi"],
  ["90004", "Dinas Kependudukan dan Pencatatan Sipil", "Kependudukan"],
  ["90005", "Dinas Kesehatan Kabupaten Contoh", "Layanan Kesehatan"],
] as const;

const subjects = [
  "Jalan berlubang di depan pasar",
  "Sampah menumpuk di TPS 3",
  "Lampu jalan padam di RT 08",
  "Pungli Rp150.000 pengurusan KTP",
  "Truk plat DA 1234 XY parkir di trotoar",
  "Antrean puskesmas lama, hubungi 0812-3456-7890",
];
const statuses = ["Belum Ditindaklanjuti", "Proses", "Selesai", "Belum Terverifikasi", "Ditutup oleh Sistem"];
const kinds = [
  "Pengaduan Tidak Berkadar Pengawasan",
  "Permintaan Informasi",
  "Aspirasi",
  "Pengaduan Berkadar Pengawasan",
];

const body =
  "Mohon perhatian dinas terkait, keadaan ini sudah berlangsung lama dan mengganggu warga. " +
  "Sudah dilaporkan ke ketua RT, tetapi belum ada tindak lanjut. NIK saya 6304051708900001Alamat Marabahan. ";

/** The report number `index` of a made-up export: the same for the same index. `cells` replaces what it would hold. */
export function exportRow(index: number, cells: ExportRow = {}): ExportRow {
  const [officeId, office, category] = pick(offices, index);
  const text = body.repeat(1 + (index % 4));
  return {
    "Tracking ID": String(9_200_000 + index),
    "Tanggal Laporan Masuk": `${1 + (index % 28)} ${pick(months, Math.floor(index / 28))} 2026`,
    "Waktu Laporan Masuk": `${two(index % 24)}:${two(index % 60)}:${two((index * 7) % 60)}`,
    "Nama Pelapor": `Warga Contoh ${index}`,
    "Klasifikasi Laporan": pick(kinds, index),
    "ID Kategori": "1397",
    Kategori: category,
    "Judul Laporan": pick(subjects, index),
    "Isi Laporan Awal": text,
    "Isi Laporan Akhir": text.toLowerCase(),
    "Tipe Laporan (Anonim/Rahasia)": index % 7 === 0 ? "Anonim" : index % 11 === 0 ? "Anonim|Rahasia" : "",
    "Sumber Laporan": "Website",
    "Instansi Induk": "Pemerintah Kabupaten Contoh",
    "ID Instansi Terdisposisi": officeId,
    "Instansi Terdisposisi": office,
    "Status Laporan": pick(statuses, index),
    Provinsi: "Kalimantan Selatan",
    "Kota/Kabupaten": "Contoh",
    Kecamatan: "Alalak",
    ...cells,
  };
}

/** `count` made-up reports, one at a time. */
export function* exportRows(
  count: number,
  cellsOf: (index: number) => ExportRow = () => ({}),
): Generator<ExportRow> {
  for (let index = 0; index < count; index += 1) yield exportRow(index, cellsOf(index));
}

function pick<T>(list: readonly T[], index: number): T {
  return list[index % list.length]!;
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}
