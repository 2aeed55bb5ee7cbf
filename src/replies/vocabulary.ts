import type { PlainKind } from "./contract.ts";

/** What each word asks for (escalation.md section 6). Upper case. */
export const commandWords: ReadonlyMap<string, PlainKind> = new Map([
  ["SIAP", "acknowledge"],
  ["1", "acknowledge"],
  ["OK", "acknowledge"],
  ["OKE", "acknowledge"],
  ["DITERIMA", "acknowledge"],
  ["STATUS", "status"],
  ["BANTUAN", "help"],
  ["PINDAH", "leave"],
  ["STOP", "stop"],
  ["MULAI", "start"],
]);

/** The second word of BUKAN WEWENANG. */
export const authorityWords: ReadonlySet<string> = new Set(["WEWENANG", "KEWENANGAN"]);

/** Said around a command without changing it; alone they are none: "terima kasih" acknowledges nothing. */
export const courtesies: ReadonlySet<string> = new Set(
  `PAK BU BAPAK IBU MIN ADMIN KAK MAS MBAK BANG YTH YA BAIK MOHON MAAF IZIN IJIN TOLONG
   TERIMA KASIH TERIMAKASIH MAKASIH TRIMS BANYAK SEGERA LAKSANAKAN
   SELAMAT PAGI SIANG SORE MALAM`.split(/\s+/u),
);

/** Said around SIAP, BUKAN WEWENANG and STATUS, which speak of a complaint: "laporan ini sudah diterima". */
export const mentions: ReadonlySet<string> = new Set(
  "LAPORAN LAPOR ID NOMOR INI ITU SUDAH TELAH KAMI SAYA UNTUK".split(" "),
);

/** Between BUKAN WEWENANG and the reason. */
export const becauseWords: ReadonlySet<string> = new Set(["KARENA", "SEBAB", "ALASAN", "ALASANNYA"]);
