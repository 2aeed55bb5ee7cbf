import type { Command } from "commander";

interface Entry {
  readonly name: string;
  readonly summary: string;
  readonly load: () => Promise<Command>;
}

/** Every command, in the order in which an operator meets them. */
export const commands: readonly Entry[] = [
  {
    name: "siapkan",
    summary: "menyiapkan Pemda dan OPD pertama lewat tanya jawab",
    load: async () => (await import("./siapkan.ts")).build(),
  },
  {
    name: "jalankan",
    summary: "menjalankan bot (npm start)",
    load: async () => (await import("./jalankan.ts")).build(),
  },
  {
    name: "kirim",
    summary: "menyalakan atau mematikan pengiriman sebenarnya",
    load: async () => (await import("./kirim.ts")).build(),
  },
  {
    name: "status",
    summary: "keadaan sekilas",
    load: async () => (await import("./status.ts")).build(),
  },
  {
    name: "periksa",
    summary: "apa yang kurang atau salah, dan perintah yang membetulkannya",
    load: async () => (await import("./periksa.ts")).build(),
  },
  {
    name: "konfig",
    summary: "OPD, jabatan, kontak, kalender, dan aturan sebagai satu berkas",
    load: async () => (await import("./konfig.ts")).build(),
  },
  {
    name: "opd",
    summary: "perangkat daerah dan nama lainnya",
    load: async () => (await import("./opd.ts")).build(),
  },
  {
    name: "jabatan",
    summary: "jabatan dalam OPD",
    load: async () => (await import("./jabatan.ts")).build(),
  },
  {
    name: "kontak",
    summary: "orang yang memegang jabatan",
    load: async () => (await import("./kontak.ts")).build(),
  },
  {
    name: "aturan",
    summary: "jenjang: setelah berapa lama, siapa, lewat apa",
    load: async () => (await import("./aturan.ts")).build(),
  },
  {
    name: "kalender",
    summary: "hari kerja, hari libur, dan hitungan batas waktu",
    load: async () => (await import("./kalender.ts")).build(),
  },
  {
    name: "laporan",
    summary: "mengimpor, mendaftar, dan melihat laporan",
    load: async () => (await import("./laporan.ts")).build(),
  },
  {
    name: "pesan",
    summary: "pesan yang menunggu, terkirim, atau gagal",
    load: async () => (await import("./pesan.ts")).build(),
  },
  {
    name: "simulasi",
    summary: "mencoba aturan pada laporan yang lalu",
    load: async () => (await import("./simulasi.ts")).build(),
  },
  {
    name: "sumber",
    summary: "dari mana laporan datang: ekspor, API LAPOR!, isian tangan",
    load: async () => (await import("./sumber.ts")).build(),
  },
  {
    name: "wa",
    summary: "menautkan dan memeriksa nomor WhatsApp bot",
    load: async () => (await import("./wa.ts")).build(),
  },
  {
    name: "email",
    summary: "memeriksa pengiriman email",
    load: async () => (await import("./email.ts")).build(),
  },
  {
    name: "rekap",
    summary: "angka untuk laporan bulanan: penyelesaian, laju tindak lanjut, peringkat OPD",
    load: async () => (await import("./rekap.ts")).build(),
  },
  {
    name: "riwayat",
    summary: "siapa mengubah apa, dan kapan",
    load: async () => (await import("./riwayat.ts")).build(),
  },
  {
    name: "cadangkan",
    summary: "menyalin basis data ke satu berkas",
    load: async () => (await import("./cadangkan.ts")).build(),
  },
  {
    name: "pulihkan",
    summary: "mengganti basis data dengan cadangan",
    load: async () => (await import("./pulihkan.ts")).build(),
  },
];
