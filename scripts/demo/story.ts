import type { ExportRow } from "../../test/support/exports/columns.ts";
import { switchOn } from "../../src/desk/sending.ts";
import { dropExport } from "./export-file.ts";
import { answer, register } from "./officials.ts";
import type { Stage } from "./stage.ts";

/** A complaint as LAPOR! holds it; its times stand in UTC, as the export's do. */
const jalan: ExportRow = {
  "Tracking ID": "9100101",
  "Tanggal Laporan Masuk": "16 Nov 2026",
  "Waktu Laporan Masuk": "00:40:00",
  "Nama Pelapor": "Warga Satu",
  "Judul Laporan": "Jalan berlubang di depan pasar",
  "Isi Laporan Awal": "Hubungi saya di 0812-3456-7890, NIK 6304051708900001.",
  "Tipe Laporan (Anonim/Rahasia)": "",
  "ID Instansi Terdisposisi": "90001",
  "Instansi Terdisposisi": "Dinas Pekerjaan Umum dan Penataan Ruang Kab. Contoh",
  Kategori: "Jalan Berlubang",
};
const sampah: ExportRow = {
  ...jalan,
  "Tracking ID": "9100102",
  "Waktu Laporan Masuk": "00:52:00",
  "Nama Pelapor": "Warga Dua",
  "Judul Laporan": "Sampah menumpuk di TPS 3",
  "ID Instansi Terdisposisi": "90002",
  "Instansi Terdisposisi": "Dinas Lingkungan Hidup",
  Kategori: "Sampah",
};
const rahasia: ExportRow = {
  ...jalan,
  "Tracking ID": "9100103",
  "Waktu Laporan Masuk": "00:55:00",
  "Nama Pelapor": "Warga Tiga",
  "Judul Laporan": "Pungli pengurusan KTP",
  "Tipe Laporan (Anonim/Rahasia)": "Anonim|Rahasia",
  "ID Instansi Terdisposisi": "90004",
  "Instansi Terdisposisi": "Dinas Kependudukan dan Pencatatan Sipil",
  Kategori: "Pungutan Liar",
};

const waiting = { "Status Laporan": "Belum Ditindaklanjuti" };
const answered = { "Status Laporan": "Proses" };

/** What LAPOR!'s export of each day says. */
const days: readonly { date: string; note: string; rows: readonly ExportRow[] }[] = [
  {
    date: "2026-11-16",
    note: "tiga laporan baru; 9100103 rahasia, jadi pesannya hanya menyebut nomor dan batas waktu",
    rows: [
      { ...jalan, ...waiting },
      { ...sampah, ...waiting },
      { ...rahasia, ...waiting },
    ],
  },
  {
    date: "2026-11-17",
    note: "laporan 9100101 sudah ditanggapi di LAPOR!",
    rows: [
      { ...jalan, ...answered },
      { ...sampah, ...waiting },
      { ...rahasia, ...waiting },
    ],
  },
  ...["2026-11-18", "2026-11-19", "2026-11-20"].map((date) => ({
    date,
    note: date === "2026-11-18" ? "laporan rahasia 9100103 juga sudah ditanggapi" : "tidak ada perubahan",
    rows: [
      { ...jalan, ...answered },
      { ...sampah, ...waiting },
      { ...rahasia, ...answered },
    ],
  })),
  ...["2026-11-23", "2026-11-24"].map((date) => ({
    date,
    note: "laporan 9100102 masih belum ditanggapi",
    rows: [
      { ...jalan, ...answered },
      { ...sampah, ...waiting },
      { ...rahasia, ...answered },
    ],
  })),
  {
    date: "2026-11-25",
    note: "laporan 9100102 akhirnya ditanggapi",
    rows: [
      { ...jalan, ...answered },
      { ...sampah, ...answered },
      { ...rahasia, ...answered },
    ],
  },
];

/** What officials do after the export of that day. */
const deeds: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async "2026-11-16"(stage) {
    await stage.until("2026-11-16T10:00");
    await register(stage, admin);
  },
  async "2026-11-17"(stage) {
    await stage.until("2026-11-17T10:15");
    await answer(stage, admin, "SIAP");
  },
  async "2026-11-18"(stage) {
    await stage.until("2026-11-18T12:00");
    stage.narrator.tell(
      stage.now(),
      `Pengingat berikutnya untuk 9100102 tidak dikirim, karena ${admin} membalas SIAP. Jenjangnya tetap berjalan.`,
    );
  },
  async "2026-11-19"(stage) {
    await stage.until("2026-11-19T12:00");
    stage.narrator.quote("Eko Kadis DLH", /^Sudah disampaikan.*$/mu);
  },
  async "2026-11-23"(stage) {
    await stage.until("2026-11-24T08:30");
    stage.narrator.quote("Sari Bupati", /^ *Kepala diberi tahu.*$/mu);
  },
};

const admin = "Dewi Admin DLH";

/** Ten days of November 2026. */
export async function playStory(stage: Stage): Promise<void> {
  const { narrator } = stage;
  narrator.tell(stage.now(), "Kominfo mengimpor db/contoh/pemda.yaml dan menautkan WhatsApp (QR dipindai).");
  for (const name of ["Andi Admin PUPR", "Hana Admin Dukcapil"]) await register(stage, name);
  stage.kominfo((desk, office) => switchOn(desk, office, stage.now()));
  narrator.tell(
    stage.now(),
    "Kominfo menyalakan pengiriman: siaga kirim nyalakan. Siapa yang belum mendaftar, diberi tahu lewat email.",
  );
  for (const { date, note, rows } of days) {
    await stage.until(`${date}T09:05`);
    const file = await dropExport(stage.inFolder, date, rows);
    narrator.tell(stage.now(), `Ekspor masuk folder: ${file} (${note}).`);
    await deeds[date]?.(stage);
  }
  await stage.until("2026-11-26T08:00");
}
