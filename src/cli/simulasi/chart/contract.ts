import type { Pair } from "../comparison.ts";

/** A figure for both rules, with the label that stands below it, its lines ended by "\n". */
export interface Bar extends Pair {
  readonly name: string;
}

/** What a chart of two rules shows; every text as it is printed. */
export interface Chart {
  /** The answer in one sentence. */
  readonly title: string;
  readonly notes: readonly string[];
  readonly perPerson: readonly Bar[];
  readonly perMonth: readonly Bar[];
}
