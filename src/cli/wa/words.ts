import type { WhatsAppState } from "../../connections/whatsapp/types.ts";

/** How the connection to WhatsApp stands; why it closed has words of its own for each code that asks for something else. */
export function describeConnection(state: WhatsAppState, code: number | null): string {
  if (state === "open" || code === null) return byState[state];
  return `${byCode[code] ?? byState[state]} (kode ${code})`;
}

const replaced = "diambil alih program lain, pastikan hanya satu bot yang berjalan";

const byState: Record<WhatsAppState, string> = {
  open: "tersambung",
  connecting: "sedang menyambung",
  closed: "terputus, dicoba lagi dengan sendirinya",
  pairing: "menunggu ponsel memindai kode",
  replaced,
  logged_out: "belum ditautkan (siaga wa tautkan)",
};

const byCode: Readonly<Record<number, string>> = {
  401: "dikeluarkan dari perangkat tertaut, tautkan lagi: siaga wa tautkan",
  403: "nomornya ditolak WhatsApp, periksa di ponsel bot lalu tautkan lagi: siaga wa tautkan",
  405: "versinya ditolak WhatsApp, yang terbaru dicari dengan sendirinya (bila diisi, hapus SIAGA_WA_VERSI)",
  408: "WhatsApp tidak menjawab, dicoba lagi dengan sendirinya",
  440: replaced,
  503: "WhatsApp sedang sibuk, dicoba lagi dengan sendirinya",
};
