import type { Tame } from "./tame.ts";

/**
 * Whom the message addresses, after "Yth. Bapak/Ibu": "Siti Aminah – Kepala Dinas Perhubungan", and in its two parts,
 * for names of offices are long. A post of null is not said.
 */
export function addressReader(person: string, post: string | null, tame: Tame) {
  const [readerName, readerPost] = [tame(person), tame(post ?? "")];
  return {
    reader: [readerName, readerPost].filter((words) => words !== "").join(" – "),
    readerName,
    readerPost,
  };
}
