import type { RuleDraft } from "../../../rules/draft.ts";
import type { Config, PostEntry } from "./shape.ts";

/**
 * The whole configuration that a file asks for: a section that stands in it replaces that section, an absent one is
 * left alone. Where the posts are left alone, those of units that go away go with them, and a holder brings along the
 * post. A rule by which escalations ran (`ranRules`, by name) is switched off instead of removed, for they point at it.
 */
export function mergeConfig(book: Config, file: Partial<Config>, ranRules: ReadonlySet<string>): Config {
  const merged = { ...book, ...file };
  return {
    ...merged,
    posts: file.posts ?? followingPosts(merged),
    rules: file.rules === undefined ? book.rules : [...file.rules, ...keptRules(book, file.rules, ranRules)],
  };
}

function followingPosts({ units, posts, holders }: Config): PostEntry[] {
  const codes = new Set(units.map(({ code }) => code));
  const following = new Map<string, PostEntry>();
  for (const { unit, post } of [...posts, ...holders])
    if (codes.has(unit)) following.set(`${unit}/${post}`, { unit, post });
  return [...following.values()];
}

function keptRules(
  { rules }: Config,
  written: readonly RuleDraft[],
  ranRules: ReadonlySet<string>,
): RuleDraft[] {
  const names = new Set(written.map(({ name }) => name));
  return rules
    .filter(({ name }) => ranRules.has(name) && !names.has(name))
    .map((rule) => ({ ...rule, active: false }));
}
