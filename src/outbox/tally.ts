import type { Message, Outcome } from "./contract.ts";
import { isLastTry } from "./retry.ts";

/** What became of the parcels of one round, each counted once; `parcels` is all of them. */
export interface Tally {
  readonly parcels: number;
  readonly accepted: number;
  /** They will be tried again. */
  readonly waiting: number;
  readonly failed: number;
}

/** Counts outcomes as they come. */
export class Counter {
  private readonly counts = { accepted: 0, waiting: 0, failed: 0 };

  note(rows: readonly Message[], outcome: Outcome): void {
    this.counts[fateOf(rows, outcome)]++;
  }

  of(parcels: number): Tally {
    return { parcels, ...this.counts };
  }
}

function fateOf(rows: readonly Message[], { kind }: Outcome): "accepted" | "waiting" | "failed" {
  if (kind === "accepted") return "accepted";
  const isOver = kind === "permanent" || (kind === "temporary" && rows.every(isLastTry));
  return isOver ? "failed" : "waiting";
}
