import { findEmails } from "./scrub/emails.ts";
import { readLookAlikes } from "./scrub/look-alikes.ts";
import { findNumbers } from "./scrub/numbers.ts";
import { findPlates } from "./scrub/plates.ts";
import type { Span } from "./scrub/span.ts";
import { findSpelled } from "./scrub/spelled.ts";

const MASK = "[disamarkan]";

/** Without a digit, an "@", a spelled "at" or "delapan" there is nothing to find; most titles end here. */
const mayIdentify = /[0-9@\u0660-\u0669\u06F0-\u06F9\uFF10-\uFF19]|[[({\s]at?[\])}\s]|lapan/i;

/**
 * Replaces what identifies a person by "[disamarkan]": NIK and other long identity numbers, phone numbers, e-mail
 * addresses, bank cards and accounts, vehicle plates (escalation.md section 11). Works in time linear to the text.
 */
export function scrub(text: string): string {
  let scrubbed = scrubOnce(text);
  for (let rounds = 1, before = text; scrubbed !== before && rounds < MOST_ROUNDS; rounds += 1) {
    before = scrubbed;
    scrubbed = scrubOnce(before);
  }
  return scrubbed;
}

/** Where one number touches another, only what is left of the first shows that it was one. */
const MOST_ROUNDS = 4;

function scrubOnce(text: string): string {
  if (!mayIdentify.test(text)) return text;
  const spans = [
    ...findEmails(text),
    ...findNumbers(readLookAlikes(text)),
    ...findPlates(text),
    ...findSpelled(text),
  ];
  if (spans.length === 0) return text;
  return mask(
    text,
    spans.sort((a, b) => a.start - b.start),
  );
}

function mask(text: string, spans: readonly Span[]): string {
  let masked = "";
  let done = 0;
  for (const { start, end } of spans) {
    if (start >= done) masked += text.slice(done, start) + MASK;
    done = Math.max(done, end);
  }
  return masked + text.slice(done);
}
