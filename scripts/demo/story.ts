import type { ExportRow } from "../../test/support/exports/columns.ts";
import { createInvite } from "../../src/people/store.ts";
import { switchOn } from "../../src/desk/sending.ts";
import { dropExport } from "./export-file.ts";
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

/** Ten days of November 2026. */
export async function playStory(stage: Stage): Promise<void> {
  const { narrator } = stage;
  narrator.tell(stage.now(), "Kominfo mengimpor db/contoh/pemda.yaml dan menautkan WhatsApp (QR dipindai).");
  await registerAdmins(stage);
  stage.kominfo((desk, office) => switchOn(desk, office, stage.now()));
  narrator.tell(stage.now(), "Para kepala belum mengirim DAFTAR, jadi mereka diberi tahu lewat email.");
  narrator.tell(stage.now(), "Kominfo menyalakan pengiriman: siaga kirim nyalakan.");
  for (const { date, note, rows } of days) {
    await stage.until(`${date}T09:05`);
    const file = await dropExport(stage.inFolder, date, rows);
    narrator.tell(stage.now(), `Ekspor masuk folder: ${file} (${note}).`);
  }
  await stage.until("2026-11-26T08:00");
}

/** Two admins write their DAFTAR code to the bot; from then on they are told by WhatsApp. */
async function registerAdmins(stage: Stage): Promise<void> {
  for (const [index, { name, id, wa }] of adminsToRegister(stage).entries()) {
    const now = stage.now();
    const code = stage.kominfo(({ sql }) => createInvite(sql, id, (below) => (index * 7 + 3) % below, now));
    const phone = stage.fake.addPhone(wa.slice(1), `90000000000010${index}`);
    await stage.fake.write(phone, stage.account, { conversation: `DAFTAR ${code}` });
    await stage.soon(
      "DAFTAR arrives",
      () => stage.db.sql.prepare("select 1 from inbound where handledAt is null").get() !== undefined,
    );
    stage.narrator.tell(now, `${name} mengirim DAFTAR dari ${wa}.`);
    await stage.settle();
  }
}

function adminsToRegister(stage: Stage) {
  return [...stage.office().people.holdersByPost.values()]
    .flat()
    .flatMap(({ id, name, post, unitId, wa }) => {
      const unit = stage.office().people.units.get(unitId);
      const isChosen = post === "admin" && ["90001", "90002", "90004"].includes(unit?.externalId ?? "");
      return isChosen && wa !== null ? [{ id, name, wa }] : [];
    });
}
