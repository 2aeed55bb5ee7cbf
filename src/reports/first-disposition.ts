import type { Complaint } from "../complaints/contract.ts";
import type { Moment } from "./contract.ts";

/** A line of complaintHistory. */
export interface Change {
  readonly at: number;
  readonly field: string;
  readonly before: string | null;
}

type Placement = Pick<Complaint, "opdId" | "disposedAt" | "unitSeenAt">;

/**
 * The disposition to the unit that had the complaint first: figures keep it whatever moves follow (escalation.md section 3),
 * while the record holds the present one. `changes` in the order in which they were learned.
 */
export function firstDisposition(
  present: Placement,
  changes: readonly Change[],
): { disposition: Moment | null; isMoved: boolean } {
  const move = changes.find(({ field, before }) => field === "opdId" && before !== null);
  const valueThen = (field: "disposedAt" | "unitSeenAt"): number | null => {
    const next = move && changes.find((each) => each.field === field && each.at >= move.at);
    if (!next) return present[field];
    return next.before === null ? null : Number(next.before);
  };
  const isMoved = move !== undefined;
  if (present.opdId === null) return { disposition: null, isMoved };
  const disposedAt = valueThen("disposedAt");
  const at = disposedAt ?? valueThen("unitSeenAt");
  return { disposition: at === null ? null : { at, isBound: disposedAt === null }, isMoved };
}
