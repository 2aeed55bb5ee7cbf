// What the bot answers: short, and true whatever the complaint is. Nothing here names a complaint's contents.

const onlyLapor = "Tanggapan kepada pelapor ditulis di LAPOR!";

export const helpText = [
  "Balasan yang dikenal Siaga:",
  "SIAP – laporan diterima, pengingat dihentikan",
  "BUKAN WEWENANG + alasan – Kominfo diberi tahu",
  "STATUS – laporan terbuka Bapak/Ibu dan batas waktunya",
  "PINDAH – Bapak/Ibu tidak lagi memegang jabatan ini",
  "STOP / MULAI – WhatsApp dari Siaga dihentikan / dilanjutkan",
  "DAFTAR + kode dari Kominfo – mendaftarkan nomor WhatsApp ini",
  "",
  "Balas dengan mengutip pesannya, atau sebut nomor laporannya, misalnya: SIAP 9100001.",
  `${onlyLapor}; hanya itu yang menghentikan jenjang.`,
].join("\n");

export const notUnderstood = `Mohon maaf, balasan ini belum dikenal Siaga. Kirim BANTUAN untuk daftar balasan. ${onlyLapor}`;

export const notHandled =
  "Mohon maaf, balasan Bapak/Ibu belum dapat diproses. Silakan kirim sekali lagi, atau hubungi Kominfo.";

/** Stands below the last answer before the bot falls silent for a while. */
export const quietFromNow = "(Balasan berikutnya tetap dicatat walau tidak dijawab.)";

export function acknowledgedText(trackingId: string, deadline: string | null): string {
  const until = deadline === null ? "" : ` Batas waktunya tetap ${deadline}.`;
  return `Laporan ${trackingId} tercatat sudah diterima dan pengingatnya dihentikan.${until} ${onlyLapor}`;
}

export function acknowledgedBeforeText(trackingId: string, by: string, when: string): string {
  return `Laporan ${trackingId} sudah diterima oleh ${by} pada ${when}.`;
}

/** `post`: who has it now, such as "Kepala Dinas Perhubungan"; null: not to be said. */
export function movedOnText(trackingId: string, post: string | null): string {
  const to = post === null ? "" : ` (${post})`;
  return `Laporan ${trackingId} sudah naik ke jenjang berikutnya${to}. Mohon segera ditindaklanjuti di LAPOR!`;
}

export function endedText(trackingId: string): string {
  return `Laporan ${trackingId} sudah ditindaklanjuti, berakhir, atau dialihkan. Tidak ada lagi yang perlu dilakukan. Terima kasih.`;
}

export function notYoursText(trackingId: string): string {
  return `Laporan ${trackingId} tidak ada di antara laporan yang disampaikan kepada Bapak/Ibu. Periksa nomornya, atau kirim STATUS.`;
}

export const nothingOpen = "Saat ini tidak ada laporan terbuka yang disampaikan kepada Bapak/Ibu.";

/** `word`: the reply that needs a complaint, such as "SIAP". */
export function whichText(word: string, items: readonly string[], more: number): string {
  return [
    "Laporan mana yang Bapak/Ibu maksud?",
    ...listed(items, more),
    `Balas dengan mengutip pesannya, atau sebut nomornya: ${word}.`,
  ].join("\n");
}

export function whyText(trackingId: string): string {
  return `Mohon sertakan alasannya, misalnya: BUKAN WEWENANG ${trackingId} jalan provinsi.`;
}

export function declinedText(trackingId: string, isSecret: boolean): string {
  const but = isSecret ? " tanpa alasannya, karena laporan ini rahasia" : "";
  return `Kominfo diberi tahu${but} bahwa laporan ${trackingId} bukan wewenang Bapak/Ibu. Jenjangnya tetap berjalan sampai laporan dialihkan di LAPOR!`;
}

export function declinedUntoldText(trackingId: string): string {
  return `Keterangan untuk laporan ${trackingId} dicatat, tetapi Kominfo belum dapat dihubungi lewat Siaga. Mohon hubungi Kominfo langsung.`;
}

export function statusText(count: number, items: readonly string[], more: number): string {
  return [`Laporan terbuka Bapak/Ibu: ${count}`, ...listed(items, more), onlyLapor].join("\n");
}

export function leftText(posts: string): string {
  return `Tercatat: Bapak/Ibu tidak lagi memegang jabatan ${posts}. Siaga tidak mengirim pesan lagi untuk jabatan itu dan Kominfo diberi tahu. Terima kasih.`;
}

export function whichPostText(posts: readonly string[]): string {
  return [
    "Bapak/Ibu tercatat memegang beberapa jabatan:",
    ...posts.map((post) => `- ${post}`),
    "Balas PINDAH dengan mengutip pesan Siaga untuk jabatan yang ditinggalkan, atau hubungi Kominfo.",
  ].join("\n");
}

export function leaveOrDeclineText(trackingId: string): string {
  return `Bila laporan ${trackingId} bukan wewenang Bapak/Ibu, balas BUKAN WEWENANG ${trackingId} diikuti alasannya. Bila Bapak/Ibu tidak lagi memegang jabatan ini, balas PINDAH saja.`;
}

export function confirmedText(posts: string): string {
  return `Terima kasih, jabatan ${posts} tercatat masih benar.`;
}

export function stoppedText(hasEmail: boolean): string {
  const instead = hasEmail ? "Pemberitahuan selanjutnya dikirim lewat email." : "Kominfo diberi tahu.";
  return `Siaga tidak lagi mengirim pemberitahuan ke WhatsApp Bapak/Ibu. ${instead} Untuk melanjutkan, balas MULAI.`;
}

export const startedText =
  "Pemberitahuan dari Siaga dikirim lagi ke WhatsApp Bapak/Ibu. Untuk menghentikan, balas STOP.";

export const noNumberText =
  "Nomor WhatsApp Bapak/Ibu belum terdaftar. Mintalah kode kepada Kominfo, lalu kirim DAFTAR diikuti kode itu dari WhatsApp.";

export const registerTexts = {
  registered: "Pendaftaran berhasil. Pemberitahuan laporan SP4N-LAPOR! akan dikirim ke sini. Terima kasih.",
  unknown: "Kode tidak dikenal. Periksa kembali kode dari Kominfo, lalu kirim DAFTAR diikuti kode itu.",
  expired: "Kode sudah kedaluwarsa. Mintalah kode baru kepada Kominfo.",
  used: "Kode sudah pernah dipakai. Mintalah kode baru kepada Kominfo.",
} as const;

function listed(items: readonly string[], more: number): string[] {
  const rest = more > 0 ? [`dan ${more} laporan lainnya`] : [];
  return [...items.map((item) => `- ${item}`), ...rest];
}
