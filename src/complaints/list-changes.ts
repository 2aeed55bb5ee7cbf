import type { Complaint } from "./contract.ts";

export interface FieldChange {
  readonly field: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Kept out of the history: they say when the bot looked, not what changed. */
const silentFields = new Set(["source", "syncedAt", "sourceRow", "confirmedAt", "missingSince"]);

/** What is forgotten of a complaint that is secret. */
const secretFields: ReadonlySet<string> = new Set(["title", "statusNote"]);

/** What the history keeps of an update. */
export function listChanges(before: Complaint, after: Complaint): FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of Object.keys(after) as (keyof Complaint)[]) {
    if (silentFields.has(field) || before[field] === after[field]) continue;
    const isHidden = secretFields.has(field) && after.isSecret;
    changes.push({
      field,
      before: isHidden ? null : asText(before[field]),
      after: isHidden ? null : asText(after[field]),
    });
  }
  return changes;
}

function asText(value: string | number | boolean | null): string | null {
  return value === null ? null : String(value);
}
