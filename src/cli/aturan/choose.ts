import type { Db } from "../../../db/open.ts";
import type { Rule } from "../../rules/contract.ts";
import { loadRules } from "../../rules/store.ts";
import { UserError } from "../../user-error.ts";
import { suggest } from "../people/near.ts";

/** The rule of that name; case does not matter. null: there is none. */
export function findRuleLike(sql: Db["sql"], name: string): Rule | null {
  const wanted = name.trim().toLowerCase();
  const rules = loadRules(sql);
  return (
    rules.find((rule) => rule.name === name.trim()) ??
    rules.find((rule) => rule.name.toLowerCase() === wanted) ??
    null
  );
}

/** As findRuleLike. Throws UserError with the names that were perhaps meant. */
export function chooseRule(sql: Db["sql"], name: string): Rule {
  const rule = findRuleLike(sql, name);
  if (rule !== null) return rule;
  const names = loadRules(sql).map((other) => other.name);
  throw new UserError(`Aturan "${name}" tidak ada.${suggest(name, names)} Lihat: siaga aturan daftar.`);
}
