import type { Status } from "./contract.ts";

/** How LAPOR! names its statuses (escalation.md section 3). Kominfo adds spellings in the table statusWords. */
const shippedWords: readonly (readonly [text: string, status: Status])[] = [
  ["Belum Terverifikasi", "unverified"],
  ["Terverifikasi", "verified"],
  ["Belum Ditindaklanjuti", "unanswered"],
  ["Proses", "in_progress"],
  ["Dalam Proses", "in_progress"],
  ["Diproses", "in_progress"],
  ["Ditanggapi oleh Pelapor", "in_progress"],
  ["Ditunda", "postponed"],
  ["Menunggu Kelengkapan Informasi", "postponed"],
  ["Selesai", "done"],
  ["Ditutup oleh Pelapor", "done"],
  ["Ditutup oleh Admin", "done"],
  ["Ditutup oleh Sistem", "closed_by_system"],
  ["Diarsipkan oleh Admin", "archived"],
  ["Diarsipkan oleh Sistem", "archived"],
  ["Diarsipkan oleh Pelapor", "archived"],
  ["Konten Terblokir", "archived"],
  ["Ditolak", "rejected"],
  ["Bukan Wewenang", "not_authority"],
];

const shippedByKey: ReadonlyMap<string, Status> = new Map(
  shippedWords.map(([text, status]) => [foldWords(text), status]),
);

const ended: ReadonlySet<Status> = new Set<Status>([
  "done",
  "closed_by_system",
  "rejected",
  "archived",
  "not_authority",
]);

const list = [...ended].map((status) => `'${status}'`).join(", ");

/**
 * `!isEnded` as a condition in SQL. It stands here once, for SQLite compares conditions as they are written: where this one
 * differs from that of the index complaintsOpen, all the years of the book are read, without a word.
 */
export const notEndedSql = `status not in (${list})`;

/** In SQL: complaints that have not ended, and had not when they were first seen. */
export const openSql = `isHistoric = 0 and ${notEndedSql}`;

/** The key under which a spelling is kept: lower case, words of letters and digits with one space between. */
export function foldWords(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

/**
 * What a status text of LAPOR! means; "unknown" for an empty or unknown one, which counts as open.
 * `added`: Kominfo's own spellings by `foldWords` key; they win over the shipped ones.
 */
export function statusOf(text: string, added: ReadonlyMap<string, Status>): Status {
  const key = foldWords(text);
  return added.get(key) ?? shippedByKey.get(key) ?? "unknown";
}

/** Whether a complaint with this status has ended: every clock stops. */
export function isEnded(status: Status): boolean {
  return ended.has(status);
}

/** How far a complaint has come; a postponed or unknown one may be anywhere. */
const reached: Readonly<Partial<Record<Status, number>>> = {
  unverified: 0,
  verified: 1,
  unanswered: 2,
  in_progress: 3,
};

/** Whether LAPOR! takes back what it said: answered becomes unanswered, ended becomes open. */
export function isBackwards(before: Status, after: Status): boolean {
  if (isEnded(after)) return false;
  if (isEnded(before)) return true;
  return (reached[after] ?? Infinity) < (reached[before] ?? -Infinity);
}

const reporterReply = foldWords("Ditanggapi oleh Pelapor");

/** Whether this status text says that the reporter wrote last. */
export function isReporterReply(text: string | null): boolean {
  return text !== null && foldWords(text) === reporterReply;
}
