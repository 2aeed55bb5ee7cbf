/** What an official asks of the bot. */
export type Command = { readonly kind: "register"; readonly code: string };

/** Reads a reply; null: nothing the bot understands. Case and punctuation are forgiven. */
export function parseReply(text: string): Command | null {
  const words = text
    .slice(0, 200)
    .toUpperCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .split(" ");
  const [first, ...rest] = words;
  if (first === "DAFTAR" && rest.length > 0) return { kind: "register", code: rest.join("") };
  return null;
}
