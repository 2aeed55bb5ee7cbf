import type { Span } from "./span.ts";

/** An unbroken run of digits. */
export interface Chunk extends Span {
  readonly digits: string;
  /** What stands between it and the chunk before, if people write that inside one number; else null. */
  readonly joiner: string | null;
  /** The same, where only mobile numbers are written so: "0813/4567/8901". */
  readonly rareJoiner: string | null;
}

const LONGEST_JOINER = 4;

/** All runs of digits. LAPOR! strips line breaks, so a run may touch letters on either side. */
export function chunksOf(text: string): Chunk[] {
  const chunks: Chunk[] = [];
  let before = -1;
  for (const { 0: digits, index } of text.matchAll(/[0-9]+/g)) {
    const between = before < 0 || index - before > LONGEST_JOINER ? "" : text.slice(before, index);
    chunks.push({
      start: index,
      end: index + digits.length,
      digits,
      joiner: joiners.test(between) ? between : null,
      rareJoiner: rareJoiners.test(between) ? between : null,
    });
    before = index + digits.length;
  }
  return chunks;
}

const joiners = /^[\s.()\-–—‑\u200B-\u200D\u2060]+$/;
const rareJoiners = /^ ?[/_,*•·|:+~=] ?$/;

/** The chunks from `first` that could be one number: joined, and at most `most` digits together. */
export function joinedFrom(chunks: readonly Chunk[], first: number, most: number): readonly Chunk[] {
  let total = 0;
  let next = first;
  for (let chunk = chunks[next]; chunk; chunk = chunks[next]) {
    total += chunk.digits.length;
    if (total > most || (next > first && chunk.joiner === null)) break;
    next += 1;
  }
  return chunks.slice(first, next);
}

/** Whether the same characters stand between all of them. */
export function isEvenlyJoined(group: readonly Chunk[]): boolean {
  return group.every((chunk, index) => index === 0 || chunk.joiner === group[1]?.joiner);
}

/** Whether "Rp" stands right before this chunk. */
export function isPriced(text: string, { start }: Chunk): boolean {
  return /(?:rp|idr)[.\s]{0,2}$/i.test(text.slice(Math.max(0, start - 6), start));
}

/** How many chunks from `first` are an amount such as 1.500.000, written with dots between thousands; else 0. */
export function amountLength(chunks: readonly Chunk[], first: number): number {
  const head = chunks[first];
  if (!head || head.digits.length > 3 || head.digits.startsWith("0")) return 0;
  let next = first + 1;
  while (chunks[next]?.joiner === "." && chunks[next]?.digits.length === 3) next += 1;
  return next === first + 1 || chunks[next]?.joiner === "." ? 0 : next - first;
}
