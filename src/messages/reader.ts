import type { Tame } from "./tame.ts";

/** Whom the message addresses, after "Yth. Bapak/Ibu": "Siti Aminah – Kepala Dinas Perhubungan". A post of null is not said. */
export function addressReader(person: string, post: string | null, tame: Tame): string {
  return [person, post ?? ""]
    .map((words) => tame(words))
    .filter((words) => words !== "")
    .join(" – ");
}
