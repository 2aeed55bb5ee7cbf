import { foldWords } from "./status-words.ts";

/** Words of an address. Not "dusun", "kampung" or "kota": kecamatan are called so, and so is Jalan Cagak. */
const street =
  /\b(?:jalan(?! cagak)|jln|jl|gang|gg|lorong|lrg|rt|rw|no|nomor|blok|perum|perumahan|komplek|kompleks|kelurahan|kel|desa)\b/u;

/** Kecamatan whose names hold a number: 2 x 11 Enam Lingkung, 2 x 11 Kayu Tanam. */
const numbered = /\b2 ?x ?11\b/u;

/**
 * Whether a place is told more precisely than by its kecamatan, as an address is: that may be a reporter's own door, and is
 * neither stored nor sent (escalation.md section 11).
 */
export function isTooPrecise(place: string): boolean {
  const words = foldWords(place).replace(numbered, "");
  return street.test(words) || /\d/u.test(words);
}
