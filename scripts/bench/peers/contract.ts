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

/** What a message must say of itself so that it can be delivered and accounted for: the facts that a row of our outbox carries. */
export function messageOf(step: { readonly id: number; readonly step: number }, to: number) {
  const holderId = 2 * (step.id % 8) + (to >> 1);
  return {
    escalationId: step.id,
    trackingId: String(2_000_000 + step.id),
    step: step.step,
    occurrence: 0,
    kind: "step",
    intended: to % 2 === 0 ? "email" : "wa",
    recipient: to % 2 === 0 ? `kepala.${holderId}@unit.contoh.example` : `+62811${1_000_000 + holderId}`,
    holderId,
    person: `kepala ${holderId}`,
    unitId: step.id % 8,
    post: "kepala",
    reason: "due",
    dueAt: 1_795_664_700,
  };
}

export function range(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index);
}
