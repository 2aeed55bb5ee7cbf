import type {
  AlarmView,
  ComplaintView,
  DigestView,
  NoticeView,
  StepView,
} from "../../src/messages/contract.ts";

const pupr = "Dinas Pekerjaan Umum dan Penataan Ruang";
const dpmptsp = "Dinas Penanaman Modal, Pelayanan Terpadu Satu Pintu, Tenaga Kerja, dan Transmigrasi";

const units = [
  pupr,
  "Dinas Lingkungan Hidup",
  dpmptsp,
  "Dinas Kesehatan",
  "Kecamatan Banjarmasin Tengah",
  "Perusahaan Umum Daerah Air Minum Tirta Contoh",
] as const;

const titles = [
  "Jalan berlubang di depan pasar",
  "Sampah menumpuk berhari-hari di TPS 3 Jalan Ahmad Yani kilometer tujuh, sudah dilaporkan berkali-kali",
  "Lampu jalan padam",
  "Antrean puskesmas sejak subuh tetapi loket baru dibuka pukul sembilan",
  "Air PDAM keruh",
  null,
] as const;

function complaint(over: Partial<ComplaintView> = {}): ComplaintView {
  return {
    trackingId: "9100101",
    isSecret: false,
    title: titles[0],
    category: "Infrastruktur",
    unitName: pupr,
    locationName: "Kec. Alalak",
    reportedOn: "16 Nov 2026",
    ageDays: 0,
    waitsSince: null,
    deadline: "Sen, 23 Nov 2026, 15.00 WITA",
    lateDays: null,
    clockName: "tindak lanjut",
    url: "https://www.lapor.go.id",
    ...over,
  };
}

function step(over: Partial<StepView> = {}): StepView {
  return {
    kind: "step",
    person: "Andi Nurhaliza",
    post: `Admin ${pupr}`,
    role: "answers",
    occurrence: 0,
    unreachable: null,
    toldBefore: null,
    complaint: complaint(),
    ...over,
  };
}

const head = {
  person: "Ir. H. Budi Santoso, M.T.",
  post: `Kepala ${pupr}`,
  role: "leads",
} as const;
const regent = { person: "Hj. Sari Wulandari, S.H., M.H.", post: "Bupati", role: "oversees" } as const;
const secret = complaint({ isSecret: true, title: null, lateDays: 2 });
const late = { ageDays: 7, lateDays: 2, locationName: null } as const;

export const steps: Readonly<Record<string, StepView>> = {
  "1-jenjang-admin": step(),
  "2-pengingat-admin": step({ kind: "reminder", occurrence: 2, complaint: complaint({ ageDays: 2 }) }),
  "3-jenjang-kepala": step({
    ...head,
    toldBefore: `Admin ${pupr}, Sen, 16 Nov 2026, 09.05 WITA (diterima admin, 16 Nov 10.15)`,
    complaint: complaint({ ageDays: 3 }),
  }),
  "4-jenjang-kepala-opd-bernama-panjang": step({
    person: "Dr. Hj. Kartika Maharani Kusumawardhani, S.STP., M.Si., CGCAE.",
    post: `Kepala ${dpmptsp}`,
    role: "leads",
    unreachable: `Admin ${dpmptsp}`,
    complaint: complaint({ ...late, title: titles[1], unitName: dpmptsp, category: "Pelayanan Publik" }),
  }),
  "5-jenjang-kepala-daerah": step({
    ...regent,
    toldBefore: `Kepala ${pupr}, Kam, 19 Nov 2026, 09.05 WITA`,
    complaint: complaint(late),
  }),
  "6-jenjang-rahasia": step({ ...head, complaint: secret }),
  "7-verifikasi-kominfo": step({
    person: "Nurul Hikmah",
    post: "Admin Kominfo",
    complaint: complaint({
      unitName: null,
      clockName: "verifikasi",
      deadline: "Sel, 17 Nov 2026, 08.40 WITA",
    }),
  }),
};

function digest(over: Partial<DigestView> & Pick<DigestView, "lines">): DigestView {
  return { ...regent, date: "Senin, 30 November 2026", ...over };
}

/** The worst first, as days go by; every sixth has a sender's word, every ninth is secret. */
function lines(count: number): DigestView["lines"] {
  return Array.from({ length: count }, (_, i) => ({
    complaint: complaint({
      trackingId: String(9_100_101 + i),
      url: `https://www.lapor.go.id/pengaduan/${9_100_101 + i}`,
      isSecret: i % 9 === 8,
      title: titles[i % titles.length] ?? null,
      category: i % 2 === 0 ? "Infrastruktur" : "Pelayanan Publik",
      unitName: units[i % units.length] ?? null,
      ageDays: 5 + (i % 11),
      lateDays: i % 4 === 3 ? null : i % 11,
    }),
    unreachable: i % 12 === 5 ? `Kepala ${units[i % units.length] ?? ""}` : null,
    told:
      i % 12 === 5
        ? null
        : `${units[i % units.length]?.startsWith("Kecamatan") ? "Camat" : "Kepala Dinas"} diberi tahu 19 Nov 09.05${i % 3 === 1 ? ", diterima admin 16 Nov 10.15" : ""}`,
  }));
}

