interface ClockWords {
  /** What the complaint waits for, after "perlu", "belum" or "mohon". */
  readonly toBe: string;
  /** The same in the heading of a digest, to those above. */
  readonly pending: string;
  /** And to those who answer. */
  readonly awaits: string;
}

/** True whatever is timed. */
const anyClock: ClockWords = { toBe: "ditangani", pending: "belum tuntas", awaits: "penanganan" };

const clockWords: ReadonlyMap<string, ClockWords> = new Map([
  [
    "verifikasi",
    { toBe: "diverifikasi dan diteruskan ke OPD", pending: "belum diverifikasi", awaits: "verifikasi" },
  ],
  ["tindak lanjut", { toBe: "ditindaklanjuti", pending: "belum ditindaklanjuti", awaits: "tindak lanjut" }],
  ["penyelesaian", { toBe: "diselesaikan", pending: "belum selesai", awaits: "penyelesaian" }],
]);

/** The words for one clock, or those that are true of any where the clocks differ. */
export function wordsOfClocks(clockNames: readonly string[]): ClockWords {
  const [first = "", ...others] = new Set(clockNames);
  return (others.length === 0 ? clockWords.get(first) : undefined) ?? anyClock;
}

/** "3 hari kerja"; 0 is "kurang dari 1 hari kerja". */
export function workingDays(days: number): string {
  return days < 1 ? "kurang dari 1 hari kerja" : `${days} hari kerja`;
}

/** "terlewat 2 hari kerja"; 0 is "baru saja melewati batas waktu". */
export function latenessOf(days: number): string {
  return days < 1 ? "baru saja melewati batas waktu" : `terlewat ${workingDays(days)}`;
}

/** "Sen, 23 Nov 2026, 15.00 WITA (terlewat 2 hari kerja)", or as much of it as is known; null: nothing is. */
export function deadlineWords(dueDate: string | null, lateWords: string | null): string | null {
  if (dueDate === null || lateWords === null) return dueDate ?? lateWords;
  return `${dueDate} (${lateWords})`;
}
