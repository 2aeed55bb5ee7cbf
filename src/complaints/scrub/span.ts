/** A stretch of a text: from `start` to before `end`. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** The words that stand shortly before a place, in lower case, nearest last. */
export function wordsBefore(text: string, place: number): readonly string[] {
  return (
    text
      .slice(Math.max(0, place - REACH), place)
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  );
}

const REACH = 24;
