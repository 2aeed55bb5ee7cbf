import type { Complaint, Status } from "../complaints/contract.ts";
import type { Merged } from "../complaints/merge.ts";
import { isBackwards } from "../complaints/status-words.ts";
import type { Alarm } from "../escalation/contract.ts";
import { nameSome } from "./name-some.ts";

/** A complaint of which a source took back what was said before. */
export interface Backwards {
  readonly trackingId: string;
  /** The status texts of LAPOR!. */
  readonly before: string;
  readonly after: string;
}

const mostNamed = 10;

/** Whether a status went backwards (escalation.md section 3); with another office a complaint begins anew. null: no. */
export function findBackwards({ trackingId }: Complaint, changes: Merged["changes"]): Backwards | null {
  const changeOf = (name: string) => changes.find(({ field }) => field === name);
  const status = changeOf("status");
  if (!status || changeOf("opdId") || !isBackwards(status.before as Status, status.after as Status))
    return null;
  const words = changeOf("statusRaw");
  return { trackingId, before: words?.before ?? "", after: words?.after ?? "" };
}

/** One sentence for Kominfo and for the report of a file; at least one complaint. */
export function sayBackwards(all: readonly Backwards[]): string {
  const steps = all.map(
    ({ trackingId, before, after }) => `${trackingId} (dari "${before}" menjadi "${after}")`,
  );
  return `Status ${all.length} laporan mundur: ${nameSome(steps, mostNamed)}. Batas waktunya tidak diulang; periksa di SP4N-LAPOR! bila berkasnya pernah disunting tangan.`;
}

/** Told once. */
export function backwardsAlarm(all: readonly Backwards[]): Alarm {
  return { cause: `note:backwards:${all[0]?.trackingId ?? ""}`, text: sayBackwards(all) };
}
