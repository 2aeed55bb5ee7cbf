import type { Db } from "../../../db/open.ts";
import type { Calendar, Instant } from "../../calendar/contract.ts";
import type { People } from "../../people/contract.ts";
import type { Rule } from "../../rules/contract.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { loadRules, saveRule } from "../../rules/store.ts";
import { afterRuleChange } from "../shared/after-change.ts";
import { applyWithEffect, type Effect } from "./effect.ts";
import { foresee } from "./foresee.ts";
import { findLosses, type Loss } from "./losses.ts";
import type { Shift } from "./shifts.ts";

/** A rule as it is proposed, and where and when it is tried. */
export interface Trial {
  readonly draft: RuleDraft;
  readonly calendar: Calendar;
  readonly now: Instant;
  readonly people: People;
}

/** What that would mean. */
export interface Tried {
  /** Complaints that the rule has open. */
  readonly open: number;
  readonly shifts: readonly Shift[];
  readonly effect: Effect;
  readonly losses: readonly Loss[];
  /** As the book has the rule; null: it would be new. */
  readonly saved: Rule | null;
}

/** Saved as `aturan atur` would, and applied as `aturan terapkan`, in a book that is thrown away. */
export function tryDraft(db: Db, { draft, now }: Trial): Tried {
  const { shifts, outcome } = foresee(
    db,
    (mirror) => {
      const rule = saveRule(mirror.sql, draft, now);
      afterRuleChange(mirror, now);
      return { effect: applyWithEffect(mirror, rule, now), rules: loadRules(mirror.sql) };
    },
    now,
  );
  const before = loadRules(db.sql);
  return {
    open: countOpen(db, draft),
    shifts,
    effect: outcome.effect,
    losses: findLosses(db.sql, { before, after: outcome.rules, now }),
    saved: before.find((rule) => rule.name === draft.name) ?? null,
  };
}

function countOpen({ sql }: Db, { name }: RuleDraft): number {
  return (
    sql
      .prepare<[string], number>(
        `select count(distinct e.trackingId) from escalations e join rules r on r.id = e.ruleId
         where r.name = ? and e.state <> 'ended'`,
      )
      .pluck()
      .get(name) ?? 0
  );
}
