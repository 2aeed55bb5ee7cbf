import type { Db } from "../../../db/open.ts";
import type { Instant } from "../../calendar/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { findRule, saveRule } from "../../rules/store.ts";
import { afterRuleChange } from "../shared/after-change.ts";
import { writeAudit } from "../shared/audit.ts";

export interface Saved {
  readonly before: Rule | null;
  readonly after: Rule;
  readonly isChanged: boolean;
}

interface Saving {
  readonly now: Instant;
  /** For the audit log, such as "aturan.atur". */
  readonly action: string;
  readonly oleh: string | undefined;
}

/** Saves a rule with its audit and its consequences, inside the transaction of the caller. Nothing happens where nothing changed. */
export function saveWithAudit(db: Db, draft: RuleDraft, { now, action, oleh }: Saving): Saved {
  const before = findRule(db.sql, draft.name);
  const was = before === null ? null : formatRule(draftOf(before));
  const is = formatRule(draft);
  if (before !== null && JSON.stringify(was) === JSON.stringify(is))
    return { before, after: before, isChanged: false };
  const after = saveRule(db.sql, draft, now);
  writeAudit(db, { now, action, subject: `Aturan ${draft.name}`, before: was, after: is, by: oleh ?? null });
  afterRuleChange(db, now);
  return { before, after, isChanged: true };
}
