import { handFieldNames } from "../../laporan/hand/field-names.ts";
import { statusNames } from "../../laporan/status-names.ts";
import { ruleWords } from "../../../rules/field-names.ts";

/** How people call the fields of an entry, as `steps[1].window` in a file is "jenjang 2, jendela". */
export function nameField(path: string): string {
  return path
    .replace(/^settings\./u, "")
    .replaceAll(/([a-z]+)\[(\d+)\]/giu, (_, list: string, index: string) => `${list} ${Number(index) + 1}`)
    .split(".")
    .map((part) => part.replace(/^[a-z]+/iu, (word) => fieldNames[word] ?? word))
    .join(", ");
}

/** A value as people say it: a yes or no, a word of the code, else as it is; nothing is "–". */
export function nameValue(value: unknown): string {
  if (value === undefined || value === null || value === "") return "–";
  if (typeof value === "boolean") return value ? "ya" : "tidak";
  return typeof value === "string" ? (valueNames[value] ?? value) : JSON.stringify(value);
}

const fieldNames: Readonly<Record<string, string>> = {
  ...handFieldNames,
  ...ruleWords,
  code: "kode",
  kind: "jenis",
  wa: "WhatsApp",
  from: "mulai",
  to: "sampai",
  parent: "induk",
  calendar: "kalender",
  zone: "zona",
  externalId: "ID LAPOR!",
  aliases: "ejaan lain",
  date: "tanggal",
  decree: "dasar",
  hours: "jam kerja",
  holidays: "hari libur",
  special: "jam khusus",
  number: "nomor",
  isOn: "menyala",
  baseUrl: "alamat",
  authHeader: "header SIAGA_LAPOR_AUTH",
  tokenHeader: "header SIAGA_LAPOR_TOKEN",
  listPath: "daftar",
  listItems: "isi daftar",
  fields: "kolom",
  budget: "permintaan sejam",
  maxAge: "berlaku",
  perDay: "pesan sehari",
  newChatsPerDay: "percakapan baru sehari",
  newChatsPerDayAtFirst: "percakapan baru sehari, minggu pertama",
  recipientGap: "jeda satu penerima (detik)",
  recipientPerDay: "pesan sehari satu penerima",
  typing: "mengetik (detik)",
  awake: "jam kirim (menit)",
};

const valueNames: Readonly<Record<string, string>> = {
  ...statusNames,
  verification: "verifikasi",
  response: "tindak lanjut",
  completion: "penyelesaian",
  each: "satuan",
  digest: "ringkasan",
  libur_nasional: "libur nasional",
  cuti_bersama: "cuti bersama",
  libur_daerah: "libur daerah",
};
