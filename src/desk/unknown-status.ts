import { foldWords } from "../complaints/status-words.ts";

const prefix = "note:status:";

/** The alarm that reports a status text; told once (escalation.md section 3). */
export function statusCause(text: string): string {
  return `${prefix}${text}`;
}

/** Whether an alarm reports this status text, however it is written. */
export function isAboutStatus(cause: string, text: string): boolean {
  return cause.startsWith(prefix) && foldWords(cause.slice(prefix.length)) === foldWords(text);
}

/** What mends it; a text without letters and digits is no spelling that could be kept. */
export function explainStatus(text: string): string {
  return foldWords(text) === ""
    ? "Betulkan statusnya di sumber laporan."
    : `Sebutkan artinya: siaga sumber istilah "${text}" --artinya STATUS (misalnya proses atau selesai)`;
}
