import type { Sql } from "../../../db/open.ts";
import type { Unit } from "../../people/contract.ts";
import { draftOf, type RuleDraft } from "../../rules/draft.ts";
import { formatRule } from "../../rules/format.ts";
import { findRule, saveRule } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { describeFields } from "../people/report.ts";
import { type FieldChange, findFieldChanges } from "../shared/config-file/differ.ts";
import { readConfig } from "../shared/config-file/read-book.ts";
import { nameLevel } from "./levels.ts";

/**
 * What a proposal says otherwise than the rules of the book, one line a rule:
 * "Tindak lanjut pertama: Kepala OPD diberi tahu setelah 2 hari kerja (semula 3 hari kerja)".
 */
export function describeProposal(sql: Sql, drafts: readonly RuleDraft[], root: Unit | null): string[] {
  return drafts.flatMap((draft) => {
    const rule = findRule(sql, draft.name);
    if (!rule) return [`${draft.name}: aturan baru`];
    const before = draftOf(rule);
    const changes = findFieldChanges(formatRule(before), formatRule(draft)).map(
      (change) => describeDelay(change, before, draft, root) ?? describeFields([change]).join("; "),
    );
    return changes.length === 0 ? [] : [`${draft.name}: ${changes.join("; ")}`];
  });
}

/** A step moved in time, as people say it; null: it is some other change. */
function describeDelay({ field }: FieldChange, before: RuleDraft, after: RuleDraft, root: Unit | null) {
  const index = Number(/^steps\[(\d+)\]\.after$/u.exec(field)?.[1] ?? -1);
  const [was, is] = [before.steps[index], after.steps[index]];
  if (!was || !is || was.post !== is.post) return null;
  return `${nameLevel(is.post, root)} diberi tahu setelah ${is.after.text} (semula ${was.after.text})`;
}

/** Throws UserError for posts or units that nobody has: such a proposal would only seem to change nothing. */
export function refuseStrangers(sql: Sql, drafts: readonly RuleDraft[]): void {
  const { posts, units } = readConfig(sql);
  const knownPosts = new Set(posts.map(({ post }) => post));
  const knownUnits = new Set(units.map(({ code }) => code));
  const strangers = drafts.flatMap(({ steps, match }) => [
    ...steps.flatMap(({ post }) => (knownPosts.has(post) ? [] : [`jabatan ${post}`])),
    ...(match.unit ?? []).flatMap((code) => (knownUnits.has(code) ? [] : [`OPD ${code}`])),
  ]);
  if (strangers.length > 0)
    throw new UserError(
      `Usulan menyebut yang belum ada: ${[...new Set(strangers)].join(", ")}. Lihat: siaga jabatan daftar, siaga opd daftar.`,
    );
}

/** Puts the proposed rules beside, or in place of, those of the same name. For a shadow book only. */
export function useRules(shadow: Sql, drafts: readonly RuleDraft[]): void {
  for (const draft of drafts) saveRule(shadow, draft, 0);
}
