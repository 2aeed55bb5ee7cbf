/**
 * Text that others typed (titles, categories, names) as one harmless line: no control characters, no characters that are
 * invisible or turn the direction of writing, whitespace folded, cut at `length` code points with "…".
 */
export type Tame = (text: string, length?: number) => string;

const invisible = /[\p{Cf}\p{Co}]/gu;
const usualLength = 120;

export const tameForMail: Tame = (text, length = usualLength) => cut(foldLine(text), length);

/** The same for WhatsApp, where * ~ ` and an underscore at the edge of a word would change how the rest of the message looks. */
export const tameForWhatsApp: Tame = (text, length = usualLength) =>
  cut(foldLine(foldLine(text).replace(whatsAppMarks, " ")), length);

const whatsAppMarks = /[*~`]|(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu;

/**
 * Web addresses that a citizen wrote in a title must not become links in the chat of an official: a chat with the Bupati is
 * a target for phishing. Only the link to LAPOR! may be tapped.
 */
export function breakLinks(text: string): string {
  return text
    .replace(invisible, "")
    .replace(/:\/\//gu, ": //")
    .replace(/(?<=[\p{L}\p{N}-])\.(?=\p{L}{2})/gu, ". ");
}

const webAddress = /^https?:\/\/[\w.~:/?#@!$&()*+,;=%[\]-]{3,200}$/u;

/** A link that may be shown and tapped as it is, also between WhatsApp's formatting characters; null for anything else. */
export function tameUrl(url: string | null): string | null {
  if (url === null || !webAddress.test(url)) return null;
  return url.replace(/[*_~]/gu, (mark) => percentCodes[mark] ?? "");
}

const percentCodes: Record<string, string> = { "*": "%2A", _: "%5F", "~": "%7E" };

function foldLine(text: string): string {
  return text
    .toWellFormed()
    .replace(invisible, "")
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim();
}

function cut(line: string, length: number): string {
  const points = Array.from(line);
  if (points.length <= length) return line;
  const kept = points.slice(0, length - 1).join("");
  return `${kept.replace(/[\s_]+$/u, "")}…`;
}
