import type { Span } from "./span.ts";

/** Seven digits and more in words are no sentence; LAPOR! may have glued them to what stands around them. */
const spelled = /(?:(?:nol|kosong|satu|dua|tiga|empat|lima|enam|tujuh|d?e?lapan|sembilan)[\s,.-]{0,3}){7,}/gi;

/** Phone numbers in words: "nol delapan satu dua …". */
export function findSpelled(text: string): Span[] {
  return [...text.matchAll(spelled)].map(({ 0: words, index }) => ({
    start: index,
    end: index + words.replace(/[\s,.-]+$/, "").length,
  }));
}
