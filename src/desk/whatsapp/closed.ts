import type { WhatsAppStatus } from "../../connections/whatsapp/types.ts";
import type { Alarm } from "../../escalation/contract.ts";

/** What closed the connection mends itself, until it did not so many times in a row. */
const mostFailures = 3;

interface Trouble {
  readonly alarm: Alarm;
  readonly isSo: boolean;
}

/** What of the connection's state only a person can mend, or knows to be mended; the rest is not for Kominfo. */
export function troublesOf({ state, code, failures }: WhatsAppStatus): readonly Trouble[] {
  const isOften = failures >= mostFailures;
  const out = { alarm: code === 403 ? refused : loggedOut, isSo: state === "logged_out" };
  const lasting = [
    { alarm: replaced, isSo: isOften && state === "replaced" },
    { alarm: tooOld, isSo: isOften && state === "closed" && code === 405 },
  ];
  // While it tries again nothing is known to be mended.
  return [out, ...lasting.filter(({ isSo }) => isSo || state === "open")];
}

const loggedOut: Alarm = {
  cause: "wa:logged_out",
  text: "Nomor WhatsApp bot tidak tertaut, jadi pesan dikirim lewat email. Hentikan bot, lalu tautkan lagi: siaga wa tautkan.",
};

const refused: Alarm = {
  cause: "wa:logged_out",
  text: "WhatsApp menolak nomor bot (kode 403), mungkin diblokir, jadi pesan dikirim lewat email. Buka WhatsApp di ponsel bot; bila diblokir, ajukan peninjauan di sana. Sesudahnya hentikan bot, lalu tautkan lagi: siaga wa tautkan.",
};

const replaced: Alarm = {
  cause: "wa:replaced",
  text: "Sesi WhatsApp bot terus diambil alih program lain. Pastikan hanya satu bot yang berjalan dengan nomor itu.",
};

const tooOld: Alarm = {
  cause: "wa:version",
  text: "WhatsApp menolak versi yang disebut bot (kode 405). Versi terbaru dicari dengan sendirinya; bila SIAGA_WA_VERSI diisi, hapus atau perbarui lalu jalankan ulang bot.",
};
