import type { Sample } from "../measure.ts";

/** How many steps are due now, and how many messages each of them asks for beside its own next step. */
export const stepCount = 5000;
export const messagesPerStep = 4;
export const nextStepSeconds = 2 * 86_400;

/** Another queue, doing what a sweep does: each due step stores its next delayed step and four messages, durably. */
export interface Peer {
  /** One round from an empty queue: `stepCount` jobs are put in, and the time of carrying them out is taken. */
  run(): Promise<Sample>;
  stop(): Promise<void>;
}

/** Loads a package from the folder where somebody installed the peers. */
export type LoadPackage = (name: string) => unknown;

/** Why a peer cannot be measured here, in a few words for the table. */
export class Skipped extends Error {
  override name = "Skipped";
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
