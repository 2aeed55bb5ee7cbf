import type { Span } from "./span.ts";

/** "@", "[at]", "(at)", "(a)", or "at" between spaces; each with the spaces around it. */
const atSigns = /\s?(?:@|[[({]\s?(?:at?|@)\s?[\])}])\s?|\sat\s/gi;
const LONGEST_LOCAL = 64;
const LONGEST_DOMAIN = 120;

/** After these even a domain without a dot, or an "at" in words, is an address. */
const provider = /^(?:gmail|googlemail|yahoo|ymail|rocketmail|hotmail|outlook|icloud|live|proton)/i;
const plainDomain = /^[a-z0-9-][a-z0-9.-]*\.[a-z]{2,}/i;
/** An address that LAPOR! glued to the next sentence ends with its top-level domain. */
const gluedEnd = /\.(?:com|net|org|info|biz|id)(?=[A-Z][a-z])/;

/** E-mail addresses, also in the ways people spell them to avoid being found. */
export function findEmails(text: string): Span[] {
  const spans: Span[] = [];
  for (const { 0: sign, index } of text.matchAll(atSigns)) {
    const start = localStart(text, index);
    const from = index + sign.length;
    const length = domainLength(text.slice(from, from + LONGEST_DOMAIN), sign);
    if (start < index && length > 0) spans.push({ start, end: from + length });
  }
  return spans;
}

function localStart(text: string, at: number): number {
  let start = at;
  while (start > 0 && at - start < LONGEST_LOCAL && /[\w.%+-]/.test(text[start - 1] ?? "")) start -= 1;
  return start;
}

/** How long the domain at the beginning of `rest` is; 0 if it is none. A handle such as "@dinas.x" after a space is none. */
function domainLength(rest: string, sign: string): number {
  const isSpelled = /[\sa]/i.test(sign);
  const known = provider.test(rest);
  if (isSpelled && !known && !/[[({]\s?(?:at|@)/i.test(sign)) return 0;
  const spelledDot = known
    ? /^[a-z]+\s?(?:[[({]\s?(?:dot|titik)\s?[\])}]|\s(?:dot|titik)\s)\s?(?:com|co\.id|id)/i.exec(rest)
    : null;
  if (spelledDot) return spelledDot[0].length;
  const domain = (plainDomain.exec(rest) ?? (known ? /^[a-z0-9-]+/i.exec(rest) : null))?.[0] ?? "";
  const glued = gluedEnd.exec(domain);
  return glued ? glued.index + glued[0].length : domain.length;
}
