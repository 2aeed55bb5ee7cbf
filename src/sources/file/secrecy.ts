export interface Secrecy {
  readonly isAnonymous: boolean;
  readonly isSecret: boolean;
}

const openWords = new Set(["", "publik", "public", "terbuka", "normal", "biasa", "tidak"]);

/** What the column Tipe Laporan says: empty, "Anonim", "Rahasia", "Anonim|Rahasia". null: a word it does not know. */
export function readSecrecy(text: string): Secrecy | null {
  const words: readonly string[] = text.toLowerCase().match(/[a-z]+/g) ?? [];
  const isAnonymous = words.includes("anonim");
  const isSecret = words.includes("rahasia");
  return isAnonymous || isSecret || words.every((word) => openWords.has(word))
    ? { isAnonymous, isSecret }
    : null;
}