export const digests: Readonly<Record<string, DigestView>> = {
  "1-ringkasan-1-laporan": digest({ lines: lines(1) }),
  "2-ringkasan-12-laporan": digest({ lines: lines(12) }),
  "3-ringkasan-60-laporan": digest({ lines: lines(60) }),
  "4-rangkuman-admin": digest({
    person: "Andi Nurhaliza",
    post: `Admin ${pupr}`,
    role: "answers",
    lines: lines(5).map(({ complaint: one }, i) => ({
      complaint: {
        ...one,
        unitName: pupr,
        lateDays: null,
        clockName: i === 1 ? "penyelesaian" : "tindak lanjut",
        url: "https://www.lapor.go.id",
      },
      unreachable: null,
      told: null,
    })),
  }),
};

export const alarms: Readonly<Record<string, AlarmView>> = {
  "1-alarm-kominfo": {
    person: "Nurul Hikmah",
    causes: [
      {
        text: "Saluran WhatsApp sudah lebih dari setengah jam tidak dapat dipakai. Pesan baru memakai saluran lain bila ada. Periksa: siaga status.",
        since: "Sen, 23 Nov 2026, 08.40 WITA",
      },
    ],
    cleared: [],
  },
  "2-alarm-empat-sebab": {
    person: "Nurul Hikmah",
    causes: [
      `Kepala ${pupr} belum dapat dihubungi (kontak belum tersedia), jadi laporan 9100101 menunggu. Lengkapi: siaga kontak tambah pupr kepala.`,
      `OPD "Dinas PU Kab. Contoh" belum dikenal, jadi laporannya belum disampaikan. Petakan: siaga opd ubah KODE --alias "Dinas PU Kab. Contoh".`,
      "Data LAPOR! terakhir lebih dari 2 hari kerja lalu, jadi jenjang ditahan. Impor ekspor hari ini: siaga laporan impor.",
      "Pesan ke alamat email Budi Santoso dua kali ditolak, jadi alamat itu tidak dipakai lagi. Periksa lalu betulkan: siaga kontak ubah.",
    ].map((text) => ({ text, since: "Sen, 23 Nov 2026, 08.40 WITA" })),
    cleared: ["Saluran email dapat dipakai lagi."],
  },
};

function notice(over: Partial<NoticeView>): NoticeView {
  return { person: "Andi Nurhaliza", subject: "", sentences: [], items: [], thread: null, ...over };
}

export const notices: Readonly<Record<string, NoticeView>> = {
  "1-dialihkan": notice({
    subject: "[LAPOR 9100101] Tidak lagi ditujukan kepada OPD Anda",
    sentences: [
      "Laporan 9100101 di LAPOR! kini ditujukan kepada OPD lain.",
      "Tidak ada lagi yang perlu Bapak/Ibu lakukan untuk laporan ini. Terima kasih.",
    ],
    thread: "9100101",
  }),
  "2-bukan-wewenang": notice({
    person: "Nurul Hikmah",
    subject: "[LAPOR 9100101] Dinyatakan bukan wewenang",
    sentences: [
      `Andi Nurhaliza, Admin ${pupr}, menyatakan laporan 9100101 bukan wewenangnya.`,
      "Alasan: jalan provinsi",
      "Bila benar, mohon dialihkan di LAPOR! Sampai laporan dialihkan atau ditindaklanjuti di LAPOR!, jenjangnya tetap berjalan.",
    ],
    thread: "9100101",
  }),
  "3-konfirmasi-jabatan": notice({
    subject: "[SIAGA] Konfirmasi jabatan",
    sentences: [
      `Menurut catatan kami, Bapak/Ibu memegang jabatan Admin ${pupr}.`,
      "Bila sudah berganti, mohon beri tahu Dinas Kominfo.",
    ],
  }),
  "4-bot-sempat-mati": notice({
    person: "Nurul Hikmah",
    subject: "[SIAGA] Bot sempat tidak berjalan",
    sentences: [
      "Siaga tidak berjalan dari Jum, 20 Nov 2026, 17.02 WITA sampai Sen, 23 Nov 2026, 07.31 WITA.",
    ],
    items: ["12 jenjang yang jatuh tempo sudah diproses", "3 pesan dikirim ulang"],
  }),
};
