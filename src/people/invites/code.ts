/** A whole number from 0 up to, not including, `below`. */
export type RandomInt = (below: number) => number;

/** Without the signs that are read as one another: 0 and O, 1, I and L, 2 and Z, 5 and S, 8 and B, U and V. */
const alphabet = "34679ACDEFGHJKMNPQRTVWXY";
const length = 8;

/** A DAFTAR code: eight signs, about 37 bits. */
export function makeCode(random: RandomInt): string {
  return Array.from({ length }, () => alphabet.charAt(random(alphabet.length))).join("");
}

/** A code as typed into a chat: case, spaces and hyphens are forgiven. */
export function readCode(text: string): string {
  return text.toUpperCase().replaceAll(/[\s\p{Pd}.]/gu, "");
}
