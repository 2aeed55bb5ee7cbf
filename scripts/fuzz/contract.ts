import type { Chance } from "./chance.ts";

/** What can be wrong with what a door made of an input. */
export const troubles = ["lost", "crashed", "half done", "leaked"] as const;

export interface Fault {
  readonly trouble: (typeof troubles)[number];
  readonly what: string;
}

/** What came of one input. */
export interface Trial {
  readonly verdict: "accepted" | "refused";
  readonly faults: readonly Fault[];
}

/** A way into Siaga, with a book of its own. */
export interface Place {
  /** Makes one input by chance, hands it in, and judges what came of it. */
  tryOne(chance: Chance): Promise<Trial>;
  /** What shows only at the end. */
  finish(): Promise<readonly Fault[]>;
}

export interface Door {
  readonly name: string;
  open(): Promise<Place>;
}
