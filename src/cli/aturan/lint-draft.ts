import type { Sql } from "../../../db/open.ts";
import type { RuleDraft } from "../../rules/draft.ts";
import { findUnreached } from "../../rules/find-unreached.ts";
import { lintRule } from "../../rules/lint.ts";
import { loadRules } from "../../rules/store.ts";
import { readConfig } from "../shared/config-file/read-book.ts";

/** What is probably not meant in a rule, beside the posts, OPD and rules of the book; one Indonesian sentence each. */
export function lintDraft(sql: Sql, draft: RuleDraft): string[] {
  const { units, posts } = readConfig(sql);
  const root = units.find(({ parent }) => parent === null)?.code;
  const known = {
    posts: new Set(posts.map(({ post }) => post)),
    unitCodes: new Set(units.map(({ code }) => code)),
    rootPosts: new Set(posts.filter(({ unit }) => unit === root).map(({ post }) => post)),
  };
  return [...lintRule(draft, known), ...findUnreached(draft, loadRules(sql), known)];
}
