import type { Message } from "../../../../src/outbox/contract.ts";

type Kind = Pick<Message, "kind">;

/** What a step itself says, by itself or as a line of a digest. */
export function isOfStep({ kind }: Kind): boolean {
  return kind === "step" || kind === "digest";
}

export function isOfRun(row: Kind): boolean {
  return isOfStep(row) || row.kind === "reminder";
}

export const endedStatuses: ReadonlySet<string> = new Set([
  "done",
  "closed_by_system",
  "rejected",
  "archived",
  "not_authority",
]);
