import { type Chunk, amountLength, chunksOf, isPriced } from "./chunks.ts";
import { identityLength } from "./identity.ts";
import { phoneLength } from "./phones.ts";
import type { Span } from "./span.ts";

/** More than a hundred trillion rupiah is no amount, also where "Rp" stands before it: something was glued to one. */
const LONGEST_AMOUNT = 15;

/** Numbers that identify somebody: phone, NIK, card, account. Amounts, dates, RT/RW and tracking ids are left alone. */
export function findNumbers(text: string): Span[] {
  const chunks = chunksOf(text);
  const spans: Span[] = [];
  for (let first = 0; first < chunks.length;) {
    const { length, isPersonal } = judge(text, chunks, first);
    if (isPersonal) spans.push(spanOf(text, chunks.slice(first, first + length)));
    first += length;
  }
  return spans;
}

interface Verdict {
  /** How many chunks it speaks of, at least one. */
  readonly length: number;
  readonly isPersonal: boolean;
}

function judge(text: string, chunks: readonly Chunk[], first: number): Verdict {
  const head = chunks[first];
  if (head && head.digits.length < LONGEST_AMOUNT && isPriced(text, head))
    return { length: Math.max(1, amountLength(chunks, first)), isPersonal: false };
  const phone = phoneLength(text, chunks, first);
  if (phone > 0) return { length: phone, isPersonal: true };
  const amount = amountLength(chunks, first);
  if (amount > 0) return { length: amount, isPersonal: false };
  const identity = identityLength(text, chunks, first);
  return { length: Math.max(1, identity), isPersonal: identity > 0 };
}

/** From the first digit to the last, with the "+" and the "(" that belong to it. */
function spanOf(text: string, group: readonly Chunk[]): Span {
  let start = group[0]?.start ?? 0;
  const end = group.at(-1)?.end ?? start;
  if (text[start - 1] === "+") start -= 1;
  const isClosedInside = text.slice(start, end).includes(")");
  return { start: text[start - 1] === "(" && isClosedInside ? start - 1 : start, end };
}
