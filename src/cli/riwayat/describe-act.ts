import type { Difference } from "./describe-difference.ts";

/** What somebody did, where the difference between two states of the book would not say it; null: the difference does. */
export function describeAct(action: string, difference: Difference): string | null {
  return acts[action]?.(difference) ?? null;
}

const acts: Readonly<Record<string, (difference: Difference) => string>> = {
  "kontak.daftar": ({ subject, after }) => `${subject}: nomor WhatsApp ${say(after, "wa")} didaftarkan`,
  "kontak.konfirmasi": ({ subject }) => `${subject}: jabatannya dikonfirmasi`,
  "kontak.pindah": ({ subject }) => `${subject}: tidak lagi memegang jabatan itu (PINDAH)`,
  "kontak.stop": ({ subject }) => `${subject}: pesan WhatsApp dihentikan (STOP)`,
  "kontak.mulai": ({ subject }) => `${subject}: pesan WhatsApp diterima lagi (MULAI)`,
  "kirim.nyalakan": ({ after }) =>
    `Pengiriman dinyalakan; ${say(after, "backlog")} laporan menjadi tunggakan`,
  "kirim.matikan": () => "Pengiriman dimatikan, kembali ke uji coba",
  "kirim.lanjutkan": () => "Jam server dinyatakan benar",
  "sumber.nyalakan": ({ subject }) => `Sumber ${subject} dinyalakan`,
  "sumber.matikan": ({ subject }) => `Sumber ${subject} dimatikan`,
  "laporan.tahan": ({ subject, after }) => `${subject} ditahan: ${say(after, "why")}`,
  "laporan.lanjutkan": ({ subject }) => `${subject} dilanjutkan`,
  "laporan.catat-siap": ({ subject, after }) => `${subject}: SIAP dari ${say(after, "ackedBy")} dicatat`,
  "pesan.batalkan": ({ subject }) => `${subject} dibatalkan`,
  "pesan.kirim-ulang": ({ subject }) => `${subject} dikirim ulang`,
  "wa.tautkan": ({ after }) => `Bot ditautkan dengan ${say(after, "number")}`,
  "wa.putuskan": ({ before }) => `Bot tidak lagi tertaut dengan ${say(before, "number")}`,
  pulihkan: ({ after }) => `Basis data dipulihkan dari ${say(after, "file")}`,
};

function say(value: unknown, field: string): string {
  const found = typeof value === "object" && value !== null ? Reflect.get(value, field) : null;
  return typeof found === "string" || typeof found === "number" ? String(found) : "–";
}
