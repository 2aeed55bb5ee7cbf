import { isDeepStrictEqual } from "node:util";
import type { RuleDraft } from "../../../rules/draft.ts";
import type { Fault } from "../../../rules/issues.ts";
import type { Config } from "./shape.ts";

type Names = Pick<Config, "rules" | "units" | "posts">;

/**
 * Rules that name a post or an OPD that nobody has: a step that tells nobody, a rule that never matches. Only what the
 * edit writes: the shipped rules stand there before any OPD does, and a post that goes away is only warned of.
 */
export function checkNames(before: Names, after: Names): Fault[] {
  const known = new Set(findStrangers(before).map(({ message }) => message));
  const isWritten = (rule: RuleDraft) => !before.rules.some((old) => isDeepStrictEqual(old, rule));
  return findStrangers(after, isWritten).filter(({ message }) => !known.has(message));
}

function findStrangers(
  { rules, units, posts }: Names,
  isAsked: (rule: RuleDraft) => boolean = () => true,
): Fault[] {
  const postNames = new Set(posts.map(({ post }) => post));
  const unitCodes = new Set(units.map(({ code }) => code));
  const strange = (rule: RuleDraft, index: number): Fault[] => [
    ...rule.steps.flatMap(({ post }, at) =>
      postNames.has(post)
        ? []
        : [fault(["rules", index, "steps", at, "post"], rule, `jabatan ${post} belum ada di OPD mana pun`)],
    ),
    ...(rule.match.unit ?? []).flatMap((code) =>
      unitCodes.has(code) ? [] : [fault(["rules", index, "match", "unit"], rule, `OPD ${code} belum ada`)],
    ),
  ];
  return rules.flatMap((rule, index) => (rule.active && isAsked(rule) ? strange(rule, index) : []));
}

function fault(path: Fault["path"], { name }: RuleDraft, what: string): Fault {
  return { path, message: `aturan "${name}": ${what}. Bila memang disengaja, tambahkan --tetap` };
}
