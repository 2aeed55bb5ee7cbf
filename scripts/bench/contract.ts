import type { Sql } from "../../db/open.ts";

/** One line of the table. */
export interface Row {
  /** What is measured, such as "sweep, 1,000,000 open". */
  readonly name: string;
  readonly figure: string;
  /** What is aimed at, such as "≥ 0.5"; "" where the row only informs. */
  readonly goal: string;
  /** In a few words: what stands beside what. */
  readonly note: string;
}

/** What every bench is given: a folder that vanishes with the run, and a voice for what takes long. */
export interface Bench {
  readonly folder: string;
  readonly say: (text: string) => void;
}

/** Throws when a count is not what it must be: the figures would be those of something else. */
export function expectCount(what: string, actual: number, wanted: number): void {
  if (actual !== wanted) throw new Error(`${what}: ${actual} instead of ${wanted}`);
}

/** `from`: a table, with a condition where one is needed. */
export function countOf(sql: Sql, from: string): number {
  return sql.prepare<[], number>(`select count(*) from ${from}`).pluck().get() ?? NaN;
}
