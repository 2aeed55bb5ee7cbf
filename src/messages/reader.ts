import { chooseCourtesy } from "./courtesy.ts";
import type { Tame } from "./tame.ts";

/**
 * Whom the message addresses, after "Yth. Bapak/Ibu": "Siti Aminah – Kepala Dinas Perhubungan", and in its two parts,
 * for names of offices are long. A post of null is not said. `about`: what distinguishes this message from others to them.
 */
export function addressReader(person: string, post: string | null, tame: Tame, about: string) {
  const [readerName, readerPost] = [tame(person), tame(post ?? "")];
  const reader = [readerName, readerPost].filter((words) => words !== "").join(" – ");
  return { reader, readerName, readerPost, ...chooseCourtesy(reader, `${person}/${about}`) };
}
