/** One word of a reply: letters, or digits; upper case, without accents. `start` and `end` are its place in the text. */
export interface Word {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Invisible and direction-turning characters taken away, letters of every style made plain. */
export function tidy(text: string): string {
  return text.normalize("NFKC").replace(/\p{Cf}/gu, "");
}

/** "siap9100001" is two words; emoji and punctuation are none. */
export function splitWords(text: string): Word[] {
  return [...text.matchAll(/\p{N}+|[\p{L}\p{M}]+/gu)]
    .map(({ 0: found, index }) => ({
      text: found.normalize("NFKD").replace(/\p{M}/gu, "").toUpperCase(),
      start: index,
      end: index + found.length,
    }))
    .filter(({ text }) => text !== "");
}
