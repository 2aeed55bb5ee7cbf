import { findEmails } from "./scrub/emails.ts";
import { findNumbers } from "./scrub/numbers.ts";
import { findPlates } from "./scrub/plates.ts";
import type { Span } from "./scrub/span.ts";

const MASK = "[disamarkan]";

/** Without a digit, an "@" or a spelled "at" there is nothing to find; most titles end here. */
const mayIdentify = /[0-9@]|[[({\s]at?[\])}\s]/i;

/**
 * Replaces what identifies a person by "[disamarkan]": NIK and other long identity numbers, phone numbers, e-mail
 * addresses, bank cards and accounts, vehicle plates (escalation.md section 11). Works in time linear to the text.
 */
export function scrub(text: string): string {
  if (!mayIdentify.test(text)) return text;
  const spans = [...findEmails(text), ...findNumbers(text), ...findPlates(text)];
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
